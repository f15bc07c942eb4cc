//! The owner's PIN in the real window: staff do not get at what is the owner's, neither by its buttons nor by asking the
//! program behind it directly.
#![cfg(target_os = "linux")] // WebDriver reaches the web view under Xvfb

use anyhow::{Context, Result};
use serde_json::{Value, json};
use stories::{Cli, Scratch, Window, platform};

const ENTER: char = '\u{e007}';
const ESCAPE: char = '\u{e00c}';

const LOCKED: &str = "[data-testid=lock][data-state=locked]";
const UNLOCKED: &str = "[data-testid=lock][data-state=unlocked]";
const COUNTER: &str = "[data-testid=tile-stamps]";

fn part(name: &str) -> String {
    format!("[data-testid={name}]")
}

/// What becomes of a command that is asked past the window's buttons: `through`, or the code of its refusal.
async fn answer(window: &Window, command: &str, arguments: &Value) -> Result<String> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         window.__TAURI_INTERNALS__.invoke('{command}', {arguments})
             .then(() => done('through'), (refused) => done(refused.code ?? String(refused)));"
    );
    Ok(window.ask(&script).await?.as_str().context("a word")?.to_owned())
}

/// The owner sets 4711 in the settings.
async fn set_pin(window: &Window) -> Result<()> {
    window.click(&part("nav-settings")).await?;
    window.click(&part("set-pin")).await?;
    for field in ["pin-new", "pin-again"] {
        window.click(&part(field)).await?;
        window.type_keys("4711").await?;
    }
    window.picture("pin-set").await?;
    window.click(&part("save-pin")).await?;
    window.find(UNLOCKED).await?;
    window.gone(&part("pin-form-dialog")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_do_not_get_at_what_is_the_owners_and_the_pin_opens_it_until_the_owner_is_gone() -> Result<()> {
    let scratch = Scratch::with_leaping_clock()?;
    let window = Window::open(&scratch).await?;
    window.find("[data-testid=connection][data-state=on]").await?;
    for delivery in platform::examples() {
        assert_eq!(delivery.post(&window.url()).await?, 200);
    }
    assert_eq!(
        answer(&window, "points", &json!({ "organization": null })).await?,
        "through",
        "no PIN, no lock"
    );
    set_pin(&window).await?;
    window.click(UNLOCKED).await?;
    window.find(LOCKED).await?;
    window.find(COUNTER).await?;

    window.click(&part("nav-reports")).await?;
    window.find(&part("pin")).await?;
    window.picture("pin-asked").await?;
    window.type_keys(&ESCAPE.to_string()).await?;
    window.gone(&part("pin-dialog")).await?;
    window.find(COUNTER).await?;
    for command in
        ["points", "customers", "report", "books", "closed_days", "export_to", "secrets", "data_state"]
    {
        assert_eq!(answer(&window, command, &json!({})).await?, "locked", "{command} past the buttons");
    }
    for command in ["save_settings", "forget_customer", "close_day", "restore", "no_such_command"] {
        let refused = answer(&window, command, &json!({})).await?;
        assert_ne!(refused, "through", "{command} does nothing");
    }

    window.type_keys("482193").await?;
    window.find(&part("customer-code")).await?;
    window.click(&part("forget")).await?;
    window.find(&part("pin")).await?;
    window.type_keys(&ESCAPE.to_string()).await?;
    window.gone(&part("pin-dialog")).await?;
    assert_eq!(window.count(&part("forget-dialog")).await?, 0, "staff forget nobody");
    window.click(&part("nav-coupons")).await?;
    window.find(&part("coupon-row")).await?;

    window.click(&part("nav-reports")).await?;
    window.find(&part("pin")).await?;
    window.type_keys(&format!("4711{ENTER}")).await?;
    window.find(&format!("{}[aria-current=page]", part("nav-reports"))).await?;
    window.find(UNLOCKED).await?;
    assert_eq!(answer(&window, "points", &json!({ "organization": null })).await?, "through");
    window.picture("pin-unlocked").await?;

    scratch.leap(301)?;
    window.find(LOCKED).await?;
    window.find(COUNTER).await?;
    assert_eq!(
        answer(&window, "points", &json!({ "organization": null })).await?,
        "locked",
        "the owner is gone"
    );
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_pins_wait_even_over_a_restart_and_the_terminal_is_the_way_out() -> Result<()> {
    let scratch = Scratch::new()?;
    let window = Window::open(&scratch).await?;
    set_pin(&window).await?;
    window.click(UNLOCKED).await?;
    window.click(LOCKED).await?;
    for _ in 0..5 {
        window.find(&part("pin")).await?;
        window.type_keys(&format!("0000{ENTER}")).await?;
        window.find("[data-testid=pin-form][aria-busy=false]").await?;
    }
    window.text(&part("pin-said"), |said| said.contains("Too many")).await?;
    window.picture("pin-waits").await?;
    let right = json!({ "pin": "4711" });
    assert_eq!(answer(&window, "unlock", &right).await?, "pin_wait", "the right one waits too");
    window.close().await?;

    let window = Window::open(&scratch).await?;
    window.find(LOCKED).await?;
    assert_eq!(answer(&window, "unlock", &right).await?, "pin_wait", "starting anew does not help");
    let cli = Cli::new(&scratch)?;
    let state = cli.json("pin status")?;
    assert_eq!(state["set"], true);
    assert!(state["wait_until"].is_string(), "{state}");
    assert!(cli.run("pin clear")?.status.success());
    window.gone(&part("lock")).await?;
    assert_eq!(answer(&window, "points", &json!({ "organization": null })).await?, "through", "at once");
    window.close().await
}
