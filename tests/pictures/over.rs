//! Pictures of what opens over a screen, or comes up on it by itself.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use simulator::Shop;
use stories::{Delivery, SECRET, Window};

use super::{Look, MOMENT};

const ESCAPE: &str = "\u{e00c}";
const F1: &str = "\u{e031}";
/// What a scanner reads from a packet of coffee. Its keys come in one burst; the driver's own might not on a busy machine.
pub const SCANNED: &str = "for (const key of [...'8690504041283', 'Enter'])
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))";

/// Over a customer's page: why the figure is what it is, and forgetting them.
pub async fn customer(window: &Window, look: Look) -> Result<()> {
    for (opens, shows, picture) in [("why-stamps", "why", "why"), ("forget", "forget-dialog", "forget")] {
        window.click(&format!("[data-testid={opens}]")).await?;
        window.find(&format!("[data-testid={shows}]")).await?;
        window.picture(&look.name(picture)).await?;
        window.type_keys(ESCAPE).await?;
        window.gone(&format!("[data-testid={shows}]")).await?;
    }
    Ok(())
}

/// Over any screen: the palette with something typed, with nothing found, and the list of keys.
pub async fn any_screen(window: &Window, look: Look) -> Result<()> {
    window.click("[data-testid=nav-customers]").await?;
    window.with_control('k').await?;
    window.find("[data-testid=palette-field]:focus").await?;
    window.type_keys("ayar").await?;
    window.picture(&look.name("palette-search")).await?;
    window.type_keys("xyz").await?;
    window.gone("[data-testid=palette] [role=option]").await?;
    window.picture(&look.name("palette-nothing")).await?;
    window.type_keys(ESCAPE).await?;
    window.gone("[data-testid=palette]").await?;
    window.type_keys(F1).await?;
    window.find("[data-testid=keys]").await?;
    window.picture(&look.name("keys")).await?;
    window.type_keys(ESCAPE).await?;
    window.gone("[data-testid=keys]").await
}

/// On the counter: somebody whose card is full is served, and something is scanned that is no code.
pub async fn counter(window: &Window, look: Look) -> Result<()> {
    window.click("[data-testid=nav-counter]").await?;
    window.find("[data-testid=feed-row]").await?;
    full_card()?.post_signed(&window.url(), SECRET).await?;
    window.find("[data-testid=reward-alert]").await?;
    window.picture(&look.name("reward-alert")).await?;
    window.run(SCANNED).await?;
    window
        .text("#code-message", |text| {
            text.contains("müşteri kodu değil") || text.contains("not a customer code")
        })
        .await?;
    window.picture(&look.name("no-code")).await?;
    Ok(())
}

/// The next card that the shop sees filled, as if that were now.
fn full_card() -> Result<Delivery> {
    let now = MOMENT.parse()?;
    let (_, to_come) = Shop::default().living(30, now);
    let full = to_come.into_iter().find(|it| it.event == loyalite::name::STAMP_REDEEMED);
    let full = full.context("somebody fills a card")?;
    let written = |time: DateTime<Utc>| time.format("\"%Y-%m-%dT%H:%M:%SZ\"").to_string();
    let body = String::from_utf8_lossy(&full.body).replace(&written(full.occurred_at), &written(now));
    Ok(Delivery::new(body))
}
