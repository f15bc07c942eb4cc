//! Every screen, in both themes, is without serious barriers for whoever cannot see well or uses no mouse.
#![cfg(target_os = "linux")] // WebDriver reaches the web view under Xvfb

use anyhow::{Result, ensure};
use serde_json::json;
use stories::{Cli, Public, SECRET, Scratch, Window, accessible, free_address, platform};

/// What axe found, place by place.
#[derive(Default)]
struct Findings(Vec<String>);

impl Findings {
    async fn look(&mut self, window: &Window, place: &str) -> Result<()> {
        let found = accessible::barriers(window).await?;
        self.0.extend(found.iter().map(|barrier| format!("{place}: {barrier}")));
        Ok(())
    }

    /// All places together, so that one run tells everything.
    fn none(self) -> Result<()> {
        ensure!(self.0.is_empty(), "{}", self.0.join("\n"));
        Ok(())
    }
}

async fn settled(theme: &str) -> Result<(Scratch, Window)> {
    let scratch = Scratch::new()?;
    ensure!(Cli::new(&scratch)?.run_with("secret add", SECRET)?.status.success());
    let window = Window::open_untold(&scratch, json!({ "language": "tr", "theme": theme })).await?;
    window.find("[data-testid=connection][data-state=on]").await?;
    Ok((scratch, window))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_of_a_busy_shop_and_of_an_empty_one() -> Result<()> {
    let mut findings = Findings::default();
    for theme in ["light", "dark"] {
        let (_scratch, window) = settled(theme).await?;
        for busy in [false, true] {
            if busy {
                for delivery in platform::examples() {
                    assert_eq!(delivery.post(&window.url()).await?, 200);
                }
            }
            for screen in ["counter", "customers", "coupons", "points", "reports", "connection", "settings"] {
                window.click(&format!("[data-testid=nav-{screen}]")).await?;
                findings.look(&window, &format!("{screen}, {theme}, busy: {busy}")).await?;
            }
            for part in ["settings-part-books", "settings-part-data"] {
                window.click(&format!("[data-testid={part}]")).await?;
                findings.look(&window, &format!("{part}, {theme}, busy: {busy}")).await?;
            }
            window.click("[data-testid=nav-reports]").await?;
            window.click("[data-testid=day-close]").await?;
            window.find("[data-testid=close-day]").await?;
            findings.look(&window, &format!("day close, {theme}, busy: {busy}")).await?;
        }
        window.click("[data-testid=nav-counter]").await?;
        for (code, shows) in [("482193", "customer-code"), ("000000", "unknown-code")] {
            window.type_keys(code).await?;
            window.find(&format!("[data-testid={shows}]")).await?;
            findings.look(&window, &format!("{shows}, {theme}")).await?;
        }
        window.close().await?;
    }
    findings.none()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_opens_over_a_screen() -> Result<()> {
    const ESCAPE: &str = "\u{e00c}";
    const F1: char = '\u{e031}';
    let mut findings = Findings::default();
    for theme in ["light", "dark"] {
        let (_scratch, window) = settled(theme).await?;
        for delivery in platform::examples() {
            assert_eq!(delivery.post(&window.url()).await?, 200);
        }
        window.with_control('k').await?;
        window.find("[data-testid=palette-field]:focus").await?;
        findings.look(&window, &format!("palette, {theme}")).await?;
        window.type_keys(ESCAPE).await?;
        window.gone("[data-testid=palette]").await?;
        window.with_shift(F1).await?;
        window.find("[data-testid=keys]").await?;
        findings.look(&window, &format!("keys, {theme}")).await?;
        window.type_keys(ESCAPE).await?;
        window.gone("[data-testid=keys]").await?;
        window.type_keys("482193").await?;
        for (opens, shows) in
            [("why-stamps", "why"), ("forget", "forget-dialog"), ("edit-note", "note-field")]
        {
            window.click(&format!("[data-testid={opens}]")).await?;
            window.find(&format!("[data-testid={shows}]")).await?;
            findings.look(&window, &format!("{shows}, {theme}")).await?;
            window.type_keys(ESCAPE).await?;
            window.gone(&format!("[data-testid={shows}]")).await?;
        }
        window.click("[data-testid=nav-coupons]").await?;
        window.click("[data-testid=close-coupon]").await?;
        window.find("[data-testid=confirm-close]").await?;
        findings.look(&window, &format!("closing a coupon, {theme}")).await?;
        window.close().await?;
    }
    findings.none()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_start() -> Result<()> {
    let mut findings = Findings::default();
    for theme in ["light", "dark"] {
        let scratch = Scratch::new()?;
        let settings = json!({ "language": "tr", "theme": theme });
        std::fs::write(scratch.data().join("settings.json"), settings.to_string())?;
        let (public, address) = (Public::open(&scratch).await?, free_address()?);
        let window = Window::open_new(&scratch, &public, address).await?;
        for (step, onward) in [
            ("welcome", "next"),
            ("way", "anyway"),
            ("register", "anyway"),
            ("secret", "anyway"),
            ("test", "skip"),
        ] {
            window.find(&format!("[data-testid=first-start][data-step={step}]")).await?;
            findings.look(&window, &format!("step {step}, {theme}")).await?;
            window.click(&format!("[data-testid=first-start-{onward}]")).await?;
        }
        window.close().await?;
    }
    findings.none()
}

/// No script runs in the manual's window but the driver's own, and that of axe with it.
#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_manual() -> Result<()> {
    let mut findings = Findings::default();
    for (language, theme) in [("tr", "light"), ("tr", "dark"), ("en", "light"), ("en", "dark")] {
        let scratch = Scratch::new()?;
        let settings = json!({ "language": language, "theme": theme });
        let window = Window::open_untold(&scratch, settings).await?;
        window.find("[data-testid=connection]").await?; // from now on nothing moves
        window.click("[data-testid=help]").await?;
        window.turn_to_page("help://localhost/").await?;
        for page in ["install", "connect", "daily-use", "troubleshooting"] {
            window.click(&format!("nav a[href={page}]")).await?;
            window
                .find(&format!("[lang={language}][data-theme={theme}] [href={page}][aria-current]"))
                .await?;
            findings.look(&window, &format!("help, {page}, {language}, {theme}")).await?;
        }
        window.close().await?;
    }
    findings.none()
}
