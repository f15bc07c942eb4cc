//! Pictures of the windows beside the main one: the strip over the till program, what customers see, and the manual. Their
//! size does not follow the main window's.

use std::net::TcpListener;

use anyhow::{Context, Result};
use chrono::Utc;
use serde_json::{Value, json};
use stories::picture::Part;
use stories::{Cli, Delivery, Scratch, Window, platform};
use uuid::Uuid;

use super::{Look, over};

/// A shop names its coupons as it likes.
const COUPON: &str = "Ücretsiz Türk kahvesi ve çikolatalı kruvasan";
/// Where the customers' display has a monitor for itself.
const MONITORS: [(u32, u32); 2] = [(1366, 768), (1920, 1080)];

/// The platform's example number `which`, as if it happened now, with `data` of its own.
fn now(which: usize, data: &Value) -> Result<Delivery> {
    let mut event: Value = serde_json::from_slice(platform::examples()[which].body())?;
    event["id"] = json!(Uuid::new_v4());
    event["occurred_at"] = json!(Utc::now());
    event["data"]["transaction_id"] = json!(Uuid::new_v4());
    for (name, value) in data.as_object().into_iter().flatten() {
        event["data"][name] = value.clone();
    }
    Ok(Delivery::new(event.to_string()))
}

async fn open(scratch: &Scratch, look: Look, beside: Option<&str>) -> Result<Window> {
    let settings = json!({
        "language": look.language, "theme": look.theme, "first_start": "done", "display_seconds": 600,
    });
    std::fs::write(scratch.data().join("settings.json"), settings.to_string())?;
    let window = Window::open(scratch).await?;
    window.find("[data-testid=connection][data-state=on]").await?;
    if let Some(beside) = beside {
        window.click("[data-testid=nav-settings]").await?;
        window.click(&format!("[data-testid=side-{beside}]")).await?;
        window.turn_to(beside).await?;
    }
    Ok(window)
}

/// Without anything, with the day's events, and with each answer to a code.
pub async fn strip(look: Look) -> Result<()> {
    let scratch = Scratch::new()?;
    let window = open(&scratch, look, Some("strip")).await?;
    let place = Some(window.place().await?);
    let keep = async |scene: &str| window.picture_of(&look.name(&format!("strip-{scene}")), place).await;
    window.find("[data-testid=strip]").await?;
    keep("empty").await?;
    for delivery in platform::examples() {
        delivery.post(&window.url()).await?;
    }
    window.find("[data-testid=strip-event][data-event='coupon.redeemed']").await?;
    keep("events").await?;
    window.run(over::SCANNED).await?;
    window.text("#code-message", |said| !said.is_empty()).await?;
    keep("no-code").await?;
    answers(&window, look, place).await?;
    window.close().await?;
    out_of_order(look).await
}

/// Whom a code leads to, and what waits for them.
async fn answers(window: &Window, look: Look, place: Option<Part>) -> Result<()> {
    let keep = async |scene: &str| window.picture_of(&look.name(&format!("strip-{scene}")), place).await;
    for (code, kind, scene) in [("000000", "unknown", "unknown-code"), ("391047", "customer", "customer")] {
        window.type_keys(code).await?;
        window.find(&format!("[data-testid=found][data-kind={kind}]")).await?;
        keep(scene).await?;
        window.type_keys("\u{e00c}").await?; // Escape
        window.gone("[data-testid=found]").await?;
    }
    let new = json!({ "customer_code": 715_204, "customer_id": Uuid::new_v4(), "coupon_id": Uuid::new_v4() });
    for (which, own) in [(1, json!({ "stamp_balance": 9 })), (3, json!({ "coupon_name": COUPON }))] {
        let mut data = new.clone();
        data.as_object_mut().context("an object")?.extend(own.as_object().cloned().unwrap_or_default());
        now(which, &data)?.post(&window.url()).await?;
    }
    window.text("[data-testid=strip-reward]", |said| said.contains("715204")).await?;
    keep("reward").await?;
    window.type_keys("715204").await?;
    window.find("[data-testid=strip-waiting]").await?;
    keep("customer-reward").await.map(drop)
}

/// Its records are made up, and another program sits where it listens.
async fn out_of_order(look: Look) -> Result<()> {
    let scratch = Scratch::new()?;
    {
        let listening = Cli::new(&scratch)?.listen()?;
        for delivery in platform::examples() {
            delivery.post(&listening.url).await?;
        }
    }
    let settings =
        json!({ "language": look.language, "theme": look.theme, "first_start": "done", "strip": true });
    std::fs::write(scratch.data().join("settings.json"), settings.to_string())?;
    std::fs::write(scratch.data().join("demo"), "")?;
    let taken = TcpListener::bind("127.0.0.1:0")?;
    let window = Window::open_on(&scratch, taken.local_addr()?).await?;
    window.turn_to("strip").await?;
    window.find("[data-testid=strip-trouble]").await?;
    window.find("[data-testid=strip-event]").await?;
    let place = window.place().await?;
    window.picture_of(&look.name("strip-trouble-demo"), Some(place)).await?;
    window.close().await
}

/// Nobody, somebody with stamps, with points, with a long card, and with rewards: in a window and on monitors of its own.
pub async fn display(look: Look) -> Result<()> {
    let scratch = Scratch::new()?;
    let mut window = open(&scratch, look, Some("display")).await?;
    let url = window.url();
    window.find("[data-testid=welcome]").await?;
    every_size(&mut window, look, "idle").await?;
    platform::examples()[0].post(&url).await?;
    now(1, &json!({}))?.post(&url).await?;
    window.text("[data-testid=display-stamps]", |text| text.starts_with('7')).await?;
    every_size(&mut window, look, "card").await?;
    now(2, &json!({}))?.post(&url).await?;
    window.text("[data-testid=display-points]", |text| text.contains("870")).await?;
    every_size(&mut window, look, "points").await?;
    let coupon = json!({ "coupon_name": COUPON, "coupon_id": Uuid::new_v4() });
    now(3, &coupon)?.post(&url).await?;
    window.find("[data-testid=display-reward]").await?;
    every_size(&mut window, look, "reward").await?;
    let long = json!({ "customer_code": 100_020, "customer_id": Uuid::new_v4(), "stamp_balance": 13, "max_stamps": 20 });
    now(1, &long)?.post(&url).await?;
    window.text("[data-testid=display-stamps]", |text| text.contains("13")).await?;
    every_size(&mut window, look, "long-card").await?;
    window.close().await
}

async fn every_size(window: &mut Window, look: Look, scene: &str) -> Result<()> {
    for (width, height) in [(960, 600)].into_iter().chain(MONITORS) {
        window.resize(width, height).await?;
        window.picture(&look.name(&format!("display-{scene}-{width}"))).await?;
    }
    Ok(())
}

/// The manual's pages, each from its beginning.
pub async fn help(look: Look) -> Result<()> {
    let scratch = Scratch::new()?;
    let window = open(&scratch, look, None).await?;
    window.click("[data-testid=help]").await?;
    window.turn_to_page("help://localhost/").await?;
    let place = window.place().await?;
    for page in ["install", "connect", "daily-use", "troubleshooting"] {
        window.click(&format!("nav a[href={page}]")).await?;
        window.turn_to_page(&format!("help://localhost/{}/{}/{page}", look.language, look.theme)).await?;
        window.picture_of(&look.name(&format!("help-{page}")), Some(place)).await?;
    }
    window.close().await
}
