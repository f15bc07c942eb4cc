//! The manual in a window of its own: opened by F1, in the window's language and colours, and able to do nothing.
#![cfg(target_os = "linux")] // WebDriver reaches the web view under Xvfb

use anyhow::Result;
use serde_json::json;
use stories::{Scratch, Window};

const F1: &str = "\u{e031}";
const HELP: &str = "help://localhost/";

#[tokio::test(flavor = "multi_thread")]
async fn f1_opens_the_page_of_the_screen_in_turkish_and_a_second_f1_turns_to_another() -> Result<()> {
    let scratch = Scratch::new()?;
    let window = Window::open_untold(&scratch, json!({ "language": "tr", "theme": "dark" })).await?;
    window.find("[data-testid=connection]").await?;
    window.type_keys(F1).await?;
    window.turn_to_page(HELP).await?;
    window.text("h1", |text| text == "Her gün").await?;
    window.find("html[lang=tr][data-theme=dark]").await?;
    let place = window.place().await?;
    window.picture_of("help-dark-tr", Some(place)).await?;

    window.turn_to("main").await?;
    window.click("[data-testid=nav-connection]").await?;
    window.type_keys(F1).await?;
    window.turn_to_page(&format!("{HELP}tr/dark/connect#")).await?;
    window.text("h1", |text| text == "Loyalite’ye bağlama").await?;
    window.find("#bağlantı-ekranı:target").await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn its_pages_lead_to_each_other_and_it_closes_without_a_script() -> Result<()> {
    let scratch = Scratch::new()?;
    let window = Window::open_untold(&scratch, json!({ "language": "en", "theme": "light" })).await?;
    window.find("[data-testid=connection]").await?; // from now on nothing moves
    window.click("[data-testid=help]").await?;
    window.turn_to_page(HELP).await?;
    window.text("h1", |text| text == "Every day").await?;
    window.click("nav a[href=troubleshooting]").await?;
    window.text("h1", |text| text == "Troubleshooting").await?;
    window.find("html[lang=en][data-theme=light]").await?;
    let place = window.place().await?;
    window.picture_of("help-light-en", Some(place)).await?;
    window.click("nav a[href='#the-backup-folder-is-not-there']").await?;
    window.find("#the-backup-folder-is-not-there:target").await?;
    window.close_by("nav a.close").await?;
    window.turn_to("main").await?;
    window.alone().await?;
    window.close().await
}
