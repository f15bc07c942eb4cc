//! How many deliveries a second are taken in over 64 connections: by us, by others who do the same work, and by the limits of
//! this machine. All of them are sent the same deliveries in the same run, one receiver after the other.

mod raw;
mod seen;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, ensure};
use loyalite::Secret;

use crate::bench::{Bench, progress};
use crate::figure::{Figure, Goal, Unit};
use crate::load::{Deck, Pace, warm_up_and_post};
use crate::peers::{self, Receiver};

use seen::{Processor, Seen};

/// What every receiver came to in one run.
struct Run {
    generator: Seen,
    ours: Seen,
    /// Rows of the same kind inserted in a second, without HTTP.
    raw: f64,
    node: Seen,
    webhook: Option<Seen>,
    verifying: Seen,
}

/// Measures it.
pub async fn run(bench: &Bench) -> Result<Vec<Figure>> {
    let mut runs = Vec::new();
    for number in 1..=bench.runs() {
        progress(&format!("intake, run {number}"));
        runs.push(run_once(bench).await?);
    }
    Ok(figures(&runs))
}

async fn run_once(bench: &Bench) -> Result<Run> {
    let scratch = bench.scratch()?;
    let place = |name: &str| scratch.path().join(name);
    let time = Duration::from_secs(if bench.quick { 3 } else { 10 });
    let most = if bench.quick { 90_000 } else { 300_000 };
    let deck = Deck::of_a_shop(most, &Secret::new(peers::SECRET)?)?;

    let generator = measure(Receiver::limit(bench, "bench-nothing")?, deck.endless(), time).await?;
    let ours = measure(Receiver::ours(bench, &place("ours"))?, deck.again(), time).await?;
    let filled = place("ours").join("stampdesk.db");
    holds(&filled, "delivery", &ours)?;
    let differences = ledger::check(&filled)?;
    ensure!(differences.is_empty(), "the figures are not what the log adds up to: {differences:?}");
    let raw = raw::per_second(&filled, &place("raw.db"))?;
    let node = measure(Receiver::node(&place("node.db"))?, deck.again(), time).await?;
    holds(&place("node.db"), "event", &node)?;
    let webhook = match Receiver::webhook(&place("webhook.db"))? {
        None => {
            progress("webhook is not installed (apt-get install webhook): its figures are left out");
            None
        }
        Some(receiver) => {
            let webhook = measure(receiver, deck.again(), time).await?;
            holds(&place("webhook.db"), "event", &webhook)?;
            Some(webhook)
        }
    };
    let verifying = measure(Receiver::limit(bench, "bench-verify")?, deck.endless(), time).await?;
    Ok(Run { generator, ours, raw, node, webhook, verifying })
}

/// Posts to `receiver` as fast as it answers.
async fn measure(receiver: Receiver, deck: Deck, time: Duration) -> Result<Seen> {
    let before = Processor::of(&receiver)?;
    let answers = warm_up_and_post(receiver.address, &Arc::new(deck), Pace::Answered, time).await?;
    let processor = Processor::of(&receiver)?.since(before);
    receiver.stop()?;
    Ok(Seen::new(answers, processor))
}

/// What was answered 200 is there, and nothing else.
fn holds(database: &Path, table: &str, seen: &Seen) -> Result<()> {
    let rows = peers::rows(database, table)?;
    ensure!(
        rows == seen.answered,
        "{} were answered 200, {rows} are in {}",
        seen.answered,
        database.display()
    );
    Ok(())
}

fn figures(runs: &[Run]) -> Vec<Figure> {
    let p99 = runs.iter().map(|run| run.ours.p99).collect();
    let raw = runs.iter().map(|run| run.raw).collect();
    let mut figures = vec![
        rate(runs, "durable, folded intake, 64 connections", |run| Some(&run.ours)),
        Figure::new("answer time at full intake, p99", Unit::Millis, p99).goal(Goal::AtMost(25.0)),
        ratio(runs, "raw SQLite batched insert of the same rows", |run| Some(run.raw))
            .goal(Goal::AtLeast(0.5)),
        ratio(runs, "the Node receiver", |run| Some(run.node.per_second)).goal(Goal::AtLeast(5.0)),
        ratio(runs, "Debian's webhook", |run| Some(run.webhook.as_ref()?.per_second)),
        ratio(runs, "axum that only verifies", |run| Some(run.verifying.per_second)),
        Figure::new("raw SQLite batched insert", Unit::PerSecond, raw).note(RAW),
        rate(runs, "the Node receiver", |run| Some(&run.node)),
        rate(runs, "Debian's webhook", |run| run.webhook.as_ref()),
        rate(runs, "axum that only verifies", |run| Some(&run.verifying)),
        rate(runs, "an answer to everything, unread: the load generator's limit", |run| Some(&run.generator)),
    ];
    figures.retain(|figure| !figure.runs.is_empty());
    figures
}

const RAW: &str = "what intake wrote (delivery, event, customer, snapshot, coupon) into the same schema, triggers included, WAL, FULL, \
                   64 deliveries a transaction";

fn rate(runs: &[Run], name: &str, of: fn(&Run) -> Option<&Seen>) -> Figure {
    let seen: Vec<&Seen> = runs.iter().filter_map(of).collect();
    let note = seen.last().map_or_else(String::new, |last| format!("last run: {}", last.note()));
    Figure::new(name, Unit::PerSecond, seen.iter().map(|seen| seen.per_second).collect()).note(note)
}

/// Our rate in terms of another, both of one run.
fn ratio(runs: &[Run], to: &str, of: fn(&Run) -> Option<f64>) -> Figure {
    let ratios = runs.iter().filter_map(|run| Some(run.ours.per_second / of(run)?)).collect();
    Figure::new(format!("durable, folded intake in terms of {to}"), Unit::Ratio, ratios)
}
