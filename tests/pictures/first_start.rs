//! Pictures of the first start, on the way from nothing to the first live event.

use anyhow::Result;
use serde_json::json;
use stories::{Public, SECRET, Scratch, Window, free_address, platform};

use super::Look;

/// What an owner does.
enum Act {
    Click(&'static str),
    Type(String),
    Await(&'static str),
}

use Act::{Await, Click, Type};

/// Goes it, keeping a picture of each of these `steps`.
pub async fn walk(look: Look, steps: &[&str]) -> Result<()> {
    let scratch = Scratch::new()?;
    let settings = json!({ "language": look.language, "theme": look.theme });
    std::fs::write(scratch.data().join("settings.json"), settings.to_string())?;
    let (public, address) = (Public::open(&scratch).await?, free_address()?);
    let mut window = Window::open_new(&scratch, &public, address).await?;
    window.resize(look.width, look.height()).await?;
    for (step, before, after) in path(&public) {
        window.find(&format!("[data-testid=first-start][data-step={step}]")).await?;
        act(&window, &before).await?;
        if step == "test" {
            let event = platform::examples().remove(1);
            event.post_over(&public.client()?, &public.endpoint(), SECRET).await?;
            window.find("[data-testid=arrived][data-own=false]").await?;
        }
        if steps.contains(&step) {
            window.picture(&look.name(&format!("first-start-{step}"))).await?;
        }
        act(&window, &[Click(after)]).await?;
    }
    act(&window, &[Click("nav-connection"), Await("[data-testid=counts]")]).await?;
    if steps.contains(&"connection") {
        window.picture(&look.name("first-start-connection")).await?;
    }
    window.close().await
}

/// Each step, what is done there before its picture, and what leads on.
fn path(public: &Public) -> [(&'static str, Vec<Act>, &'static str); 5] {
    let way = vec![
        Click("way-ngrok"),
        Click("way-domain"),
        Type(public.host()),
        Click("way-token"),
        Type("2abc-of-the-stories".into()),
        Click("save-way"),
        Await("[data-testid=road-state][data-state=reachable]"),
    ];
    let secret = vec![
        Click("secret-field"),
        Type(SECRET.into()),
        Click("save-secret"),
        Await("[data-testid=secret-kept]"),
    ];
    let test = vec![Click("send-test"), Await("[data-testid=arrived][data-own=true]")];
    [
        ("welcome", vec![], "first-start-next"),
        ("way", way, "first-start-next"),
        ("register", vec![], "first-start-next"),
        ("secret", secret, "first-start-next"),
        ("test", test, "first-start-done"),
    ]
}

async fn act(window: &Window, acts: &[Act]) -> Result<()> {
    for act in acts {
        match act {
            Click(part) => window.click(&format!("[data-testid={part}]")).await?,
            Type(text) => window.type_keys(text).await?,
            Await(css) => drop(window.find(css).await?),
        }
    }
    Ok(())
}
