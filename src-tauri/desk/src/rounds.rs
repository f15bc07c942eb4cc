//! What the desk that listens looks after beside its door: the clock, the secrets, and totals yet to be added up.

use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use ledger::Writer;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, sleep};

use crate::desk::Shared;
use crate::{DeskError, Gap, Record, Secrets};

/// How often it looks.
const LOOK: Duration = Duration::from_secs(1);
/// How often secrets that expired are erased. They cease to count at once.
const SWEEP: Duration = Duration::from_secs(60);

/// How often it is looked whether there is anything to be added up; first when the start is over, which has the disk to itself.
const SETTLE: Duration = Duration::from_secs(60);
const FIRST_SETTLE: Duration = Duration::from_secs(10);
/// At most so many quarters of an hour are added up at once, and then the writer is left to the deliveries for so long.
const QUARTERS: u32 = 200;
const REST: Duration = Duration::from_millis(50);

/// Adds up the quarters of an hour whose events have changed, a few at a time. Never ends.
pub async fn settle(writer: Arc<Writer>) {
    let mut look = every(SETTLE);
    look.reset_after(FIRST_SETTLE);
    loop {
        look.tick().await;
        loop {
            match writer.settle(QUARTERS, Utc::now()).await {
                Ok(0) => break,
                Ok(_) => sleep(REST).await,
                Err(error) => {
                    tracing::debug!(%error, "nothing was added up"); // the next minute tries again
                    break;
                }
            }
        }
    }
}

/// Looks at the clock, and notes when this PC slept or its clock was moved. Never ends.
pub async fn watch_clock(record: Arc<Record>, shared: Arc<Shared>) {
    let mut look = every(LOOK);
    let mut before = (Utc::now(), Instant::now());
    loop {
        look.tick().await;
        let now = (Utc::now(), Instant::now());
        if let Some(gap) = Gap::between(before.0, now.0, now.1 - before.1) {
            record.gap(gap);
            shared.ask_outside.notify_one(); // the tunnel may not have survived it
        }
        before = now;
    }
}

/// Tells the record which secrets there are, and the log what is wrong with them; erases those that expired. Never ends.
pub async fn watch_secrets(secrets: Arc<Secrets>, record: Arc<Record>) {
    let mut look = every(LOOK);
    let mut sweep = every(SWEEP);
    let mut told = None;
    loop {
        let sweeping = tokio::select! {
            _ = sweep.tick() => true,
            _ = look.tick() => false,
        };
        let (ring, book) = (Arc::clone(&secrets), Arc::clone(&record));
        // Off the traffic's threads: a keychain may make us wait.
        let looked = spawn_blocking(move || look_at(&ring, &book, sweeping)).await;
        let complaint = match looked {
            Ok(Ok(complaint)) => complaint,
            Ok(Err(error)) => Some(error.to_string()),
            Err(_) => continue, // the program is ending
        };
        if let Some(complaint) = complaint.as_deref().filter(|complaint| told.as_deref() != Some(*complaint))
        {
            tracing::warn!("{complaint}");
        }
        told = complaint;
    }
}

fn look_at(secrets: &Secrets, record: &Record, sweeping: bool) -> Result<Option<String>, DeskError> {
    let now = Utc::now();
    if sweeping {
        secrets.sweep(now)?;
    }
    record.secrets_are(&secrets.list(&record.last_used())?, now);
    Ok(secrets.complaint())
}

fn every(period: Duration) -> Interval {
    let mut interval = interval(period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}
