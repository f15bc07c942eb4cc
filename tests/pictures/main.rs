//! Pictures of the real window on a made-up shop. `cargo xtask pictures` takes those of docs/pictures; with `--all`, every
//! screen in both languages, both themes and three sizes, of a busy shop, an empty one and one in trouble, into
//! target/pictures. With `STAMPDESK_WIDTH`, in windows of that width only.
#![cfg(target_os = "linux")] // WebDriver reaches the web view under Xvfb

mod beside;
mod books;
mod care;
mod first_start;
mod holes;
mod over;
mod owner;
mod road;
mod settings;
mod trouble;

use anyhow::{Result, ensure};
use serde_json::json;
use stories::{Cli, SECRET, Scratch, Window, platform};

/// A Friday afternoon, half past four in Istanbul.
const MOMENT: &str = "2026-11-20T13:30:00Z";

#[derive(Clone, Copy)]
struct Look {
    language: &'static str,
    theme: &'static str,
    width: u32,
}

impl Look {
    fn height(self) -> u32 {
        if self.width == 1920 { 1080 } else { 768 }
    }

    fn name(self, screen: &str) -> String {
        let width = if self.width == 1366 { String::new() } else { format!("-{}", self.width) };
        format!("{screen}-{}-{}{width}", self.theme, self.language)
    }
}

/// The looks of what has a size of its own.
fn colours() -> impl Iterator<Item = Look> {
    let themed = |language| ["light", "dark"].map(|theme| Look { language, theme, width: 1366 });
    ["tr", "en"].into_iter().flat_map(themed)
}

fn looks() -> impl Iterator<Item = Look> {
    let wanted: Option<u32> = std::env::var("STAMPDESK_WIDTH").ok().and_then(|width| width.parse().ok());
    colours()
        .flat_map(|look| [1366, 1024, 1920].map(|width| Look { width, ..look }))
        .filter(move |look| wanted.is_none_or(|width| width == look.width))
}

fn choose(scratch: &Scratch, look: Look) -> Result<()> {
    let settings = json!({ "language": look.language, "theme": look.theme, "first_start": "done" });
    Ok(std::fs::write(scratch.data().join("settings.json"), settings.to_string())?)
}

/// A window on an empty shop that is marked as demo.
async fn empty(scratch: &Scratch, look: Look) -> Result<Window> {
    choose(scratch, look)?;
    std::fs::write(scratch.data().join("demo"), "")?;
    let mut window = Window::open(scratch).await?;
    window.resize(look.width, look.height()).await?;
    window.find("[data-testid=connection][data-state=on]").await?;
    Ok(window)
}

