//! Pictures of the owner's choices, part by part, and of the one question that is asked by itself.

use anyhow::Result;
use serde_json::json;
use stories::{Scratch, Window};

use super::Look;

/// What the settings call their parts.
const PARTS: [&str; 9] = [
    "settings-language",
    "settings-look",
    "settings-currency",
    "settings-side",
    "settings-start",
    "settings-sounds",
    "settings-notifications",
    "settings-pin",
    "crash-reports",
];

/// From the question over the parts to what else some of them say.
pub async fn walk(look: Look) -> Result<()> {
    let scratch = Scratch::usual()?; // elsewhere a start with the computer is not offered
    let settings = json!({
        "language": look.language, "theme": look.theme, "first_start": "done",
        "notifications": { "quiet": { "from": "22:00", "to": "07:30" } },
    });
    std::fs::write(scratch.data().join("settings.json"), settings.to_string())?;
    let mut window = Window::open(&scratch).await?;
    window.resize(look.width, look.height()).await?;
    window.find("[data-testid=autostart-banner]").await?;
    window.picture(&look.name("autostart-question")).await?;
    window.click("[data-testid=autostart-yes]").await?;
    window.gone("[data-testid=autostart-banner]").await?;
    window.click("[data-testid=nav-settings]").await?;
    window.find("#autostart[aria-checked=true]").await?;
    for part in PARTS {
        let show = format!("document.querySelector('[data-testid={part}]').scrollIntoView()");
        window.run(&show).await?;
        window.picture(&look.name(&format!("general-{part}"))).await?;
    }
    window.click("[data-testid=quiet-to]").await?;
    window.select_all().await?;
    window.type_keys("25:61\u{e007}").await?;
    window.find("#quiet-wrong").await?;
    window.picture(&look.name("general-quiet-wrong")).await?;
    window.click("[data-testid=side-strip]").await?;
    window.find("[data-testid=show-strip]").await?;
    window.run("document.querySelector('[data-testid=settings-side]').scrollIntoView()").await?;
    window.picture(&look.name("general-side-on")).await?;
    window.close().await
}
