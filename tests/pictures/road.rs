//! Pictures of the road in trouble: each way's form, tunnels that are missing or fail, addresses that lead elsewhere.

use anyhow::{Result, ensure};
use serde_json::json;
use stories::{Cli, Public, SECRET, Scratch, Window, free_address};

use super::Look;

const WAYS: [&str; 6] = ["cloudflared", "ngrok", "tailscale", "own", "command", "cloudflared_try"];

/// From form to form, then from trouble to trouble, keeping a picture of each.
pub async fn walk(look: Look) -> Result<()> {
    let scratch = Scratch::new()?;
    ensure!(Cli::new(&scratch)?.run_with("secret add Moda", SECRET)?.status.success());
    let public = Public::open(&scratch).await?;
    let elsewhere = Public::open(&Scratch::new()?).await?;
    let settings = json!({
        "language": look.language, "theme": look.theme, "first_start": "done",
        "way": { "way": "own", "url": format!("https://{}", public.host()) },
    });
    std::fs::write(scratch.data().join("settings.json"), settings.to_string())?;
    let mut window = Window::open_new(&scratch, &public, free_address()?).await?;
    window.resize(look.width, look.height()).await?;
    window.click("[data-testid=nav-connection]").await?;
    show(&window, look, "tunnel_down").await?;
    forms(&window, look).await?;
    missing_and_failing(&window, look).await?;
    addresses(&window, look, &elsewhere).await?;
    window.close().await
}

async fn show(window: &Window, look: Look, state: &str) -> Result<()> {
    window.find(&format!("[data-testid=road-state][data-state={state}]")).await?;
    window.picture(&look.name(&format!("road-{state}"))).await.map(drop)
}

async fn forms(window: &Window, look: Look) -> Result<()> {
    window.click("[data-testid=change-way]").await?;
    for way in WAYS {
        window.click(&format!("[data-testid=way-{way}]")).await?;
        window.picture(&look.name(&format!("road-form-{way}"))).await?;
    }
    window.click("[data-testid=way-command]").await?;
    window.click("[data-testid=save-way]").await?;
    window.picture(&look.name("road-form-refused")).await?;
    Ok(())
}

/// Tailscale is not there; ngrok asks for a token.
async fn missing_and_failing(window: &Window, look: Look) -> Result<()> {
    window.click("[data-testid=way-tailscale]").await?;
    window.click("[data-testid=save-way]").await?;
    show(window, look, "tunnel_missing").await?;
    choose(window, "ngrok", "domain", "shop.ngrok-free.app").await?;
    show(window, look, "tunnel_failed").await
}

/// Nobody of this name, and somebody whom nobody vouches for.
async fn addresses(window: &Window, look: Look, elsewhere: &Public) -> Result<()> {
    choose(window, "own", "url", "https://no-such-shop.invalid").await?;
    show(window, look, "no_internet").await?;
    choose(window, "own", "url", &elsewhere.host()).await?;
    show(window, look, "certificate").await
}

async fn choose(window: &Window, way: &str, field: &str, text: &str) -> Result<()> {
    window.click("[data-testid=change-way]").await?;
    window.click(&format!("[data-testid=way-{way}]")).await?;
    window.click(&format!("[data-testid=way-{field}]")).await?;
    window.select_all().await?;
    window.type_keys(text).await?;
    window.click("[data-testid=save-way]").await
}
