//! What came to the border, as another program is told of it: counted, remembered without a word of the client's, and
//! explained where a cause can be suspected.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use reqwest::Client;
use rusqlite::Connection;
use serde_json::{Value, json};
use stories::{Cli, Delivery, Running, SECRET, Scratch, database, platform};

/// How long the desk may take to write what it counted, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Something a client may say that must never be found again.
const MARK: &str = "said-by-a-stranger";

/// `health --json`, as soon as its `listener` is as `wanted`.
async fn listener(cli: &Cli<'_>, wanted: impl Fn(&Value) -> bool) -> Result<Value> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let listener = cli.json("health")?["listener"].take();
        if wanted(&listener) {
            return Ok(listener);
        }
        if Instant::now() > deadline {
            bail!("it still says {listener:#}");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn outcome(listener: &Value, name: &str) -> u64 {
    listener["outcomes"][name].as_u64().unwrap_or_default()
}

fn text(cli: &Cli<'_>) -> Result<String> {
    let output = cli.run("health")?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

/// `listen` without any secret, or with those that were added.
fn listen_as_it_is(cli: &Cli<'_>) -> Result<(Running, String)> {
    let mut program = Running::start(&mut cli.command("listen --bind 127.0.0.1:0"))?;
    let line = program.line(|line| line.starts_with("listening on "))?;
    Ok((program, line.trim_start_matches("listening on ").to_owned()))
}

/// What strangers send: each is turned away for another reason.
async fn knock(url: &str) -> Result<()> {
    let client = Client::new();
    let json = || client.post(url).header("content-type", "application/json");
    let elsewhere = url.replace("/webhooks/loyalite", &format!("/{MARK}"));
    for (request, status) in [
        (json().body(format!("{{\"{MARK}\":1}}")), 401),
        (json().header("x-loyalite-signature-256", MARK).body("{}"), 401),
        (client.post(url).header("content-type", "text/plain").body(MARK), 415),
        (json().body(MARK.repeat(20_000)), 413),
        (client.get(elsewhere), 404),
        (client.delete(url), 405),
    ] {
        assert_eq!(request.send().await?.status(), status);
    }
    Ok(())
}

#[tokio::test]
async fn everything_is_counted_and_another_program_is_told() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    let examples = platform::examples();
    for delivery in examples.iter().chain(&examples[..2]) {
        assert_eq!(delivery.post(&listening.url).await?, 200);
    }
    assert_eq!(Delivery::new("not JSON").post(&listening.url).await?, 200, "signed, so it is kept");
    knock(&listening.url).await?;
    assert_eq!(examples[0].post_signed(&listening.url, "whsec_of_someone_else").await?, 401);

    let told = listener(&cli, |it| outcome(it, "bad_signature") == 3).await?;
    let expected = json!({
        "stored": 6, "repeat": 2, "conflict": 0, "set_aside": 1, "bad_signature": 3, "malformed": 1,
        "too_large": 1, "too_slow": 0, "refused": 2, "failed": 0, "probed": 0,
    });
    assert_eq!(told["outcomes"], expected);
    let reasons: Vec<_> = told["refusals"].as_array().into_iter().flatten().map(|it| &it["reason"]).collect();
    let knocked = [
        "signature_mismatch",
        "method",
        "path",
        "body_too_large",
        "media_type",
        "signature_malformed",
        "signature_missing",
    ];
    assert_eq!(reasons, knocked, "newest first");
    let address = listening.url.trim_start_matches("http://").trim_end_matches("/webhooks/loyalite");
    assert_eq!(told["listening"], json!({ "state": "on", "address": address }));
    assert_eq!(told["suspicion"], Value::Null, "one wrong guess alarms nobody");

    let digest = told["refusals"][0]["digest"].as_str().unwrap_or_default();
    let shown = text(&cli)?;
    assert!(shown.contains("the signature does not match") && shown.contains(digest), "{shown}");
    let kept = fs::read_to_string(scratch.data().join("listener.json"))?;
    assert!(!kept.contains(MARK), "nothing that a stranger says is kept");
    Ok(())
}

#[tokio::test]
async fn counts_outlive_a_crash_and_who_is_gone_is_not_said_to_listen() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    assert_eq!(cli.json("health")?["listener"], Value::Null, "nobody ever listened");

    let mut first = cli.listen()?;
    platform::examples()[0].post(&first.url).await?;
    let since = listener(&cli, |it| outcome(it, "stored") == 1).await?["since"].clone();
    first.program.kill()?;
    assert_eq!(cli.json("health")?["listener"]["listening"], json!({ "state": "shut" }));
    assert!(text(&cli)?.contains("nobody listens now"));

    let second = cli.listen()?;
    platform::examples()[1].post(&second.url).await?;
    let told = listener(&cli, |it| outcome(it, "stored") == 2).await?;
    assert_eq!(told["since"], since, "it counts since it first counted");
    Ok(())
}

#[tokio::test]
async fn without_a_secret_nothing_comes_in_and_it_is_said_plainly() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    assert!(text(&cli)?.contains("No signing secret yet"), "said before it matters");

    let (_listening, url) = listen_as_it_is(&cli)?;
    assert_eq!(platform::examples()[0].post(&url).await?, 503, "to be sent again, when there is one");
    let told = listener(&cli, |it| outcome(it, "refused") == 1).await?;
    assert_eq!(told["listening"]["state"], "no_secret");
    assert_eq!(told["refusals"][0]["reason"], "no_secret");
    assert!(text(&cli)?.contains("No signing secret yet"));
    Ok(())
}

#[tokio::test]
async fn a_run_of_bad_signatures_after_a_rotation_says_the_likely_cause() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    assert!(cli.run_with("secret add counter", SECRET)?.status.success());
    let (_listening, url) = listen_as_it_is(&cli)?;
    let examples = platform::examples();
    assert_eq!(examples[0].post(&url).await?, 200);

    let mistyped = cli.run_with("secret rotate renewed", "whsec_mistypd")?;
    assert!(mistyped.status.success(), "{}", String::from_utf8_lossy(&mistyped.stderr));
    for _ in 0..3 {
        assert_eq!(examples[1].post_signed(&url, "whsec_mistyped").await?, 401);
    }
    let suspected = json!({ "kind": "new_secret_never_fitted", "label": "renewed" });
    listener(&cli, |it| it["suspicion"] == suspected).await?;
    let shown = text(&cli)?;
    assert!(shown.contains("“renewed”, has never matched one") && shown.contains("Rotate Secret"), "{shown}");

    assert_eq!(examples[1].post(&url).await?, 200, "the old one still counts, for the platform's retries");
    let told = listener(&cli, |it| outcome(it, "stored") == 2).await?;
    assert_eq!(told["suspicion"], Value::Null, "what fits takes the suspicion back");
    Ok(())
}

#[tokio::test]
async fn what_can_be_read_is_shown_though_the_rest_cannot() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let mut listening = cli.listen()?;
    platform::examples()[0].post(&listening.url).await?;
    listener(&cli, |it| outcome(it, "stored") == 1).await?;
    listening.program.kill()?;
    let file = database::find(&scratch.data())?;
    Connection::open(&file)?.pragma_update(None, "user_version", 999)?;

    let output = cli.run("health --json")?;
    assert_eq!(output.status.code(), Some(1), "a script notices");
    assert!(String::from_utf8_lossy(&output.stderr).contains("newer"), "and is told what is wrong");
    let told: Value = serde_json::from_slice(&output.stdout)?;
    assert_eq!(told["deliveries"], Value::Null, "unknown is null, never 0");
    assert_eq!(outcome(&told["listener"], "stored"), 1);
    Ok(())
}