/// The same with a month behind it.
async fn busy(scratch: &Scratch, look: Look) -> Result<Window> {
    let window = empty(scratch, look).await?;
    let simulate = format!("simulate --url {} --days 30 --disorder 0", window.url());
    let played = Cli::new(scratch)?.command(&simulate).env("STAMPDESK_WEBHOOK_SECRET", SECRET).output()?;
    ensure!(played.status.success(), "{}", String::from_utf8_lossy(&played.stderr));
    Ok(window)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes pictures: cargo xtask pictures"]
async fn the_pictures_of_the_documents() -> Result<()> {
    for (language, theme, width) in [("en", "light", 1366), ("tr", "dark", 1024)] {
        let look = Look { language, theme, width };
        let scratch = Scratch::at(MOMENT.parse()?)?;
        let window = busy(&scratch, look).await?;
        walk(&window, look, "").await?;
        books::walk(&window, look).await?;
        over_the_screen(&window, look).await?;
        window.close().await?;
    }
    first_start::walk(Look { language: "en", theme: "light", width: 1366 }, &["test"]).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes pictures: cargo xtask pictures --all"]
async fn every_screen_in_every_look() -> Result<()> {
    for look in looks() {
        let scratch = Scratch::at(MOMENT.parse()?)?;
        let window = empty(&scratch, look).await?;
        for nav in ["counter", "customers", "points", "coupons", "reports", "connection", "settings"] {
            window.click(&format!("[data-testid=nav-{nav}]")).await?;
            window.picture(&look.name(&format!("empty-{nav}"))).await?;
        }
        window.close().await?;
        let scratch = Scratch::at(MOMENT.parse()?)?;
        let window = busy(&scratch, look).await?;
        walk(&window, look, "busy-").await?;
        books::walk(&window, look).await?;
        besiege(&window, &scratch).await?;
        border(&window, look).await?;
        window.close().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes pictures: cargo xtask pictures --all"]
async fn every_step_of_the_first_start_in_every_look() -> Result<()> {
    for look in looks() {
        first_start::walk(look, &["welcome", "way", "register", "secret", "test", "connection"]).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes pictures: cargo xtask pictures --all"]
async fn every_trouble_of_the_road_in_every_look() -> Result<()> {
    for look in looks() {
        road::walk(look).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes pictures: cargo xtask pictures --all"]
async fn every_trouble_in_every_look() -> Result<()> {
    for look in looks() {
        trouble::walk(look).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes pictures: cargo xtask pictures --all"]
async fn every_hole_and_what_opens_over_a_screen_in_every_look() -> Result<()> {
    for look in looks() {
        holes::walk(look).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes pictures: cargo xtask pictures --all"]
async fn every_choice_of_the_owner_in_every_look() -> Result<()> {
    for look in looks() {
        settings::walk(look).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes pictures: cargo xtask pictures --all"]
async fn every_word_about_the_owners_pin_in_every_look() -> Result<()> {
    for look in looks() {
        owner::walk(look).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes pictures: cargo xtask pictures --all"]
async fn every_word_about_a_failure_of_its_own_in_every_look() -> Result<()> {
    for look in looks() {
        care::walk(look).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes pictures: cargo xtask pictures --all"]
async fn every_window_beside_the_main_one_in_every_look() -> Result<()> {
    for language in ["tr", "en"] {
        care::told_once(language).await?;
    }
    for look in colours() {
        beside::strip(look).await?;
        beside::display(look).await?;
        beside::help(look).await?;
    }
    Ok(())
}

/// What opens over a screen: the palette, the closing of a coupon, and the toast that takes it back.
async fn over_the_screen(window: &Window, look: Look) -> Result<()> {
    window.click("[data-testid=nav-settings]").await?;
    window.picture(&look.name("settings")).await?;
    window.with_control('k').await?;
    window.find("[data-testid=palette-field]:focus").await?;
    window.picture(&look.name("palette")).await?;
    window.type_keys("\u{e00c}").await?;
    window.gone("[data-testid=palette]").await?;
    window.click("[data-testid=nav-coupons]").await?;
    window.click("[data-testid=close-coupon]").await?;
    window.click("[data-testid=close-reason-expired]").await?;
    window.picture(&look.name("dialog")).await?;
    window.click("[data-testid=confirm-close]").await?;
    window.find("[data-sonner-toast] button").await?;
    window.picture(&look.name("toast")).await?;
    Ok(())
}

/// Strangers, and a secret that was mistyped when it was replaced.
async fn besiege(window: &Window, scratch: &Scratch) -> Result<()> {
    ensure!(Cli::new(scratch)?.run_with("secret add Moda", "whsec_before")?.status.success());
    ensure!(Cli::new(scratch)?.run_with("secret rotate Kadıköy", "whsec_mistyped")?.status.success());
    window.click("[data-testid=nav-connection]").await?;
    window.text("[data-testid=secrets] ul", |text| text.contains("Kadıköy")).await?;
    let client = reqwest::Client::new();
    client.get(window.url()).send().await?;
    client.get(window.url().replace("/webhooks", "/wp-login.php")).send().await?;
    client.post(window.url()).body("{}").send().await?;
    client.post(window.url()).header("content-type", "application/json").body("{}").send().await?;
    for delivery in platform::examples() {
        delivery.post_signed(&window.url(), "whsec_as_it_is_now").await?;
    }
    window.find("[data-testid=refusal][data-reason=signature_mismatch]").await?;
    Ok(())
}

/// The connection of a shop whose door is besieged.
async fn border(window: &Window, look: Look) -> Result<()> {
    window.find("[data-testid=headline][data-suspicion]").await?;
    window.picture(&look.name("busy-connection")).await?;
    window.click("[data-testid=replace-secret]").await?;
    window.picture(&look.name("busy-connection-replace")).await?;
    window.click("[data-testid=nav-counter]").await?;
    window.find("[data-testid=suspicion]").await?;
    window.picture(&look.name("busy-suspicion")).await?;
    Ok(())
}

/// From screen to screen, keeping a picture of each.
async fn walk(window: &Window, look: Look, prefix: &str) -> Result<()> {
    for (press, shows, screen) in [
        ("nav-counter", "feed-row", "counter"),
        ("nav-customers", "customer-row", "customers"),
        ("nav-points", "points-row", "points"),
        ("nav-coupons", "coupon-row", "coupons"),
        ("coupon-row", "customer-code", "customer"),
    ] {
        window.click(&format!("[data-testid={press}]")).await?;
        window.find(&format!("[data-testid={shows}]")).await?;
        window.picture(&look.name(&format!("{prefix}{screen}"))).await?;
    }
    window.click("[data-testid=nav-counter]").await?;
    window.type_keys("482193").await?;
    window.text("[data-testid=customer-code]", |text| text.contains("482193")).await?;
    window.picture(&look.name(&format!("{prefix}regular"))).await?;
    window.click("[data-testid=nav-counter]").await?;
    window.type_keys("000000").await?;
    window.find("[data-testid=unknown-code]").await?;
    window.picture(&look.name(&format!("{prefix}unknown-code"))).await?;
    Ok(())
}
