//! The end of a day at the terminal: what was closed stays as it was, what arrives for it later is told apart, and a day is
//! the shop's own, as long as its clock says.

use std::fs;

use anyhow::{Context, Result, ensure};
use chrono::Timelike;
use serde_json::{Value, json};
use stories::{Cli, Delivery, Scratch, platform};
use uuid::Uuid;

const DAY: &str = "2026-04-19";

/// Says where the shop stands.
fn stand_in(scratch: &Scratch, zone: &str) -> Result<()> {
    Ok(fs::write(scratch.data().join("settings.json"), json!({ "time_zone": zone }).to_string())?)
}

/// Two stamps earned at that moment, by somebody new each time.
fn stamps(at: &str) -> Delivery {
    let event = json!({
        "id": Uuid::new_v4(), "event": "stamp.earned", "occurred_at": at, "organization": "kahveci-mehmet",
        "data": {
            "customer_code": 100_200, "customer_id": Uuid::new_v4(), "stamps_added": 2, "stamp_balance": 2,
            "max_stamps": 10, "source": "webhook", "transaction_id": Uuid::new_v4(), "amount": 85.5,
        },
    });
    Delivery::new(event.to_string())
}

async fn post(url: &str, deliveries: impl IntoIterator<Item = Delivery>) -> Result<()> {
    for delivery in deliveries {
        assert_eq!(delivery.post(url).await?, 200, "a signed delivery is kept and answered");
    }
    Ok(())
}

