//! Pictures of the shop's books: a month's report, the end of the day, and what is said of the data.

use anyhow::Result;
use stories::Window;

use super::Look;

/// From the figures down to what is owed, then a day as it is closed, and the data.
pub async fn walk(window: &Window, look: Look) -> Result<()> {
    window.click("[data-testid=nav-reports]").await?;
    window.find("[data-testid=books]").await?;
    window.find("[data-testid=owed]").await?;
    window.picture(&look.name("reports")).await?;
    for part in ["figures", "books", "owed"] {
        window.run(&format!("document.querySelector('[data-testid={part}]').scrollIntoView()")).await?;
        window.picture(&look.name(&format!("reports-{part}"))).await?;
    }
    window.click("[data-testid=day-close]").await?;
    window.find("[data-testid=close-day]").await?;
    window.picture(&look.name("day-close")).await?;
    window.click("[data-testid=close-day]").await?;
    window.find("[data-testid=closed-day]").await?;
    window.picture(&look.name("day-closed")).await?;
    window.click("[data-testid=nav-settings]").await?;
    for part in ["books", "data"] {
        window.click(&format!("[data-testid=settings-part-{part}]")).await?;
        window.picture(&look.name(&format!("settings-{part}"))).await?;
    }
    Ok(())
}
