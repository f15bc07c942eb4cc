//! Keeping less, once a day and a little at a time: raw bodies older than the owner wants them whole.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Months, Utc};
use ledger::{LedgerError, Writer};
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep};

use crate::desk::Shared;

/// How often it looks whether the owner wants anything reduced, and how long after the desk opened it begins.
const LOOK: Duration = Duration::from_secs(60);
/// How long until it looks again at what has become old since.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Bodies looked at between two groups of deliveries: some milliseconds.
const BODIES: u32 = 200;
/// What is left to deliveries between two looks.
const BREATH: Duration = Duration::from_millis(100);

/// Reduces what has become old. Never ends.
pub async fn reduce_daily(writer: Arc<Writer>, shared: Arc<Shared>) {
    let mut look = interval_at(Instant::now() + LOOK, LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut done: Option<(u8, Instant)> = None;
    loop {
        look.tick().await;
        let Some(years) = shared.standing.borrow().settings.keep_raw_years else { continue };
        if done.is_some_and(|(before, at)| before == years && at.elapsed() < DAY) {
            continue;
        }
        let Some(before) = years_before(Utc::now(), years) else { continue };
        match reduce(&writer, before).await {
            Ok(bodies) => {
                if bodies > 0 {
                    tracing::info!(bodies, "old deliveries are reduced to what is read in them");
                }
                done = Some((years, Instant::now()));
            }
            Err(LedgerError::Busy) => {} // deliveries come first
            Err(error) => tracing::warn!(%error, "old deliveries stay whole for now"),
        }
    }
}

async fn reduce(writer: &Writer, before: DateTime<Utc>) -> Result<u64, LedgerError> {
    let mut bodies = 0;
    loop {
        let reduced = writer.reduce(before, Utc::now(), BODIES).await?;
        bodies += reduced.bodies;
        if !reduced.more {
            return Ok(bodies);
        }
        sleep(BREATH).await;
    }
}

fn years_before(now: DateTime<Utc>, years: u8) -> Option<DateTime<Utc>> {
    now.checked_sub_months(Months::new(12 * u32::from(years)))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[tokio::test]
    async fn all_that_is_old_is_reduced_however_many_looks_it_takes() {
        let folder = tempfile::tempdir().unwrap();
        let writer = Writer::start(&folder.path().join("stampdesk.db")).unwrap();
        let body = include_str!("../../loyalite/fixtures/stamp.earned.json");
        let now = Utc::now();
        let before = years_before(now, 3).unwrap();
        let many = BODIES + 50;
        for number in 0..many {
            let body = body.replace("3fa85f64", &format!("{number:08x}"));
            writer.deliver(body.into_bytes(), before - TimeDelta::days(1)).await.unwrap();
        }
        writer.deliver(body.into(), before + TimeDelta::days(1)).await.unwrap();
        assert_eq!(
            reduce(&writer, before).await.unwrap(),
            u64::from(many),
            "but not the one that is younger"
        );
        assert_eq!(reduce(&writer, before).await.unwrap(), 0, "that is done once");
    }
}
