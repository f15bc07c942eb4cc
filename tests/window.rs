//! The first true path: a signed event is posted, and the owner sees it in the window.
#![cfg(target_os = "linux")] // WebDriver reaches the web view under Xvfb

use std::net::TcpListener;

use anyhow::{Context, Result};
use rusqlite::Connection;
use serde_json::json;
use stories::{Cli, SECRET, Scratch, Window, database, platform};

/// What the UI calls its parts.
fn part(name: &str) -> String {
    format!("[data-testid={name}]")
}

async fn post_examples(window: &Window) -> Result<()> {
    window.find("[data-testid=connection][data-state=on]").await?;
    for delivery in platform::examples() {
        assert_eq!(delivery.post(&window.url()).await?, 200, "the window's own desk answers");
    }
    Ok(())
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn six_events_arrive_and_a_code_opens_its_customer() -> Result<()> {
    let scratch = Scratch::new()?;
    let window = Window::open(&scratch).await?;
    post_examples(&window).await?;

    for (event, code) in [
        ("customer.enrolled", "482193"),
        ("stamp.earned", "482193"),
        ("stamp.redeemed", "482193"),
        ("coupon.redeemed", "482193"),
        ("points.earned", "391047"),
        ("points.spent", "391047"),
    ] {
        window.find(&format!("[data-testid=feed-row][data-event='{event}'][data-code='{code}']")).await?;
    }
    assert_eq!(window.count(&part("feed-row")).await?, 6, "each event has one row");
    window.picture("counter").await?;

    window.type_keys("482193").await?;
    window.text(&part("customer-code"), |text| digits(text) == "482193").await?;
    window.text(&part("customer-email"), |text| text.contains("j***@gmail.com")).await?;
    window.text(&part("stamp-count"), |text| text.replace(char::is_whitespace, "") == "7/10").await?;
    window.find("[data-testid=coupon][data-state=waiting]").await?;
    window.find("[data-testid=coupon][data-state=used]").await?;
    window.picture("customer").await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_code_is_answered_plainly() -> Result<()> {
    let scratch = Scratch::new()?;
    let window = Window::open(&scratch).await?;
    post_examples(&window).await?;
    window.type_keys("000000").await?;
    window.text(&part("unknown-code"), |text| text.contains("000000") && text.contains("this PC")).await?;
    assert_eq!(window.count(&part("stamp-card")).await?, 0, "no card is invented");
    window.picture("unknown-code").await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_owner_says_in_the_terminal_is_seen_in_the_open_window() -> Result<()> {
    let scratch = Scratch::new()?;
    let window = Window::open(&scratch).await?;
    post_examples(&window).await?;
    window.type_keys("482193").await?;
    window.find("[data-testid=coupon][data-state=waiting]").await?;
    let coupon = "e3b0c442-98fc-1c14-9afb-f4c8996fb924";
    let closed = Cli::new(&scratch)?.run(&format!("coupon close {coupon} replaced"))?;
    assert!(closed.status.success(), "it goes through beside the open window");
    let ticket = "[data-testid=coupon][data-state=closed]";
    window.text(ticket, |text| text.contains("replaced")).await?;
    window.picture("closed-coupon").await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_port_is_named_in_the_same_words_as_in_the_terminal_and_stored_data_stay() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let mut before = cli.listen()?;
    for delivery in platform::examples() {
        assert_eq!(delivery.post(&before.url).await?, 200, "a day before the trouble");
    }
    before.program.kill()?;

    let taken = TcpListener::bind("127.0.0.1:0")?;
    let address = taken.local_addr()?;
    let terminal = String::from_utf8(cli.run(&format!("listen --bind {address}"))?.stderr)?;
    let last =
        terminal.lines().last().context("the terminal says why it gave up")?.replace("stampdesk-cli: ", "");
    let (obstacle, _) = last.split_once(" Gave up").context("what is in the way comes first")?;
    assert!(obstacle.contains(&address.to_string()), "the address is named: {obstacle}");
    let window = Window::open_on(&scratch, address).await?;
    window.find("[data-testid=connection][data-state=port_in_use]").await?;
    window.text(&part("trouble"), |text| text.contains(obstacle)).await?;
    window.find("[data-testid=feed-row][data-code='482193']").await?;
    window.picture("port-in-use").await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_database_is_left_alone_and_the_window_says_so() -> Result<()> {
    let scratch = Scratch::new()?;
    assert!(Cli::new(&scratch)?.run("rebuild")?.status.success());
    let file = database::find(&scratch.data())?;
    Connection::open(&file)?.pragma_update(None, "user_version", 999)?;
    let window = Window::open(&scratch).await?;
    window.find("[data-testid=connection][data-state=store-failed]").await?;
    window.text(&part("trouble"), |text| text.contains("newer Stampdesk")).await?;
    window.picture("newer-database").await?;
    window.close().await?;
    let version: i64 = Connection::open(&file)?.pragma_query_value(None, "user_version", |row| row.get(0))?;
    assert_eq!(version, 999, "the newer version can still open it");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn coupons_and_points_have_their_lists() -> Result<()> {
    let scratch = Scratch::new()?;
    let window = Window::open(&scratch).await?;
    post_examples(&window).await?;
    window.click(&part("nav-coupons")).await?;
    window.text(&part("coupon-row"), |text| text.contains("Free Coffee")).await?;
    window.picture("coupons").await?;
    window.click(&part("nav-points")).await?;
    window.text(&part("points-total"), |text| digits(text) == "370").await?;
    window.text(&part("points-row"), |text| digits(text).contains("391047")).await?;
    assert_eq!(window.count(&part("points-row")).await?, 1, "one customer collects points");
    window.picture("points").await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_adds_the_secret_and_what_was_turned_away_is_taken_in() -> Result<()> {
    let scratch = Scratch::new()?;
    let window = Window::open_untold(&scratch, json!({ "language": "en" })).await?;
    window.find("[data-testid=connection][data-state=no_secret]").await?;
    let delivery = platform::examples().remove(0);
    assert_eq!(delivery.post(&window.url()).await?, 503, "nobody's word is taken without a secret");

    window.click("[data-testid=trouble] button").await?;
    window.find(&part("secret-field")).await?;
    window.type_keys(SECRET).await?;
    window.picture("secret-typed").await?;
    window.click(&part("save-secret")).await?;
    window.text(&part("secret"), |text| text.contains("not used yet")).await?;
    window.find("[data-testid=connection][data-state=on]").await?;
    assert_eq!(delivery.post(&window.url()).await?, 200, "the same delivery, sent again");
    window.text(&part("count-stored"), |text| digits(text) == "1").await?;
    window.text("[data-testid=refusal][data-reason=no_secret]", |text| text.contains("No secret")).await?;
    window.text(&part("secret"), |text| text.contains("last used now")).await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_secret_that_never_fits_is_suspected_aloud() -> Result<()> {
    let scratch = Scratch::new()?;
    let window = Window::open(&scratch).await?;
    window.find("[data-testid=connection][data-state=on]").await?;
    let added = Cli::new(&scratch)?.run_with("secret add Moda", "whsec_mistyped")?;
    assert!(added.status.success(), "the window's own desk hears of it");
    window.click(&part("nav-connection")).await?;
    window.text("[data-testid=secrets] ul", |text| text.contains("Moda")).await?;
    for delivery in &platform::examples()[..3] {
        assert_eq!(delivery.post_signed(&window.url(), "whsec_as_it_is_now").await?, 401);
    }
    window.text(&part("headline"), |text| text.contains("“Moda”")).await?;
    window.text(&part("count-bad_signature"), |text| digits(text) == "3").await?;
    assert_eq!(window.count("[data-testid=refusal][data-reason=signature_mismatch]").await?, 3);
    window.picture("suspicion").await?;
    window.click(&part("nav-counter")).await?;
    window.text(&part("suspicion"), |text| text.contains("“Moda”")).await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_is_changed_in_the_window_and_the_door_is_there() -> Result<()> {
    let scratch = Scratch::new()?;
    let window = Window::open_untold(&scratch, json!({ "language": "en" })).await?;
    window.click(&part("nav-connection")).await?;
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?; // free again at once
    window.click("#address-field").await?;
    window.select_all().await?;
    window.type_keys(&address.to_string()).await?;
    window.click(&part("save-address")).await?;
    window.text(&part("headline"), |text| text.contains(&address.to_string())).await?;
    let delivery = platform::examples().remove(0);
    let there = format!("http://{address}/webhooks/loyalite");
    assert_eq!(delivery.post(&there).await?, 503, "somebody answers there, still without a secret");
    assert!(delivery.post(&window.url()).await.is_err(), "and nobody where it was");
    window.close().await
}
