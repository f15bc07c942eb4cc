//! Whether events reach this shop, as the terminal tells it: a test event of our own, and what an absence may have cost.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use stories::{Cli, Listening, SECRET, Scratch, platform, until};

/// What a command that must fail says of it.
fn refused(cli: &Cli<'_>, words: &str) -> Result<String> {
    let output = cli.run(words)?;
    assert_eq!(output.status.code(), Some(1), "`{words}` did not succeed");
    Ok(String::from_utf8(output.stderr)?)
}

fn record_file(scratch: &Scratch) -> PathBuf {
    scratch.data().join("listener.json")
}

/// Listens until the record says so, then to the orderly end; the record.
fn listen_until(scratch: &Scratch, cli: &Cli<'_>, said: impl Fn(&Value) -> bool) -> Result<Value> {
    let record = || -> Value {
        let written = std::fs::read(record_file(scratch)).unwrap_or_default();
        serde_json::from_slice(&written).unwrap_or_default() // nothing yet
    };
    let Listening { mut program, .. } = cli.listen()?;
    until(|| said(&record()), "the record says it")?;
    program.signal("TERM")?;
    program.end()?;
    Ok(record())
}

#[tokio::test]
async fn a_test_event_takes_the_whole_way_and_leaves_no_trace_in_figures() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    assert!(refused(&cli, "connect test")?.contains("nobody listens"), "and what to do is said");
    let listening = cli.listen()?;
    assert!(
        refused(&cli, "connect test")?.contains("no signing secret"),
        "that of the desk's run is not ours"
    );
    assert!(cli.run_with("secret add", SECRET)?.status.success());
    for delivery in platform::examples() {
        assert_eq!(delivery.post(&listening.url).await?, 200);
    }
    // The desk writes what it counted a moment later.
    let taken = || -> Result<u64> {
        let outcomes = cli.json("health")?["listener"]["outcomes"].take();
        Ok(["stored", "set_aside"].iter().filter_map(|name| outcomes[name].as_u64()).sum())
    };
    let used = || -> Result<Value> { Ok(cli.json("secret list")?["secrets"][0]["last_used_at"].take()) };
    let figures = || -> Result<Vec<Value>> {
        let mut health = cli.json("health")?;
        health["listener"].take(); // there every request is counted
        health["silence"]["quiet_for"].take(); // the clock goes on
        ["customer 482193", "coupons", "points", "check"]
            .into_iter()
            .map(|words| cli.json(words))
            .chain([Ok(health)])
            .collect()
    };
    until(|| taken().is_ok_and(|count| count == 6), "the six of the platform are counted")?;
    let (before, last_used) = (figures()?, used()?);
    assert!(last_used.is_string(), "the platform used it");

    let arrived = cli.json("connect test")?;
    assert_eq!(arrived["outcome"], "arrived", "found in the log, not only answered 200");
    let newest = cli.json("feed --limit 1")?["events"][0].take();
    assert_eq!((&newest["id"], &newest["event"]), (&arrived["id"], &json!("stampdesk.test")));
    assert_eq!(newest["set_aside"], "test");
    assert_eq!(figures()?, before);
    until(|| taken().is_ok_and(|count| count == 7), "so is our own")?;
    assert_eq!(used()?, last_used, "the platform did not use it then");

    let elsewhere = format!("connect test --url {}/elsewhere", listening.url);
    assert!(refused(&cli, &elsewhere)?.contains("404"), "another path is another program to the platform");
    let nobody = refused(&cli, "connect test --url http://127.0.0.1:1")?;
    assert!(nobody.contains("Nobody answers at http://127.0.0.1:1/webhooks/loyalite"), "{nobody}");
    Ok(())
}

#[tokio::test]
async fn a_weekend_off_is_said_with_the_hours_that_may_have_holes() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let mut record = listen_until(&scratch, &cli, |record| record["awake_until"].is_string())?;
    record["awake_until"] = json!("2026-01-03T17:00:00Z"); // as if that had been a Saturday in winter
    std::fs::write(record_file(&scratch), record.to_string())?;

    listen_until(&scratch, &cli, |record| record["border"]["absences"][0].is_object())?;
    let health = cli.json("health")?;
    let [absence] = &health["absences"].as_array().context("absences")?[..] else {
        panic!("one absence: {health}")
    };
    assert_eq!(absence["from"], "2026-01-03T17:00:00Z");
    assert_eq!(health["may_have_missed"][0]["from"], absence["from"]);
    let words = String::from_utf8(cli.run("health")?.stdout)?;
    assert!(words.contains("Events of these hours may never have arrived"), "{words}");
    Ok(())
}
