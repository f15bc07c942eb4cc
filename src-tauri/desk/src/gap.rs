//! Times in which this PC slept or its clock was moved: nothing could arrive then, and the times on either side do not
//! add up.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How far the clock may stray between two looks. A busy PC is late by seconds, and time servers correct by less.
const ALLOWED: TimeDelta = TimeDelta::seconds(60);

/// A leap of the clock, as this PC saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Gap {
    /// What the clock said before.
    pub from: DateTime<Utc>,
    /// What it said next. Earlier than `from`, where the clock was set back.
    pub to: DateTime<Utc>,
}

impl Gap {
    /// The leap between two looks at the clock that lie no more than seconds apart, if there was one; `elapsed` is the
    /// time between them on a clock that nobody sets.
    ///
    /// Forward it counts by the wall clock alone, since some systems' unset clock goes on while the PC sleeps: whichever
    /// it was, nobody was awake to look.
    pub fn between(before: DateTime<Utc>, after: DateTime<Utc>, elapsed: Duration) -> Option<Self> {
        let moved = after - before;
        let elapsed = TimeDelta::from_std(elapsed).unwrap_or(TimeDelta::MAX);
        let set_back = moved.checked_sub(&elapsed).is_none_or(|beyond| beyond < -ALLOWED);
        (moved > ALLOWED || set_back).then_some(Self { from: before, to: after })
    }

    /// The clock was set back; otherwise this PC slept, stood still or its clock was put forward.
    pub fn is_set_back(&self) -> bool {
        self.to < self.from
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.is_set_back() {
            "the clock of this PC was set back"
        } else {
            "this PC slept or stood still, or its clock was put forward"
        };
        write!(out, "{what}: from {} to {}", self.from, self.to)
    }
}
