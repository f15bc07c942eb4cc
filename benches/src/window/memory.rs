//! What the window takes of the PC's memory after a long day of events.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, ensure};
use loyalite::Secret;
use stories::{SECRET, Scratch, free_address};

use super::plain::Plain;
use super::tree;
use crate::bench::{Bench, progress};
use crate::figure::{Figure, Goal, Unit};
use crate::load::{self, Deck, Pace};

/// How long a window has to put in order what it was last told.
const REST: Duration = Duration::from_secs(3);
/// How long its events may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// The empty window as it opens, and Stampdesk after its events, each with all of its processes.
pub async fn run(bench: &Bench, scratch: &Scratch) -> Result<Vec<Figure>> {
    let events = if bench.quick { 5_000 } else { 100_000 };
    let name = format!("memory after {events} live events");
    let mut ratio = Figure::new(format!("{name}, in empty windows"), Unit::Ratio, Vec::new());
    let mut flat = Figure::new(format!("{name}, in memory after a tenth of them"), Unit::Ratio, Vec::new());
    let mut ours = Figure::new(name, Unit::Bytes, Vec::new());
    let mut empty = Figure::new("memory of an empty Tauri window", Unit::Bytes, Vec::new());
    for _ in 0..bench.runs() {
        progress("memory");
        let peer = Plain::empty().await?;
        tokio::time::sleep(REST).await;
        let nothing = tree::memory(peer.program.id())?;
        drop(peer);
        let (tenth, whole) = live(scratch, events).await?;
        ratio.runs.push(whole as f64 / nothing as f64);
        flat.runs.push(whole as f64 / tenth as f64);
        ours.runs.push(whole as f64);
        empty.runs.push(nothing as f64);
    }
    let how = "sum of PSS over the program and its WebKit processes, without the X server; on the whole history, \
               over 64 connections, as fast as they are answered";
    let (ratio, flat) = (ratio.goal(Goal::AtMost(1.5)).note(how), flat.goal(Goal::AtMost(1.2)));
    Ok(vec![ratio, flat, ours, empty])
}

/// Stampdesk's memory after a tenth of `events`, and after all of them.
async fn live(scratch: &Scratch, events: usize) -> Result<(u64, u64)> {
    let address = free_address()?;
    let desk = Plain::stampdesk(scratch, address).await?;
    let secret = Secret::new(SECRET)?;
    flood(address, events / 10, &secret).await?;
    tokio::time::sleep(REST).await;
    let tenth = tree::memory(desk.program.id())?;
    flood(address, events - events / 10, &secret).await?;
    tokio::time::sleep(REST).await;
    Ok((tenth, tree::memory(desk.program.id())?))
}

async fn flood(address: SocketAddr, events: usize, secret: &Secret) -> Result<()> {
    let deck = Arc::new(Deck::of_a_shop(events, secret)?);
    let answers = load::post(address, &deck, Pace::Answered, PATIENCE).await?;
    ensure!(answers.millis.len() == events, "only {} of {events} events in time", answers.millis.len());
    Ok(())
}
