//! The shop's books in the real window: a report, the end of the day as a page and as a PDF file, a backup.
#![cfg(target_os = "linux")] // WebDriver reaches the web view under Xvfb

use anyhow::Result;
use stories::{Cli, Scratch, Window, platform};

/// The evening of the day that the platform's examples are of.
const EVENING: &str = "2026-04-19T16:30:00Z";

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
async fn the_day_is_reported_closed_and_saved_as_a_page() -> Result<()> {
    let scratch = Scratch::at(EVENING.parse()?)?;
    let window = open(&scratch).await?;
    window.click(&part("nav-reports")).await?;
    window.text(&part("headline"), |text| text.contains('2')).await?; // customers served
    window.picture("report").await?;
    window.find(&part("owed")).await?;
    window.run("document.querySelector('[data-testid=owed]').scrollIntoView()").await?;
    let scrolled =
        "const around = [document.scrollingElement, document.body, document.querySelector('#app')];
        arguments[arguments.length - 1](around.reduce((sum, part) => sum + part.scrollTop, 0));";
    assert_eq!(
        window.ask(scrolled).await?,
        0,
        "only the report scrolls, whatever tables lie behind its drawings"
    );
    window.click(&part("day-close")).await?;
    window.click(&part("close-day")).await?;
    window.find(&part("closed-day")).await?;
    let cli = Cli::new(&scratch)?;
    let closed = cli.json("day-close list")?;
    assert_eq!(closed["days"][0]["day"], "2026-04-19");
    assert_eq!(closed["days"][0]["figures"]["customers_served"], 2);
    window.picture("closed-day").await?;
    window.click(&part("save-pdf")).await?;
    let path = window.text(&part("pdf-path"), |text| text.contains(".pdf")).await?;
    let file = std::fs::read(path.trim())?;
    assert!(file.starts_with(b"%PDF"), "{path} is a PDF file");
    window.close().await
}
