//! From nothing to the first live event: a new PC, a tunnel program, the platform on the other side of a public address
//! with a certificate, and an owner who goes step by step.
#![cfg(target_os = "linux")] // WebDriver reaches the web view under Xvfb

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use stories::{Cli, Delivery, Public, Running, SECRET, Scratch, Window, free_address, platform, until};

fn part(name: &str) -> String {
    format!("[data-testid={name}]")
}

async fn step(window: &Window, name: &str) -> Result<()> {
    window.find(&format!("[data-testid=first-start][data-step={name}]")).await?;
    Ok(())
}

async fn fill(window: &Window, field: &str, text: &str) -> Result<()> {
    window.click(&part(field)).await?;
    window.type_keys(text).await
}

async fn proven(window: &Window, what: &str) -> Result<()> {
    window.find(&format!("[data-testid=proven][data-proof={what}][data-proven=true]")).await?;
    Ok(())
}

/// The platform posts to the address that was registered with it.
async fn deliver(public: &Public, endpoint: &str, delivery: &Delivery) -> Result<()> {
    let status = delivery.post_over(&public.client()?, endpoint, SECRET).await?;
    assert_eq!(status, 200, "by the public address, over TLS, through the tunnel");
    Ok(())
}

async fn lead_ngrok_here(window: &Window, public: &Public) -> Result<()> {
    step(window, "way").await?;
    window.click(&part("way-ngrok")).await?;
    fill(window, "way-domain", &public.host()).await?;
    fill(window, "way-token", "2abc-of-the-stories").await?;
    window.picture("first-start-way").await?;
    window.click(&part("save-way")).await?;
    window.find("[data-testid=road-state][data-state=reachable]").await?;
    window.picture("first-start-reachable").await?;
    window.click(&part("first-start-next")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_goes_from_nothing_to_the_first_live_event() -> Result<()> {
    let scratch = Scratch::new()?;
    let (public, address) = (Public::open(&scratch).await?, free_address()?);
    let window = Window::open_new(&scratch, &public, address).await?;

    step(&window, "welcome").await?;
    window.click(&part("language-en")).await?;
    window.picture("first-start-welcome").await?;
    window.click(&part("first-start-next")).await?;

    lead_ngrok_here(&window, &public).await?;
    step(&window, "register").await?;
    let endpoint = window.text(&part("endpoint"), |text| text == public.endpoint()).await?;
    window.picture("first-start-register").await?;
    window.click(&part("first-start-next")).await?;

    step(&window, "secret").await?;
    fill(&window, "secret-field", SECRET).await?;
    window.picture("first-start-secret").await?;
    window.click(&part("save-secret")).await?;
    window.find(&part("secret-kept")).await?;
    window.click(&part("first-start-next")).await?;

    step(&window, "test").await?;
    window.click(&part("send-test")).await?;
    window.find("[data-testid=test-outcome][data-outcome=arrived]").await?;
    window.find("[data-testid=arrived][data-own=true]").await?;
    proven(&window, "own_test").await?;
    assert_eq!(
        window.count("[data-proof=platform][data-proven=false]").await?,
        1,
        "our word is not the platform's"
    );

    let test = platform::examples().remove(1);
    deliver(&public, &endpoint, &test).await?;
    window.find("[data-testid=arrived][data-event='stamp.earned']").await?;
    for what in ["reachable", "own_test", "platform"] {
        proven(&window, what).await?;
    }
    window.picture("first-start-proven").await?;
    window.click(&part("was-test")).await?;
    let cli = Cli::new(&scratch)?;
    until(
        || cli.json("customer 482193").is_ok_and(|it| it["customers"] == json!([])),
        "it counts in no figure",
    )?;
    window.click(&part("first-start-done")).await?;
    window.find("[data-testid=connection][data-state=reachable]").await?;
    window.find("[data-testid=feed-row][data-event='stampdesk.test']").await?;

    the_terminal_says_the_same(&scratch, &cli, &endpoint)?;
    window.click(&part("nav-connection")).await?;
    window.text(&part("road"), |text| text.contains(&endpoint)).await?;
    window.picture("connection-reachable").await?;
    let tunnel = public.tunnel().context("the tunnel's program runs")?;
    window.close().await?;
    until(|| public.tunnel().is_none(), "the tunnel's program ends with the window")?;
    assert!(!std::path::Path::new(&format!("/proc/{tunnel}")).exists());
    Ok(())
}

fn the_terminal_says_the_same(scratch: &Scratch, cli: &Cli<'_>, endpoint: &str) -> Result<()> {
    let told = cli.json("connect")?;
    let states: Vec<_> =
        told["steps"].as_array().context("steps")?.iter().map(|step| &step["state"]).collect();
    assert_eq!(states[..5], ["done", "done", "done", "open", "done"], "registered shows by an event: {told}");
    assert_eq!(told["road"]["verdict"]["reach"], "reachable");
    assert_eq!(told["road"]["endpoint"], endpoint);
    assert_eq!(told["road"]["token"], "kept");
    let kept = std::fs::read_to_string(scratch.data().join("settings.json"))?;
    assert!(!kept.contains("of-the-stories"), "the token is nobody's to read there");
    let test = cli.json(&format!("connect test --url {endpoint}"));
    assert!(
        test.is_err(),
        "the terminal trusts only what this PC trusts, and our authority is not among that"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn turkce_yarida_birakilan_kurulum_kaldigi_yerden_surer() -> Result<()> {
    let scratch = Scratch::new()?;
    let (public, address) = (Public::open(&scratch).await?, free_address()?);
    public.lead_to(address)?;
    let window = Window::open_new(&scratch, &public, address).await?;
    window.click(&part("language-tr")).await?;
    window.text(&part("first-start"), |text| text.contains("Stampdesk")).await?;
    window.click(&part("first-start-next")).await?;
    step(&window, "way").await?;
    window.click(&part("way-cloudflared")).await?;
    fill(&window, "way-hostname", &public.host()).await?;
    fill(&window, "way-token", "eyJ-of-the-stories").await?;
    window.click(&part("save-way")).await?;
    window.find("[data-testid=road-state][data-state=reachable]").await?;
    window.picture("ilk-acilis-adres").await?;
    window.click(&part("first-start-next")).await?;
    step(&window, "register").await?;
    window.close().await?;

    let window = Window::open_new(&scratch, &public, address).await?;
    step(&window, "register").await?;
    window.text(&part("endpoint"), |text| text == public.endpoint()).await?;
    window.picture("ilk-acilis-kayit").await?;
    window.click(&part("first-start-next")).await?;
    step(&window, "secret").await?;
    fill(&window, "secret-field", SECRET).await?;
    window.click(&part("save-secret")).await?;
    window.find(&part("secret-kept")).await?;
    window.click(&part("first-start-next")).await?;
    step(&window, "test").await?;
    deliver(&public, &public.endpoint(), &platform::examples().remove(0)).await?;
    window.find("[data-testid=arrived][data-event='customer.enrolled']").await?;
    proven(&window, "reachable").await?;
    proven(&window, "platform").await?;
    assert_eq!(
        window.count("[data-proof=own_test][data-proven=false]").await?,
        1,
        "what was not tried is not claimed"
    );
    window.picture("ilk-acilis-canli").await?;
    window.click(&part("first-start-done")).await?;
    window.find("[data-testid=feed-row][data-event='customer.enrolled']").await?;
    window.picture("ilk-acilis-tezgah").await?;
    window.close().await
}

/// What the terminal says of the road, once `so` is true of it.
fn road(cli: &Cli<'_>, so: impl Fn(&Value) -> bool, what: &str) -> Result<Value> {
    let mut told = Value::Null;
    until(
        || {
            told = cli.json("connect").map(|mut it| it["road"].take()).unwrap_or_default();
            so(&told)
        },
        what,
    )?;
    Ok(told)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tunnel_that_dies_comes_back_by_itself_and_none_outlives_us() -> Result<()> {
    let scratch = Scratch::with_leaping_clock()?;
    let (public, address) = (Public::open(&scratch).await?, free_address()?);
    public.lead_to(address)?;
    let cli = Cli::new(&scratch)?;
    assert!(cli.run_with("connect token cloudflared", "eyJ-of-the-stories")?.status.success());
    assert!(cli.run(&format!("connect via cloudflared {}", public.host()))?.status.success());
    assert!(cli.run_with("secret add", SECRET)?.status.success());
    let mut listening = cli.command(&format!("listen --bind {address}"));
    let mut listening = Running::start(listening.envs(public.environment()?))?;
    listening.line(|line| line.starts_with("listening on "))?;
    listening.has_said(|line| line.contains("leads to this PC"))?;
    let reachable = |road: &Value| road["verdict"]["reach"] == "reachable";
    let proven = road(&cli, reachable, "reachable")?;
    assert_eq!(proven["tunnel"]["url"], format!("https://{}", public.host()));
    let health = cli.json("health")?;
    assert_eq!(health["listener"]["road"]["tunnel"]["state"], "up", "health tells of it too");

    scratch.leap(3 * 60 * 60)?; // as after a sleep, when the next question would be minutes away
    let asked_again = |road: &Value| reachable(road) && road["asked_at"] != proven["asked_at"];
    road(&cli, asked_again, "asked again on waking")?;

    let first = public.tunnel().context("the tunnel's program runs")?;
    let killed = Command::new("kill").args(["-s", "KILL", &first.to_string()]).status()?;
    assert!(killed.success());
    until(|| public.tunnel().is_some_and(|now| now != first), "it is started again")?;
    road(&cli, reachable, "reachable again")?;

    let test = format!("connect test --url https://{} --json", public.host());
    let arrived = cli.command(&test).envs(public.environment()?).output()?;
    let arrived: Value = serde_json::from_slice(&arrived.stdout)?;
    assert_eq!(arrived["outcome"], "arrived", "our own test takes the whole way");
    let stranger = String::from_utf8(cli.command(&test).output()?.stderr)?;
    assert!(stranger.contains("issued by nobody that this PC trusts"), "{stranger}");

    listening.kill()?; // as a crash of ours
    until(|| public.tunnel().is_none(), "the tunnel's program ends with us")?;
    assert_eq!(cli.json("connect")?["road"], Value::Null, "and nobody claims a road any more");
    Ok(())
}
