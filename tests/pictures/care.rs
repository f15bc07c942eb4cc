//! Pictures of what Stampdesk does about its own failures, and of what is said when its window is closed for the first time.

use std::fs;

use anyhow::Result;
use serde_json::{Value, json};
use stories::picture::Part;
use stories::{Cli, Desktop, Running, Scratch, Screen, Window, free_address, platform, undriven, until};

use super::{Look, choose};

/// Killed twice while it starts, the third start is a safe one; then it starts as ever, and tells what was.
pub async fn walk(look: Look) -> Result<()> {
    let scratch = Scratch::new()?;
    {
        let listening = Cli::new(&scratch)?.listen()?;
        for delivery in platform::examples() {
            delivery.post(&listening.url).await?;
        }
    }
    let address = free_address()?;
    for before in 0..2 {
        let screen = Screen::light_up()?;
        let mut program = Running::start(&mut undriven("stampdesk", &scratch, &screen, address)?)?;
        until(|| unproven(&scratch) == before + 1, "it has begun")?;
        program.kill()?;
    }
    choose(&scratch, look)?;
    let mut window = Window::open_on(&scratch, address).await?;
    window.resize(look.width, look.height()).await?;
    window.find("[data-testid=safe-mode]").await?;
    window.find("[data-testid=feed-row]").await?;
    window.picture(&look.name("safe-mode")).await?;
    window.click("[data-testid=nav-connection]").await?;
    window.find("[data-testid=counts]").await?;
    window.picture(&look.name("safe-mode-connection")).await?;
    report(&window, look).await?;
    window.click("[data-testid=nav-counter]").await?;
    window.click("[data-testid=start-normally]").await?;
    window.find("[data-testid=crash-banner]").await?;
    window.find("[data-testid=connection][data-state=on]").await?;
    window.picture(&look.name("crash-banner")).await?;
    window.click("[data-testid=nav-settings]").await?;
    window.find("[data-testid=crash-reports] button").await?;
    window.run("document.querySelector('[data-testid=crash-reports]').scrollIntoView()").await?;
    window.picture(&look.name("crash-reports")).await?;
    window.close().await
}

/// As it is read before it is passed on, and once it is a file.
async fn report(window: &Window, look: Look) -> Result<()> {
    window.click("[data-testid=crash-report-open]").await?;
    window.text("[data-testid=crash-report-text]", |text| !text.is_empty()).await?;
    window.picture(&look.name("crash-report")).await?;
    window.click("[data-testid=crash-report-save]").await?;
    window.text("[data-testid=crash-report-saved]", |text| text.contains(".txt")).await?;
    window.picture(&look.name("crash-report-saved")).await?;
    window.type_keys("\u{e00c}").await?; // Escape
    window.gone("[data-testid=crash-report]").await
}

/// How many starts have not held.
fn unproven(scratch: &Scratch) -> usize {
    let kept = fs::read(scratch.data().join("starts.json")).unwrap_or_default();
    let kept: Value = serde_json::from_slice(&kept).unwrap_or_default();
    kept["unproven"].as_array().map_or(0, Vec::len)
}

/// What the desktop itself shows: the same in both themes.
pub async fn told_once(language: &str) -> Result<()> {
    let scratch = Scratch::new()?;
    let desktop = Desktop::without_tray(&scratch)?;
    let mut command = desktop.program(&scratch, free_address()?)?;
    let settings = json!({ "language": language, "first_start": "done" });
    fs::write(scratch.data().join("settings.json"), settings.to_string())?;
    let _program = Running::start(&mut command)?;
    let title =
        if language == "tr" { "Stampdesk çalışmaya devam ediyor" } else { "Stampdesk goes on working" };
    desktop.shows("Stampdesk")?;
    desktop.close("Stampdesk")?;
    desktop.shows(title)?;
    let middle = Part { left: 560, top: 400, width: 800, height: 280 };
    desktop.screen().keep(&format!("told-once-{language}"), middle).await?;
    Ok(())
}
