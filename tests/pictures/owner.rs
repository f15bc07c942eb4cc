//! Pictures of the owner's PIN: as it is chosen, changed and taken away, what is locked by it, and how it is asked for.

use anyhow::Result;
use stories::{Scratch, Window};

use super::{Look, MOMENT, busy};

const ENTER: char = '\u{e007}';
const ESCAPE: &str = "\u{e00c}";
const TAB: &str = "\u{e004}";

/// From a shop without a PIN to one in which too many were tried.
pub async fn walk(look: Look) -> Result<()> {
    let scratch = Scratch::at(MOMENT.parse()?)?;
    let window = busy(&scratch, look).await?;
    choose(&window, look).await?;
    change(&window, look).await?;
    locked(&window, look).await?;
    ask(&window, look).await?;
    window.close().await
}

async fn choose(window: &Window, look: Look) -> Result<()> {
    window.click("[data-testid=nav-settings]").await?;
    window.click("[data-testid=set-pin]").await?;
    window.find("[data-testid=pin-new]:focus").await?;
    window.picture(&look.name("pin-choose")).await?;
    for (field, typed) in [("pin-new", "4711"), ("pin-again", "4712")] {
        window.click(&format!("[data-testid={field}]")).await?;
        window.type_keys(typed).await?;
    }
    window.find("#pin-again-problem").await?;
    window.picture(&look.name("pin-choose-different")).await?;
    window.type_keys("\u{e003}1").await?; // Backspace
    window.gone("#pin-again-problem").await?;
    window.picture(&look.name("pin-choose-ready")).await?;
    window.click("[data-testid=save-pin]").await?;
    window.gone("[data-testid=pin-form-dialog]").await?;
    window.gone("[data-sonner-toast]").await // it says so for some seconds
}

async fn change(window: &Window, look: Look) -> Result<()> {
    window.find("[data-testid=lock][data-state=unlocked]").await?;
    window.run("document.querySelector('[data-testid=settings-pin]').scrollIntoView()").await?;
    window.picture(&look.name("pin-set")).await?;
    window.click("[data-testid=set-pin]").await?;
    window.find("[data-testid=pin-old]:focus").await?;
    for (field, typed) in [("pin-old", "0000"), ("pin-new", "1905"), ("pin-again", "1905")] {
        window.click(&format!("[data-testid={field}]")).await?;
        window.type_keys(typed).await?;
    }
    window.click("[data-testid=save-pin]").await?;
    window.find("#pin-old-problem").await?;
    window.picture(&look.name("pin-change-wrong")).await?;
    window.type_keys(ESCAPE).await?;
    window.gone("[data-testid=pin-form-dialog]").await?;
    window.click("[data-testid=remove-pin]").await?;
    window.find("[data-testid=pin-old]:focus").await?;
    window.picture(&look.name("pin-remove")).await?;
    window.type_keys(ESCAPE).await?;
    window.gone("[data-testid=pin-form-dialog]").await
}

/// What staff see, and nothing else.
async fn locked(window: &Window, look: Look) -> Result<()> {
    window.click("[data-testid=lock][data-state=unlocked]").await?;
    window.find("[data-testid=lock][data-state=locked]").await?;
    window.find("[data-testid=feed-row]").await?;
    window.picture(&look.name("locked-counter")).await?;
    window.click("[data-testid=nav-coupons]").await?;
    window.find("[data-testid=coupon-row]").await?;
    window.picture(&look.name("locked-coupons")).await?;
    window.click("[data-testid=coupon-row]").await?;
    window.find("[data-testid=customer-code]").await?;
    window.picture(&look.name("locked-customer")).await?;
    window.click("[data-testid=nav-counter]").await?;
    window.find("[data-testid=feed-row]").await.map(drop)
}

async fn ask(window: &Window, look: Look) -> Result<()> {
    window.click("[data-testid=nav-reports]").await?;
    window.find("[data-testid=pin]:focus").await?;
    window.picture(&look.name("pin-ask")).await?;
    window.type_keys("4711").await?;
    window.type_keys(TAB).await?; // over the digits to what is done with them
    window.picture(&look.name("pin-ask-typed")).await?;
    window.click("[data-testid=pin]").await?;
    window.type_keys("\u{e003}2").await?;
    for times in 1..=5 {
        window.type_keys(&ENTER.to_string()).await?;
        window.text("[data-testid=pin-said]", |said| !said.is_empty()).await?;
        window.find("[data-testid=pin-form][aria-busy=false]").await?;
        if times == 1 {
            window.picture(&look.name("pin-wrong")).await?;
        }
        window.type_keys("0000").await?;
    }
    window.text("[data-testid=pin-said]", |said| said.contains(':')).await?;
    window.picture(&look.name("pin-waits")).await?;
    Ok(())
}
