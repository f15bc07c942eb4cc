//! The windows beside the main one: the strip over the till program, and what customers see.
#![cfg(target_os = "linux")] // WebDriver reaches the web view under Xvfb

use std::time::Duration;

use anyhow::Result;
use chrono::Utc;
use serde_json::{Value, json};
use stories::{Cli, Delivery, Scratch, Window, platform};
use uuid::Uuid;

const ENTER: &str = "\u{e007}";
/// An Enter that comes sooner after a code is taken for a scanner's own.
const BEYOND_HABIT: Duration = Duration::from_millis(500);

fn part(name: &str) -> String {
    format!("[data-testid={name}]")
}

fn without_spaces(text: &str) -> String {
    text.replace(char::is_whitespace, "")
}

/// What happened on another day, as far as this PC's clock knows.
async fn post_examples(url: &str) -> Result<()> {
    for delivery in platform::examples() {
        assert_eq!(delivery.post(url).await?, 200);
    }
    Ok(())
}

/// The customer of the examples earns a stamp now, as whoever listens at `url` hears.
async fn earn(url: &str, stamp_balance: u32) -> Result<()> {
    let mut event: Value = serde_json::from_slice(platform::examples()[1].body())?;
    event["id"] = json!(Uuid::new_v4());
    event["occurred_at"] = json!(Utc::now());
    event["data"]["transaction_id"] = json!(Uuid::new_v4());
    event["data"]["stamps_added"] = json!(1);
    event["data"]["stamp_balance"] = json!(stamp_balance);
    assert_eq!(Delivery::new(event.to_string()).post(url).await?, 200);
    Ok(())
}

/// Opens the desk whose owner turns on `which` in the settings.
async fn open_beside(scratch: &Scratch, which: &str) -> Result<Window> {
    let settings = json!({ "first_start": "done", "display_seconds": 5 });
    std::fs::write(scratch.data().join("settings.json"), settings.to_string())?;
    let window = Window::open(scratch).await?;
    window.find("[data-testid=connection][data-state=on]").await?;
    window.click(&part("nav-settings")).await?;
    window.click(&part(&format!("side-{which}"))).await?;
    window.find(&part(&format!("show-{which}"))).await?;
    Ok(window)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_strip_shows_who_it_is_and_enter_opens_them_in_the_main_window() -> Result<()> {
    let scratch = Scratch::new()?;
    let window = open_beside(&scratch, "strip").await?;
    window.picture("side-windows-settings").await?;
    window.turn_to("strip").await?;
    post_examples(&window.url()).await?;
    window.find("[data-testid=strip-event][data-event='coupon.redeemed']").await?;
    assert_eq!(window.count(&part("strip-event")).await?, 3, "the last three, of six");
    assert_eq!(window.count(&part("strip-reward")).await?, 0, "that was on another day");
    earn(&window.url(), 8).await?;
    window.text(&part("strip-reward"), |text| text.contains("482193")).await?;
    let place = window.place().await?;
    window.picture_of("strip", Some(place)).await?;

    window.click(&part("code-field")).await?;
    window.type_keys("482193").await?;
    window.text(&part("strip-stamps"), |text| without_spaces(text) == "8/10").await?;
    // The driver takes a text that is cut off with dots for one that is not shown.
    let waiting = "arguments[0](document.querySelector('[data-testid=strip-waiting]').textContent)";
    assert!(window.ask(waiting).await?.to_string().contains("Free Coffee"), "the reward is said");
    window.picture_of("strip-customer", Some(place)).await?;
    window.turn_to("main").await?;
    assert_eq!(window.count(&part("customer-code")).await?, 0, "the main window is where it was");

    window.turn_to("strip").await?;
    tokio::time::sleep(BEYOND_HABIT).await;
    window.type_keys(ENTER).await?;
    window.turn_to("main").await?;
    window.text(&part("customer-code"), |text| without_spaces(text).contains("482193")).await?;

    window.click(&part("nav-settings")).await?;
    window.click(&part("side-strip")).await?;
    window.gone(&part("show-strip")).await?;
    window.alone().await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn customers_see_their_card_and_nothing_that_is_private() -> Result<()> {
    let scratch = Scratch::new()?;
    let window = open_beside(&scratch, "display").await?;
    window.turn_to("display").await?;
    window.text(&part("welcome"), |text| text == "Welcome").await?;
    post_examples(&window.url()).await?;
    let place = window.place().await?;
    window.picture_of("display-idle", Some(place)).await?;

    window.turn_to("main").await?;
    window.type_keys("482193").await?;
    window.find(&part("customer-code")).await?;
    window.turn_to("display").await?;
    window.text(&part("greeting"), |text| text == "Hello J***").await?;
    window.text(&part("display-stamps"), |text| without_spaces(text) == "7/10").await?;
    window.find(&part("display-reward")).await?;
    let page = window.ask("arguments[0](document.documentElement.outerHTML)").await?.to_string();
    for private in ["482193", "@", "gmail", "kahveci", "Free Coffee"] {
        assert!(!page.contains(private), "{private} is nobody's business");
    }
    window.picture_of("display-customer", Some(place)).await?;

    window.text(&part("welcome"), |text| text == "Welcome").await?;
    earn(&window.url(), 8).await?;
    window.text(&part("display-stamps"), |text| without_spaces(text) == "8/10").await?;
    window.picture_of("display-earned", Some(place)).await?;
    window.text(&part("welcome"), |text| text == "Welcome").await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_terminal_listens_all_windows_follow_and_none_is_alarmed() -> Result<()> {
    let scratch = Scratch::new()?;
    let settings = json!({ "first_start": "done", "strip": true, "display": true });
    std::fs::write(scratch.data().join("settings.json"), settings.to_string())?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    post_examples(&listening.url).await?;
    let window = Window::open(&scratch).await?;
    window.find("[data-testid=connection][data-state=held_elsewhere]").await?;
    window.turn_to("strip").await?;
    window.find(&part("strip-event")).await?;
    window.turn_to("display").await?;
    window.find(&part("welcome")).await?;

    earn(&listening.url, 8).await?;
    window.text(&part("display-stamps"), |text| without_spaces(text) == "8/10").await?;
    // What is said of a reward fades; a customer who comes again after that is told of again.
    for (label, said) in [("main", "reward-alert"), ("strip", "strip-reward")] {
        window.turn_to(label).await?;
        earn(&listening.url, 9).await?;
        window.text(&part(said), |text| text.contains("482193")).await?;
    }
    assert_eq!(window.count(&part("strip-trouble")).await?, 0, "records do arrive");
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_display_may_ask_nothing_and_hears_nothing_but_its_own() -> Result<()> {
    const TRY: &str = "const done = arguments[0];
        const { invoke, transformCallback } = window.__TAURI_INTERNALS__;
        const tries = [
            ['status', {}], ['look_up', { code: '482193' }], ['save_settings', { settings: {} }], ['secrets', {}],
            ['open_code', { code: '482193' }],
            ['plugin:event|listen', { event: 'changed', target: { kind: 'Any' }, handler: transformCallback(() => {}) }],
            ['plugin:dialog|open', { options: {} }],
        ];
        Promise.all(tries.map(([name, args]) => invoke(name, args).then(() => name, () => null)))
            .then((allowed) => done(allowed.filter((name) => name !== null)));";
    let scratch = Scratch::new()?;
    let window = open_beside(&scratch, "display").await?;
    window.turn_to("display").await?;
    window.find(&part("welcome")).await?;
    assert_eq!(window.ask(TRY).await?, json!([]), "each of them is refused");
    window.close().await
}
