//! What the program does about its own failures. A part that panics is begun again, and the status says so; what went wrong
//! is kept as a report for the owner to pass on; and after two starts that came to nothing the third is a safe one.

mod lives;
mod message;
mod report;
mod starts;
mod system;

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use serde::Serialize;

pub(crate) use lives::Lives;
pub use lives::again;
pub use report::{CrashReport, CrashReports, watch_over};
pub use starts::{Reached, Start};

/// How well this program itself holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Crash {
    /// Why it runs in safe mode, while it does: stored data are shown, nothing listens, and nothing is written but what the
    /// owner does.
    pub safe: Option<Safe>,
    /// The last part that failed in this run and was begun again.
    pub restarted: Option<Restarted>,
    /// Reports that the owner has not read.
    pub unread: u32,
}

/// Why safe mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Safe {
    /// Two starts in a row came to nothing.
    FailedStarts,
    /// It was asked for, with `--safe`.
    Asked,
}

/// A part of the program that failed and was begun again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Restarted {
    /// Which.
    pub part: Part,
    /// When it failed.
    pub at: DateTime<Utc>,
    /// How often parts have failed in this run.
    pub times: u32,
}

/// The parts that can fail by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Part {
    /// The door, and who keeps it.
    Listening,
    /// The tunnel, and the question from outside.
    Road,
    /// The daily backup.
    Backups,
    /// What is looked after beside them: the clock, the secrets, totals, the record of the border.
    Upkeep,
    /// What tells the window of changes.
    Window,
}

/// What failed in this run.
#[derive(Debug, Default)]
pub struct Failures(Mutex<Option<Restarted>>);

impl Failures {
    /// That part failed, and is begun again.
    pub fn note(&self, part: Part) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let times = last.map_or(0, |last| last.times) + 1;
        *last = Some(Restarted { part, at: Utc::now(), times });
        tracing::error!(?part, times, "a part of the program failed; it is begun again");
    }

    /// The last that did.
    pub fn last(&self) -> Option<Restarted> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