/// Runs a command that must succeed; what it printed.
fn done(cli: &Cli<'_>, words: &str) -> Result<String> {
    let output = cli.run(words)?;
    ensure!(output.status.success(), "`{words}`: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

/// Runs a command that must be refused; why it was.
fn refused(cli: &Cli<'_>, words: &str) -> Result<String> {
    let output = cli.run(words)?;
    assert_eq!(output.status.code(), Some(1), "`{words}` is a command, but cannot be done");
    Ok(String::from_utf8(output.stderr)?)
}

#[tokio::test]
async fn a_closed_day_stays_as_it_was_and_tells_what_arrived_later() -> Result<()> {
    let scratch = Scratch::new()?;
    stand_in(&scratch, "Europe/Istanbul")?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    post(&listening.url, platform::examples()).await?;

    let first = cli.json(&format!("day-close {DAY}"))?;
    assert_eq!(first["later"], Value::Null, "nothing has come in since");
    assert_eq!((&first["seq"], &first["closed_before"]), (&json!(1), &json!(0)));
    assert_eq!(
        first["figures"],
        cli.json(&format!("report --from {DAY} --to {DAY}"))?["now"],
        "the report's own"
    );
    assert!(first["incomplete"]["since"].is_string(), "this PC listened only after that day, and says so");
    let points = cli.json("points")?["total"].clone();
    assert_eq!(first["open"]["points_outstanding"], points);

    // The same again is no news; two late ones of the day are, one of the day after is not.
    post(&listening.url, platform::examples()).await?;
    let days = ["2026-04-19T20:59:59Z", "2026-04-18T21:00:00Z", "2026-04-19T21:00:00Z"];
    post(&listening.url, days.map(stamps)).await?;
    let now = cli.json("day-close show 1")?;
    for kept in ["figures", "open", "closed_at", "incomplete", "currency", "time_zone"] {
        assert_eq!(now[kept], first[kept], "{kept} is as it was");
    }
    let later = &now["later"];
    assert_eq!((&later["events"], &later["stamps"], &later["amounts"]), (&json!(2), &json!(4), &json!(2)));
    assert_eq!(later["amount"].as_str().and_then(|text| text.parse().ok()), Some(171.0), "twice 85.50");

    let second = cli.json(&format!("day-close {DAY}"))?;
    assert_eq!((&second["later"], &second["closed_before"]), (&Value::Null, &json!(1)));
    let listed = cli.json("day-close list")?;
    let seqs: Vec<_> =
        listed["days"].as_array().into_iter().flatten().map(|day| day["seq"].clone()).collect();
    assert_eq!(seqs, [2, 1], "both are kept, the last closing first");
    let words = done(&cli, "day-close show 1")?;
    assert!(words.contains("Arrived after closing") && words.contains("+4"), "{words}");

    done(&cli, "rebuild")?;
    done(&cli, "forget 482193 --for-good")?;
    done(&cli, "check")?;
    assert_eq!(cli.json("day-close show 1")?["figures"], first["figures"], "it names nobody, so it stays");
    assert_eq!(cli.json("day-close show 2")?["figures"], second["figures"]);
    Ok(())
}

#[tokio::test]
async fn what_was_a_test_after_all_is_taken_off_beside_the_closed_day() -> Result<()> {
    let scratch = Scratch::new()?;
    stand_in(&scratch, "Europe/Istanbul")?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    post(&listening.url, ["2026-04-19T10:00:00Z", "2026-04-19T11:00:00Z"].map(stamps)).await?;
    let closed = cli.json(&format!("day-close {DAY}"))?;
    done(&cli, "event test #2")?;
    let now = cli.json("day-close show 1")?;
    assert_eq!(now["figures"], closed["figures"]);
    assert_eq!((&now["later"]["events"], &now["later"]["stamps"]), (&json!(-1), &json!(-2)));
    done(&cli, "event real #2")?;
    assert_eq!(cli.json("day-close show 1")?["later"], Value::Null, "as it was");
    Ok(())
}

#[tokio::test]
async fn a_day_is_as_long_as_the_shops_clock_says_and_stays_so_when_the_shop_moves() -> Result<()> {
    let scratch = Scratch::new()?;
    stand_in(&scratch, "America/New_York")?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    // Clocks went back that night: the day had 25 hours. The first and the last second of it, and those beside them.
    let moments =
        ["2025-11-02T03:59:59Z", "2025-11-02T04:00:00Z", "2025-11-03T04:59:59Z", "2025-11-03T05:00:00Z"];
    post(&listening.url, moments.map(stamps)).await?;
    let closed = cli.json("day-close 2025-11-02")?;
    assert_eq!(closed["time_zone"], "America/New_York");
    assert_eq!(closed["figures"]["events"], 2, "its first and its last second");

    stand_in(&scratch, "Europe/Istanbul")?;
    let moved = cli.json("day-close 2025-11-02")?;
    assert_eq!(
        (&moved["figures"]["events"], &moved["closed_before"]),
        (&json!(2), &json!(1)),
        "00:00 to 24:00 there"
    );
    let before = cli.json("day-close show 1")?;
    assert_eq!(before["later"], Value::Null, "the day is still the one that was closed");
    post(&listening.url, [stamps("2025-11-03T04:30:00Z")]).await?;
    assert_eq!(cli.json("day-close show 1")?["later"]["events"], 1, "late in New York");
    assert_eq!(cli.json("day-close show 2")?["later"], Value::Null, "the day after in Istanbul");
    Ok(())
}

#[tokio::test]
async fn a_day_may_be_closed_before_it_is_over_but_not_before_it_comes() -> Result<()> {
    let scratch = Scratch::new()?;
    // Where it is the middle of the day, whenever this story is told.
    let morning = chrono::Utc::now().hour() < 12;
    stand_in(&scratch, if morning { "Asia/Tokyo" } else { "America/New_York" })?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    let today = cli.json("report --period today")?["from"].as_str().context("a day")?.to_owned();
    let closed = cli.json("day-close")?;
    assert_eq!(closed["day"], today.as_str(), "the present one");
    assert!(refused(&cli, "day-close 9999-12-31")?.contains("not come yet"));
    assert!(refused(&cli, "day-close --organization nobody")?.contains("nobody"));
    assert!(refused(&cli, "day-close show 7")?.contains('7'));
    let now = chrono::Utc::now().to_rfc3339();
    post(&listening.url, [stamps(&now)]).await?;
    assert_eq!(cli.json("day-close show 1")?["later"]["events"], 1, "the day went on");
    Ok(())
}
