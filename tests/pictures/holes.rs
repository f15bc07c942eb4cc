//! Pictures of a shop with holes: its PC was off in opening hours, it slept, and today nothing comes in any more.

use anyhow::{Context, Result, bail, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Connection;
use serde_json::{Value, json};
use simulator::Shop;
use stories::{Cli, Delivery, Listening, Public, SECRET, Scratch, Window, database, free_address, until};

use super::{Look, MOMENT, over};

/// Off from Saturday evening to Monday morning, for an update on Tuesday, and from Thursday evening to Friday morning.
const ABSENCES: [(&str, &str); 3] = [
    ("2026-11-19T14:40:00Z", "2026-11-20T05:02:00Z"),
    ("2026-11-17T09:10:00Z", "2026-11-17T09:31:00Z"),
    ("2026-11-14T15:40:00Z", "2026-11-16T04:55:00Z"),
];
/// Asleep on Wednesday afternoon.
const GAP: (&str, &str) = ("2026-11-18T11:05:00Z", "2026-11-18T11:52:00Z");
/// So long nothing has come in.
const SILENT: TimeDelta = TimeDelta::minutes(205);

/// What the desk says of all that, and what opens over its screens.
pub async fn walk(look: Look) -> Result<()> {
    let scratch = Scratch::at(MOMENT.parse()?)?;
    let public = Public::open(&scratch).await?;
    let mut window = open(&scratch, &public, look).await?;
    window.resize(look.width, look.height()).await?;
    window.find("[data-testid=connection][data-state=quiet]").await?;
    window.click("[data-testid=nav-connection]").await?;
    window.find("[data-testid=missed]").await?;
    window.picture(&look.name("holes-connection")).await?;
    for panel in ["quiet", "gaps"] {
        let show = format!("document.querySelector('section[data-testid={panel}]').scrollIntoView()");
        window.run(&show).await?;
        window.picture(&look.name(&format!("holes-{panel}"))).await?;
    }
    window.click("[data-testid=nav-counter]").await?;
    window.type_keys(&incomplete(&Cli::new(&scratch)?)?).await?;
    window.find("[data-testid=stamp-count]").await?;
    window.picture(&look.name("holes-customer")).await?;
    over::customer(&window, look).await?;
    over::any_screen(&window, look).await?;
    over::counter(&window, look).await?;
    window.close().await
}

/// The window of a desk that has all this behind it; the road to it is whole.
async fn open(scratch: &Scratch, public: &Public, look: Look) -> Result<Window> {
    let settings = json!({
        "language": look.language, "theme": look.theme, "first_start": "done",
        "way": { "way": "ngrok", "domain": public.host() },
    });
    std::fs::write(scratch.data().join("settings.json"), settings.to_string())?;
    std::fs::write(scratch.data().join("demo"), "")?;
    let cli = Cli::new(scratch)?;
    ensure!(cli.run_with("secret add Kadıköy", SECRET)?.status.success());
    ensure!(cli.run_with("connect token ngrok", "2abc-of-the-stories")?.status.success());
    be_away(scratch, &cli)?;
    live(scratch, &cli).await?;
    Window::open_new(scratch, public, free_address()?).await
}

/// Writes into the record that it was.
fn be_away(scratch: &Scratch, cli: &Cli<'_>) -> Result<()> {
    let file = scratch.data().join("listener.json");
    let read = || serde_json::from_slice::<Value>(&std::fs::read(&file).unwrap_or_default()).ok();
    let mut listening = cli.listen()?;
    until(|| read().is_some_and(|record| record["awake_until"].is_string()), "the record is there")?;
    end(&mut listening)?;
    let mut record = read().context("a record")?;
    let border = &mut record["border"];
    border["since"] = json!("2026-10-22T05:00:00Z");
    border["absences"] = ABSENCES.iter().map(|(from, to)| json!({ "from": from, "to": to })).collect();
    border["gaps"] = json!([{ "from": GAP.0, "to": GAP.1 }]);
    Ok(std::fs::write(file, record.to_string())?)
}

/// A month of which nothing arrives that the desk says may have been missed, nor anything of the last hours.
async fn live(scratch: &Scratch, cli: &Cli<'_>) -> Result<()> {
    let mut listening = cli.listen()?;
    let missed = missed(cli)?;
    let client = reqwest::Client::new();
    let now: DateTime<Utc> = MOMENT.parse()?;
    for it in Shop::default().history(30, now - SILENT) {
        if !missed.iter().any(|(from, to)| (*from..*to).contains(&it.occurred_at)) {
            let answer = Delivery::new(it.body).post_over(&client, &listening.url, SECRET).await?;
            ensure!(answer == 200, "{} was answered {answer}", it.id);
        }
    }
    end(&mut listening)?;
    // It came in when it happened, not all at once.
    let log = Connection::open(database::find(&scratch.data())?)?;
    let when = "SELECT occurred_at + 2000000 FROM event WHERE event.seq = delivery.seq";
    log.execute(&format!("UPDATE delivery SET received_at = ({when})"), [])?;
    Ok(())
}

fn missed(cli: &Cli<'_>) -> Result<Vec<(DateTime<Utc>, DateTime<Utc>)>> {
    let time = |told: &Value| -> Result<DateTime<Utc>> { Ok(told.as_str().context("a time")?.parse()?) };
    let health = cli.json("health")?;
    let missed = health["may_have_missed"].as_array().context("may_have_missed")?;
    missed.iter().map(|stretch| Ok((time(&stretch["from"])?, time(&stretch["to"])?))).collect()
}

/// The code of somebody of whom stamps were missed, the last one served first.
fn incomplete(cli: &Cli<'_>) -> Result<String> {
    let feed = cli.json("feed --limit 100")?;
    for event in feed["events"].as_array().context("events")? {
        let code = format!("{:06}", event["customer_code"].as_u64().context("a code")?);
        let why = cli.json(&format!("why {code}"))?;
        let marks = why["marks"].as_array().context("marks")?;
        if marks.iter().any(|mark| mark["mark"]["kind"] == "stamps_missed") {
            return Ok(code);
        }
    }
    bail!("nobody lacks a stamp")
}

fn end(listening: &mut Listening) -> Result<()> {
    listening.program.signal("TERM")?;
    listening.program.end().map(drop)
}
