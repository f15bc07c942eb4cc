//! The history that everything is measured on: ten years of busy shops, made once per size and kept under `target/bench`.
//!
//! Its bodies go straight into the log, in one transaction; the ledger then fills the tables itself, as it does after an
//! upgrade, and adds up their totals, as it does in the minutes after. Nothing of that is in the product.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use ledger::Writer;
use rusqlite::{Connection, OpenFlags, params};
use simulator::{Delivery, Place, Shop};
use tokio::runtime::Handle;
use tokio::task::block_in_place;

use crate::bench::{Bench, progress};

/// Raise it with whatever changes what is made here: kept histories are then made anew.
const VERSION: u32 = 2;
/// A shop at a station takes this many events in its ten years. More of them are more shops, side by side.
const EVENTS_PER_SHOP: u64 = 1_000_000;
const TEN_YEARS_IN_DAYS: u64 = 3_652;
/// So many quarters of an hour are added up at once, as the open desk does it.
pub const QUARTERS: u32 = 200;
/// The last moment of every history: a Sunday evening.
const END: DateTime<Utc> = DateTime::from_timestamp(1_776_627_000, 0).expect("19 April 2026, 19:30");

/// The database with `bench.events` events, made on first use. It is only to be read.
pub fn database(bench: &Bench) -> Result<PathBuf> {
    let path = bench.folder.join(format!("history-{VERSION}-{}.db", bench.events));
    if path.exists() {
        fill(&path)?; // should this build read more than the one before
        return Ok(path);
    }
    progress(&format!("making a history of {} events, once", bench.events));
    let making = path.with_extension("making");
    for leftover in ["making", "making-wal", "making-shm", "making-journal"] {
        drop(fs::remove_file(path.with_extension(leftover)));
    }
    drop(Writer::start(&making)?);
    append(&making, bench.events)?;
    progress("filling its tables");
    fill(&making)?;
    fs::rename(&making, &path)?;
    Ok(path)
}

/// The writer finds by itself that tables do not reach as far as the log.
fn fill(path: &Path) -> Result<()> {
    let writer = Writer::start(path)?;
    let settle = || block_in_place(|| Handle::current().block_on(writer.settle(QUARTERS, Utc::now())));
    while settle()? > 0 {}
    Ok(())
}

/// A data folder with a copy of it, as the desk expects one.
pub fn copy(bench: &Bench, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    let from = database(bench)?;
    fs::copy(&from, to.join("stampdesk.db"))
        .with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// Customer codes that exist in it.
pub fn codes(bench: &Bench) -> Result<Vec<u32>> {
    let history = open(&database(bench)?)?;
    let mut codes =
        history.prepare("SELECT DISTINCT customer_code FROM customer WHERE customer_code >= 0")?;
    let codes = codes.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(codes)
}

/// A connection that looks at a history and cannot change it.
pub fn open(path: &Path) -> Result<Connection> {
    Ok(Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?)
}

/// Gives `take` the first `events` deliveries of ten years, a day at a time, in the order in which they happened.
pub fn days(events: u64, mut take: impl FnMut(Vec<Delivery>) -> Result<()>) -> Result<()> {
    let shops = shops(events);
    let most = EVENTS_PER_SHOP * shops.len() as u64;
    let days = (TEN_YEARS_IN_DAYS * events).div_ceil(most) + 60; // the first weeks are quieter than the rest
    let mut lives: Vec<_> = shops.iter().map(|shop| shop.days(days as u32, END)).collect();
    let mut left = events as usize;
    while left > 0 {
        let mut day: Vec<Delivery> = lives.iter_mut().filter_map(Iterator::next).flatten().collect();
        ensure!(!day.is_empty(), "the shops closed {left} events too early");
        day.sort_by_key(|delivery| delivery.occurred_at);
        day.truncate(left);
        left -= day.len();
        take(day)?;
    }
    Ok(())
}

fn shops(events: u64) -> Vec<Shop> {
    let shop = |number| Shop {
        organization: if number == 0 { "kahveci-mehmet".into() } else { format!("kahveci-{number}") },
        place: Place::Station,
        ..Shop::default()
    };
    (0..events.div_ceil(EVENTS_PER_SHOP)).map(shop).collect()
}

/// Writes the deliveries into the log of an empty ledger, as if each had come in a second after it happened.
fn append(path: &Path, events: u64) -> Result<()> {
    let mut connection = Connection::open(path)?;
    // Whoever ends this half-way has it begin again, so nothing needs to be safe on disk before the end.
    connection.execute_batch(
        "PRAGMA journal_mode = DELETE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;",
    )?;
    let transaction = connection.transaction()?;
    {
        let mut insert =
            transaction.prepare("INSERT INTO delivery (key, received_at, body) VALUES (?1, ?2, ?3)")?;
        let mut written = 0;
        days(events, |day| {
            for Delivery { id, occurred_at, body, .. } in day {
                let received_at = (occurred_at + TimeDelta::seconds(1)).timestamp_micros();
                insert.execute(params![id.as_bytes(), received_at, body])?;
                written += 1;
                if written % 1_000_000 == 0 {
                    progress(&format!("{written} events written"));
                }
            }
            Ok(())
        })?;
        transaction.execute("UPDATE ledger SET opened_at = (SELECT min(received_at) FROM delivery)", [])?;
    }
    transaction.commit()?;
    Ok(())
}
