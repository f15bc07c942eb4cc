//! The shop's books over the whole history: how long a report lets its owner wait, once its quarters of an hour are added up.

use std::path::Path;
use std::time::Instant;

use anyhow::{Result, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use desk::{BooksReport, Report, ReportQuery, Settings, Zone};
use ledger::{Reader, Writer};
use rusqlite::Connection;

use crate::bench::{Bench, millis, progress};
use crate::figure::{Figure, Unit};
use crate::history::{self, QUARTERS};

/// Adds a history up, and opens its books.
pub async fn run(bench: &Bench) -> Result<Vec<Figure>> {
    let folder = bench.scratch()?;
    history::copy(bench, folder.path())?;
    let path = folder.path().join("stampdesk.db");
    let (added_up, longest) = add_up(&path).await?;
    let reader = Reader::open(&path)?;
    let now = reader.extent()?.last_event_at.unwrap_or_else(Utc::now);
    let settings = Settings { time_zone: Some("Europe/Istanbul".into()), ..Settings::default() };
    let mut figures = vec![
        Figure::new("totals of the whole history added up", Unit::Millis, vec![added_up])
            .note("once; afterwards only quarters of an hour whose events change"),
        Figure::new("totals, the writer's longest turn", Unit::Millis, vec![longest])
            .note(format!("{QUARTERS} quarters of an hour at the most; deliveries come between")),
    ];
    for (name, days) in [("a day", 1), ("a month", 30), ("a year", 365), ("ten years", 3_652)] {
        let query = last(days, &settings, now);
        figures.push(timed(bench, &format!("report of {name}"), || {
            let report = Report::of(&reader, None, &settings, &query, now)?;
            ensure!(report.now.totals.events > 0, "an empty report");
            Ok(())
        })?);
    }
    let query = last(30, &settings, now);
    figures.push(timed(bench, "the books beside a report of a month", || {
        let books = BooksReport::of(&reader, &settings, &query, now)?;
        ensure!(books.coupons_outstanding > 0, "empty books");
        Ok(())
    })?);
    Ok(figures)
}

/// How long it takes once more with nothing in between, and its longest turn.
async fn add_up(path: &Path) -> Result<(f64, f64)> {
    progress("adding up the totals");
    Connection::open(path)?
        .execute_batch("INSERT INTO unsettled SELECT DISTINCT quarter FROM total; DELETE FROM total;")?;
    let writer = Writer::start(path)?;
    let (begin, mut longest) = (Instant::now(), 0.0_f64);
    loop {
        let turn = Instant::now();
        if writer.settle(QUARTERS, Utc::now()).await? == 0 {
            return Ok((millis(begin), longest));
        }
        longest = longest.max(millis(turn));
    }
}

fn last(days: i64, settings: &Settings, now: DateTime<Utc>) -> ReportQuery {
    let to = Zone::of(settings).date(now);
    ReportQuery { organization: None, from: to - TimeDelta::days(days - 1), to }
}

fn timed(bench: &Bench, name: &str, mut open: impl FnMut() -> Result<()>) -> Result<Figure> {
    let mut runs = Vec::new();
    for _ in 0..bench.runs() {
        let begin = Instant::now();
        open()?;
        runs.push(millis(begin));
    }
    progress(&format!("{name}: {:.0} ms", runs[0]));
    Ok(Figure::new(name, Unit::Millis, runs))
}
