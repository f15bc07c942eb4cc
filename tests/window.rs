//! The first true path: a signed event is posted, and the owner sees it in the window.
#![cfg(target_os = "linux")] // WebDriver reaches the web view under Xvfb

use anyhow::Result;
use stories::{Scratch, Window, platform};

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
