//! The tables anew from the log: what an upgrade makes the shop wait for.

use std::time::Instant;

use anyhow::{Result, ensure};
use ledger::Writer;

use crate::bench::{Bench, progress};
use crate::figure::{Figure, Goal, Unit};
use crate::history;

/// Rebuilds a copy of the history.
pub async fn run(bench: &Bench) -> Result<Vec<Figure>> {
    let scratch = bench.scratch()?;
    history::copy(bench, scratch.path())?;
    let writer = Writer::start(&scratch.path().join("stampdesk.db"))?;
    let mut runs = Vec::new();
    let mut customers = 0;
    for _ in 0..bench.runs() {
        let begin = Instant::now();
        let rebuilt = writer.rebuild().await?;
        runs.push(rebuilt.deliveries as f64 / begin.elapsed().as_secs_f64());
        ensure!(rebuilt.deliveries == bench.events, "{} of {} events", rebuilt.deliveries, bench.events);
        progress(&format!("rebuild: {:.0} events/s", runs[runs.len() - 1]));
        customers = rebuilt.customers;
    }
    drop(writer);
    let figure = Figure::new("rebuild", Unit::PerSecond, runs)
        .goal(Goal::AtLeast(150_000.0))
        .note(format!("{} events of {customers} customers, committed", bench.events));
    Ok(vec![figure])
}
