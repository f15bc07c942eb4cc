//! What the desk that listens looks after beside its door: the clock, and the secrets.

use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval};

use crate::desk::Shared;
use crate::{DeskError, Gap, Record, Secrets};

/// How often it looks.
const LOOK: Duration = Duration::from_secs(1);
/// How often secrets that expired are erased. They cease to count at once.
const SWEEP: Duration = Duration::from_secs(60);

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
