//! Silence: how long nothing has come in, and whether that is usual for this weekday and time of day.
//!
//! The stretch that is silent now is laid over the eight weeks before. It is unusual when most of them had events in it. An
//! hour at either end of it is left out: a day may end an hour early or begin an hour late. For why, see
//! docs/decisions/0021-health.md.

use std::ops::Range;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;

use crate::table::delivery;
use crate::time::Micros;
use crate::{LedgerError, Reader};

/// So many weeks are looked back on.
const WEEKS: u32 = 8;
/// Fewer weeks of history say nothing of what is usual.
const FEWEST: u32 = 4;
/// So much of the silence is left out at either end.
const MARGIN: TimeDelta = TimeDelta::hours(1);
const WEEK: TimeDelta = TimeDelta::days(7);

/// The shop's calendar: the moment so many weeks before, at the same time of day.
pub trait WeeksBefore: Fn(DateTime<Utc>, u32) -> DateTime<Utc> {}

impl<F: Fn(DateTime<Utc>, u32) -> DateTime<Utc>> WeeksBefore for F {}

/// How long nothing has come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Silence {
    /// When the newest event came in that was no test; `None` when none ever did.
    pub last_event_at: Option<DateTime<Utc>>,
    /// For how many seconds nothing has come in since.
    pub quiet_for: Option<i64>,
    /// What the weeks before were like; `None` before there are four of them.
    pub usual: Option<Usual>,
    /// In most of those weeks something had happened meanwhile.
    pub unusual: bool,
}

/// The weeks before, at the same weekday and time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Usual {
    /// How many weeks were looked at: eight, or as many as there are.
    pub weeks: u32,
    /// In how many of them something happened in the stretch that is silent now.
    pub busy: u32,
}

impl Silence {
    /// The silence between `last` and `now`, in a history that begins at `first`; `happened` says whether something
    /// happened in a stretch of time.
    ///
    /// # Errors
    /// That of `happened`.
    pub fn of<E>(
        (first, last): (DateTime<Utc>, DateTime<Utc>),
        now: DateTime<Utc>,
        weeks_before: impl WeeksBefore,
        mut happened: impl FnMut(Range<DateTime<Utc>>) -> Result<bool, E>,
    ) -> Result<Self, E> {
        let quiet = (now - last).max(TimeDelta::zero());
        let mut usual = Usual { weeks: 0, busy: 0 };
        for stretch in stretches(last, now, weeks_before).filter(|stretch| first <= stretch.start) {
            usual.weeks += 1;
            usual.busy += u32::from(happened(stretch)?);
        }
        let usual = Some(usual).filter(|usual| usual.weeks >= FEWEST);
        Ok(Self {
            last_event_at: Some(last),
            quiet_for: Some(quiet.num_seconds()),
            unusual: usual.is_some_and(|usual| usual.busy * 2 > usual.weeks),
            usual,
        })
    }

    fn of_nothing() -> Self {
        Self { last_event_at: None, quiet_for: None, usual: None, unusual: false }
    }
}

/// The silent stretch, without its margins, in each of the eight weeks before the silence began. One that lasts for more
/// than a week is compared with whole weeks.
fn stretches(
    last: DateTime<Utc>,
    now: DateTime<Utc>,
    weeks_before: impl WeeksBefore,
) -> impl Iterator<Item = Range<DateTime<Utc>>> {
    let silent_weeks = u32::try_from((now - last).num_weeks()).unwrap_or(0);
    let start = last.max(now - WEEK) + MARGIN;
    let end = (now - MARGIN).max(start);
    (1..=WEEKS)
        .map(move |week| silent_weeks + week)
        .map(move |weeks| weeks_before(start, weeks)..weeks_before(end, weeks))
}

/// By when things happened, of customers who were forgotten since too.
const HAPPENED: &str =
    "SELECT EXISTS (SELECT 1 FROM event WHERE occurred_at >= ?1 AND occurred_at < ?2 AND set_aside IS NULL)
     OR EXISTS (SELECT 1 FROM remainder WHERE occurred_at >= ?1 AND occurred_at < ?2)";

const FIRST: &str = "SELECT occurred_at FROM event WHERE occurred_at IS NOT NULL AND set_aside IS NULL
     ORDER BY occurred_at LIMIT 1";

impl Reader {
    /// How long nothing has come in at `now`, and whether that is usual.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn silence(
        &self,
        now: DateTime<Utc>,
        weeks_before: impl WeeksBefore,
    ) -> Result<Silence, LedgerError> {
        self.read(|connection| {
            let Some(last) = delivery::newest_received_at(connection)? else {
                return Ok(Silence::of_nothing());
            };
            let first = first_event_at(connection)?.unwrap_or(last);
            let mut happened = connection.prepare_cached(HAPPENED)?;
            Silence::of((first, last), now, weeks_before, |stretch| {
                happened.query_row([Micros(stretch.start), Micros(stretch.end)], |row| row.get(0))
            })
        })
    }
}

fn first_event_at(connection: &Connection) -> rusqlite::Result<Option<DateTime<Utc>>> {
    let first = connection.prepare_cached(FIRST)?.query_row([], |row| row.get::<_, Micros>(0)).optional()?;
    Ok(first.map(|time| time.0))
}
