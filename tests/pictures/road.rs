//! Pictures of the road: each way's form, tunnels that are missing or fail, addresses that lead elsewhere, and what there
//! is to see while nothing is known yet.

use std::net::TcpListener;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use stories::{Cli, Public, SECRET, Scratch, Window, free_address};

use super::Look;

const WAYS: [&str; 6] = ["cloudflared", "ngrok", "tailscale", "own", "command", "cloudflared_try"];

/// From form to form, then from trouble to trouble, keeping a picture of each.
pub async fn walk(look: Look) -> Result<()> {
    let scratch = Scratch::new()?;
    ensure!(Cli::new(&scratch)?.run_with("secret add Moda", SECRET)?.status.success());
    let public = Public::open(&scratch).await?;
    let silent = TcpListener::bind("127.0.0.1:0")?; // it takes a call and never says a word
    let elsewhere = Public::open(&Scratch::new()?).await?;
    let settings = json!({
        "language": look.language, "theme": look.theme, "first_start": "done",
        "way": { "way": "own", "url": format!("https://{}", silent.local_addr()?) },
    });
    std::fs::write(scratch.data().join("settings.json"), settings.to_string())?;
    let mut window = Window::open_new(&scratch, &public, free_address()?).await?;
    window.resize(look.width, look.height()).await?;
    window.click("[data-testid=nav-connection]").await?;
    show(&window, look, "checking").await?;
    show(&window, look, "tunnel_down").await?;
    forms(&window, look).await?;
    missing_and_failing(&window, look).await?;
    addresses(&window, look, &elsewhere).await?;
    another_pc(&window, look, &public).await?;
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

/// Tailscale is not there; ngrok asks for a token; another program takes its time.
async fn missing_and_failing(window: &Window, look: Look) -> Result<()> {
    window.click("[data-testid=way-tailscale]").await?;
    window.click("[data-testid=save-way]").await?;
    show(window, look, "tunnel_missing").await?;
    choose(window, "ngrok", &[("domain", "shop.ngrok-free.app")]).await?;
    show(window, look, "tunnel_failed").await?;
    choose(window, "command", &[("line", "sleep 600")]).await?;
    show(window, look, "starting").await
}

/// Nobody of this name, and somebody whom nobody vouches for.
async fn addresses(window: &Window, look: Look, elsewhere: &Public) -> Result<()> {
    choose(window, "own", &[("url", "https://no-such-shop.invalid")]).await?;
    show(window, look, "no_internet").await?;
    choose(window, "own", &[("url", &elsewhere.host())]).await?;
    show(window, look, "certificate").await
}

/// The tunnel leads to the Stampdesk of another PC, until somebody sees to it.
async fn another_pc(window: &Window, look: Look, public: &Public) -> Result<()> {
    let scratch = Scratch::new()?;
    let listening = Cli::new(&scratch)?.listen()?;
    let there = listening.url.trim_start_matches("http://").split('/').next();
    public.lead_to(there.context("a URL has an address")?.parse()?)?;
    choose(window, "cloudflared", &[("hostname", &public.host()), ("token", "eyJh-of-the-stories")]).await?;
    show(window, look, "other_answers").await?;
    window.click("[data-testid=nav-counter]").await?;
    window.find("[data-testid=connection][data-state=other_answers]").await?;
    window.picture(&look.name("road-other_answers-counter")).await?;
    window.click("[data-testid=nav-connection]").await?;
    public.lead_to(window.address())?;
    window.click("[data-testid=ask-outside]").await?;
    show(window, look, "reachable").await
}

async fn choose(window: &Window, way: &str, fields: &[(&str, &str)]) -> Result<()> {
    window.click("[data-testid=change-way]").await?;
    window.click(&format!("[data-testid=way-{way}]")).await?;
    for (field, text) in fields {
        window.click(&format!("[data-testid=way-{field}]")).await?;
        window.select_all().await?;
        window.type_keys(text).await?;
    }
    window.click("[data-testid=save-way]").await
}
