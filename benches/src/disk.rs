//! What an event takes on the disk, all in: the log, the tables, the indexes.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use chrono::TimeDelta;
use ledger::{Kept, Writer};
use tokio::task::JoinSet;

use crate::bench::{Bench, progress};
use crate::figure::{Figure, Goal, Unit};
use crate::history;

/// Enough for the pages to be as full as they will ever be.
const LIVE: u64 = 100_000;
/// Deliveries on their way at a time, and so at most in a group.
const GROUP: usize = 64;

/// The size of the history, and of one that came in through the writer.
pub async fn run(bench: &Bench) -> Result<Vec<Figure>> {
    let goal = Goal::AtMost(1_000.0);
    let kept = size(&history::database(bench)?)? / bench.events as f64;
    let rebuilt = Figure::new("disk per event, tables filled by a rebuild", Unit::Bytes, vec![kept])
        .goal(goal)
        .note(format!("{} events; bodies alone {:.0} B", bench.events, bodies(bench)?));

    let scratch = bench.scratch()?;
    let database = scratch.path().join("stampdesk.db");
    let count = if bench.quick { LIVE / 5 } else { LIVE };
    progress(&format!("taking in {count} events"));
    take_in(&database, count).await?;
    let live =
        Figure::new("disk per event, taken in live", Unit::Bytes, vec![size(&database)? / count as f64])
            .goal(goal)
            .note(format!("{count} events in groups of {GROUP}"));
    Ok(vec![rebuilt, live])
}

/// Delivers the beginning of a history as the door would, and closes the database, which empties its write-ahead log.
pub async fn take_in(database: &Path, count: u64) -> Result<()> {
    let mut deliveries = Vec::new();
    history::days(count, |day| {
        deliveries.extend(day);
        Ok(())
    })?;
    let writer = std::sync::Arc::new(Writer::start(database)?);
    let mut deliveries = deliveries.into_iter();
    loop {
        let group: JoinSet<_> =
            deliveries
                .by_ref()
                .take(GROUP)
                .map(|delivery| {
                    let writer = std::sync::Arc::clone(&writer);
                    async move {
                        writer.deliver(delivery.body, delivery.occurred_at + TimeDelta::seconds(1)).await
                    }
                })
                .collect();
        if group.is_empty() {
            break;
        }
        for kept in group.join_all().await {
            ensure!(kept? == Kept::Stored, "a delivery was not stored");
        }
    }
    drop(writer);
    Ok(())
}

fn bodies(bench: &Bench) -> Result<f64> {
    let history = history::open(&history::database(bench)?)?;
    Ok(history.query_row("SELECT avg(length(body)) FROM delivery", [], |row| row.get(0))?)
}

/// All that belongs to the database, which nobody has open.
fn size(database: &Path) -> Result<f64> {
    let mut bytes = fs::metadata(database)?.len();
    for part in ["db-wal", "db-shm"] {
        bytes += fs::metadata(database.with_extension(part)).map_or(0, |file| file.len());
    }
    Ok(bytes as f64)
}
