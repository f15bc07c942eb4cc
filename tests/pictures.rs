//! The pictures of docs/pictures: a made-up shop after a month, in both languages, by day and by night.
//! `cargo xtask pictures` takes them; the tests leave them alone.
#![cfg(target_os = "linux")] // WebDriver reaches the web view under Xvfb

use anyhow::{Result, ensure};
use serde_json::json;
use stories::{Cli, SECRET, Scratch, Window};

/// A window onto a shop with a month behind it, marked as demo.
async fn shop(scratch: &Scratch, language: &str, theme: &str) -> Result<Window> {
    let settings = json!({ "language": language, "theme": theme, "currency": "TRY" });
    std::fs::write(scratch.data().join("settings.json"), settings.to_string())?;
    std::fs::write(scratch.data().join("demo"), "")?;
    let window = Window::open(scratch).await?;
    window.find("[data-testid=connection][data-state=on]").await?;
    let simulate = format!("simulate --url {} --days 30", window.url());
    let played = Cli::new(scratch)?.command(&simulate).env("STAMPDESK_WEBHOOK_SECRET", SECRET).output()?;
    ensure!(played.status.success(), "{}", String::from_utf8_lossy(&played.stderr));
    Ok(window)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes pictures: cargo xtask pictures"]
async fn every_screen_on_a_counter_pc_and_on_a_touch_till() -> Result<()> {
    for (language, theme, width) in [("tr", "light", 1366), ("en", "dark", 1024)] {
        let scratch = Scratch::new()?;
        let mut window = shop(&scratch, language, theme).await?;
        window.resize(width, 768).await?;
        walk(&window, language).await?;
        window.close().await?;
    }
    Ok(())
}

/// From screen to screen, keeping a picture of each.
async fn walk(window: &Window, language: &str) -> Result<()> {
    for (press, shows, name) in [
        ("nav-counter", "feed-row", "counter"),
        ("nav-points", "points-row", "points"),
        ("nav-coupons", "coupon-row", "coupons"),
        ("coupon-row", "customer-code", "customer"),
    ] {
        window.click(&format!("[data-testid={press}]")).await?;
        window.find(&format!("[data-testid={shows}]")).await?;
        window.picture(&format!("{name}-{language}")).await?;
    }
    window.click("[data-testid=nav-counter]").await?;
    window.type_keys("000000").await?;
    window.find("[data-testid=unknown-code]").await?;
    window.picture(&format!("unknown-code-{language}")).await?;
    Ok(())
}
