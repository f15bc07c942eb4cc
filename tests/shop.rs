//! What an owner does at the counter besides looking: names customers and finds them again, closes coupons, forgets
//! somebody, and gets about by keys.
#![cfg(target_os = "linux")] // WebDriver reaches the web view under Xvfb

use anyhow::Result;
use serde_json::json;
use stories::{Cli, Scratch, Window, platform, until};

const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const F1: char = '\u{e031}';

fn part(name: &str) -> String {
    format!("[data-testid={name}]")
}

async fn open(scratch: &Scratch) -> Result<Window> {
    let window = Window::open(scratch).await?;
    window.find("[data-testid=connection][data-state=on]").await?;
    for delivery in platform::examples() {
        assert_eq!(delivery.post(&window.url()).await?, 200);
    }
    window.find("[data-testid=feed-row][data-code='482193']").await?;
    Ok(window)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_who_was_given_a_name_is_found_by_it_however_it_is_written() -> Result<()> {
    let scratch = Scratch::new()?;
    let window = open(&scratch).await?;
    window.type_keys("482193").await?;
    window.click(&part("edit-nickname")).await?;
    window.find("[data-testid=nickname-field]:focus").await?;
    window.type_keys("Işıl Hanım").await?;
    window.click(&part("save-nickname")).await?;
    window.find(&part("nickname")).await?;
    window.picture("nickname").await?;
    window.click(&part("nav-customers")).await?;
    window.click(&part("customers-search")).await?;
    window.type_keys("ISIL").await?;
    window.text(&part("customers-total"), |text| text.contains('1')).await?;
    window.click("[data-testid=customer-row][data-code='482193']").await?;
    window.find(&part("stamp-card")).await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coupon_closed_by_mistake_is_taken_back_at_once() -> Result<()> {
    let scratch = Scratch::new()?;
    let window = open(&scratch).await?;
    let cli = Cli::new(&scratch)?;
    let outstanding = |count| {
        move |cli: &Cli<'_>| {
            cli.json("coupons --outstanding")
                .is_ok_and(|it| it["coupons"].as_array().map(Vec::len) == Some(count))
        }
    };
    window.click(&part("nav-coupons")).await?;
    window.click(&part("close-coupon")).await?;
    window.click(&part("close-reason-expired")).await?;
    window.click(&part("confirm-close")).await?;
    until(|| outstanding(0)(&cli), "it is closed for the terminal too")?;
    window.click("[data-sonner-toast] button").await?;
    until(|| outstanding(1)(&cli), "and waits again")?;
    window.find(&part("coupon-row")).await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_lead_everywhere_and_digits_find_their_field_afterwards() -> Result<()> {
    let scratch = Scratch::new()?;
    let window = open(&scratch).await?;
    window.with_control('k').await?;
    window.find("[data-testid=palette-field]:focus").await?;
    window.type_keys("points").await?;
    window.type_keys(ENTER).await?;
    window.find(&part("points-total")).await?;
    window.with_shift(F1).await?;
    window.find(&part("keys")).await?;
    window.type_keys(ESCAPE).await?;
    window.type_keys("391047").await?;
    window
        .text(&part("customer-code"), |text| text.replace(char::is_whitespace, "").contains("391047"))
        .await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_forgotten_only_by_the_code_typed_anew() -> Result<()> {
    let scratch = Scratch::new()?;
    let window = open(&scratch).await?;
    window.type_keys("482193").await?;
    window.click(&part("forget")).await?;
    window.find("[data-testid=forget-code]:focus").await?;
    window.type_keys("482193").await?;
    window.click(&part("confirm-forget")).await?;
    let cli = Cli::new(&scratch)?;
    let gone = || cli.json("customer 482193").is_ok_and(|it| it["customers"] == json!([]));
    until(gone, "nobody here knows who it was")?;
    window.close().await
}
