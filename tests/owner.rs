//! The owner at the terminal, beside a desk that listens: why a figure is what it is, words of one's own, and forgetting
//! somebody for good.

use anyhow::Result;
use rusqlite::Connection;
use serde_json::Value;
use stories::{Cli, Scratch, database, platform};

const COUPON: &str = "e3b0c442-98fc-1c14-9afb-f4c8996fb924";
const EARNED: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

async fn post_examples(url: &str) -> Result<()> {
    for delivery in platform::examples() {
        assert_eq!(delivery.post(url).await?, 200, "a signed delivery is kept and answered");
    }
    Ok(())
}

/// Runs a command that must succeed; what it printed.
fn done(cli: &Cli<'_>, words: &str) -> Result<String> {
    let output = cli.run(words)?;
    assert!(output.status.success(), "`{words}`: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

/// Runs a command that must be refused; why it was.
fn refused(cli: &Cli<'_>, words: &str) -> Result<String> {
    let output = cli.run(words)?;
    assert_eq!(output.status.code(), Some(1), "`{words}` is a command, but cannot be done");
    assert!(output.stdout.is_empty(), "an error never looks like an answer");
    Ok(String::from_utf8(output.stderr)?)
}

#[tokio::test]
async fn why_names_the_events_behind_each_figure_and_what_was_missed() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    post_examples(&listening.url).await?;

    let stamps = cli.json("why 482193")?;
    assert_eq!(stamps["stamp_balance"]["value"], 7);
    assert_eq!(stamps["stamp_balance"]["as_of"], "2026-04-19T15:00:00Z", "the fill belongs to it");
    let behind: Vec<&str> = stamps["stamp_balance"]["rests_on"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    assert!(behind.contains(&EARNED), "{behind:?}");
    let kinds: Vec<_> =
        stamps["marks"].as_array().into_iter().flatten().map(|mark| &mark["mark"]["kind"]).collect();
    assert_eq!(
        kinds,
        ["began_before", "coupon_not_announced"],
        "5 stamps before the first event; a coupon from before"
    );
    let points = cli.json("why 391047")?;
    assert_eq!(points["point_balance"]["as_of"], "2026-04-19T16:00:00Z");
    assert!(done(&cli, "why 391047")?.contains("points.spent"), "in words as well");
    assert!(refused(&cli, "why 000000")?.contains("000000"));
    Ok(())
}

#[tokio::test]
async fn the_owners_words_go_through_beside_an_open_desk_and_can_be_taken_back() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    post_examples(&listening.url).await?;

    done(&cli, "nickname 482193 Ayşe")?;
    done(&cli, "note 482193 şekersiz")?;
    done(&cli, &format!("coupon close {COUPON} replaced"))?;
    assert_eq!(cli.json("coupons --outstanding")?["coupons"].as_array().map(Vec::len), Some(0));
    done(&cli, &format!("coupon reopen {COUPON}"))?;
    assert_eq!(cli.json("coupons --outstanding")?["coupons"].as_array().map(Vec::len), Some(1));

    done(&cli, &format!("event test {EARNED}"))?;
    assert_eq!(
        cli.json("customer 482193")?["customers"][0]["stamp_balance"],
        Value::Null,
        "nothing else told it"
    );
    assert_eq!(cli.json("feed --set-aside")?["events"][0]["set_aside"], "test");
    done(&cli, &format!("event real {EARNED}"))?;
    assert_eq!(cli.json("customer 482193")?["customers"][0]["stamp_balance"], 7);

    done(&cli, "rebuild")?;
    done(&cli, "check")?;
    refused(&cli, "coupon close 00000000-0000-0000-0000-000000000000 gone")?;
    refused(&cli, "event test #99")?;
    Ok(())
}

#[tokio::test]
async fn a_write_that_waits_too_long_says_who_keeps_the_desk() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let mut listening = cli.listen()?;
    post_examples(&listening.url).await?;
    let locked = Connection::open(database::find(&scratch.data())?)?;
    locked.execute_batch("BEGIN IMMEDIATE")?;
    let said = refused(&cli, "rebuild")?;
    assert!(said.contains("busy") && said.contains("stampdesk-cli listen (process"), "{said}");
    listening.program.kill()?;
    assert!(!refused(&cli, "rebuild")?.contains("keeps the desk"), "nobody does any more");
    locked.execute_batch("ROLLBACK")?;
    done(&cli, "rebuild")?;
    Ok(())
}

#[tokio::test]
async fn what_was_set_aside_shows_its_raw_body_and_repeats_are_counted() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    let odd = stories::Delivery::new("not JSON");
    for _ in 0..3 {
        assert_eq!(odd.post(&listening.url).await?, 200);
    }
    assert_eq!(cli.json("delivery #1")?["body"], "not JSON");
    let health = cli.json("health")?;
    assert_eq!(
        (&health["deliveries"], &health["set_aside"], &health["repeats"]),
        (&1.into(), &1.into(), &2.into())
    );
    Ok(())
}

#[tokio::test]
async fn a_forgotten_customer_stays_forgotten() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    post_examples(&listening.url).await?;

    assert!(refused(&cli, "forget 482193")?.contains("--for-good"), "not by a slip of the hand");
    let report = cli.json("forget 482193 --for-good")?;
    assert_eq!((&report["deliveries"], &report["coupons"]), (&4.into(), &2.into()));
    post_examples(&listening.url).await?;
    assert_eq!(
        cli.json("customer 482193")?["customers"].as_array().map(Vec::len),
        Some(0),
        "a repeat brings nobody back"
    );
    assert_eq!(cli.json("customer 391047")?["customers"][0]["point_balance"], 370);
    done(&cli, "rebuild")?;
    done(&cli, "check")?;
    Ok(())
}
