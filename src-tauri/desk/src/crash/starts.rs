//! Starts that came to nothing. A start holds once the window has asked for the desk's status and ten seconds have passed,
//! or when the owner quits it. Two in a row that did not make the third one safe; so does each one after it, until one holds
//! or half a day has passed: yesterday's trouble may have gone with the night.

use std::fs::{File, TryLockError};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::report::{CrashReports, Failure};
use crate::{Folder, file, folder};

/// After so many that failed in a row the next is a safe one.
const FAILED: usize = 2;
/// So long a failed start counts.
const COUNTS_FOR: TimeDelta = TimeDelta::hours(12);
const FILE: &str = "starts.json";

/// How far a start has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reached {
    /// The program began.
    Begun,
    /// The data are open.
    DeskOpen,
    /// The window is there, and has asked how things are.
    WindowAsked,
}

impl Reached {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Begun => "the program had begun; its data were not open yet",
            Self::DeskOpen => "the data were open; the window was not there yet",
            Self::WindowAsked => "the window was there, for less than ten seconds",
        }
    }
}

/// This start of the program.
#[derive(Debug)]
pub struct Start {
    folder: Folder,
    failed: usize,
    kept: Mutex<Kept>,
    /// Of all windows on one folder only the first counts: another brings that one to the front, and ends.
    counts: Option<File>,
}

/// Those that have not held, oldest first; the last is this one.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    version: String,
    unproven: Vec<Unproven>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Unproven {
    at: DateTime<Utc>,
    reached: Reached,
}

impl Start {
    /// Looks at those before it, and leaves a report of the last where that failed without one.
    pub fn begin(folder: &Folder, now: DateTime<Utc>) -> Self {
        let counts = lock(folder);
        let mut kept = file::read::<Kept>(&folder.file(FILE)).ok().flatten().unwrap_or_default();
        let ago = |start: &Unproven| now - start.at;
        // Another version may have mended it.
        let same = kept.version == env!("CARGO_PKG_VERSION");
        kept.unproven.retain(|start| same && ago(start) < COUNTS_FOR && ago(start) >= TimeDelta::zero());
        let failed = kept.unproven.len();
        if counts.is_some() {
            kept.unproven.last().into_iter().for_each(|last| report(folder, last, now));
            env!("CARGO_PKG_VERSION").clone_into(&mut kept.version);
        }
        Self { folder: folder.clone(), failed, kept: Mutex::new(kept), counts }
    }

    /// Whether too many before it came to nothing.
    pub fn is_to_be_safe(&self) -> bool {
        self.failed >= FAILED
    }

    /// It is no safe one: until it holds it counts as failed.
    pub fn tries(&self, now: DateTime<Utc>) {
        self.change(|starts| starts.push(Unproven { at: now, reached: Reached::Begun }));
    }

    /// It has come so far.
    pub fn reached(&self, reached: Reached) {
        self.change(|starts| starts.iter_mut().skip(self.failed).for_each(|start| start.reached = reached));
    }

    /// It has held: nothing before it counts any more.
    pub fn holds(&self) {
        self.change(Vec::clear);
    }

    /// It ends as it was told to: whether it would have held, nobody knows.
    pub fn proves_nothing(&self) {
        self.change(|starts| starts.truncate(self.failed));
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Unproven>)) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut kept.unproven);
        if self.counts.is_none() {
            return;
        }
        if let Err(error) = file::replace(&self.folder.file(FILE), &*kept) {
            tracing::warn!(%error, "this start is not counted");
        }
    }
}

/// What is held as long as the program runs, however it ends; `None` where another has it.
fn lock(folder: &Folder) -> Option<File> {
    folder::make_private(folder.path()).ok()?;
    let path = folder.file("starts.lock");
    let file = File::options().create(true).truncate(false).write(true).open(path).ok()?;
    match file.try_lock() {
        Ok(()) => Some(file),
        Err(TryLockError::WouldBlock) => None,
        Err(TryLockError::Error(error)) => {
            tracing::warn!(%error, "starts are not counted");
            None
        }
    }
}

fn report(folder: &Folder, last: &Unproven, now: DateTime<Utc>) {
    let reports = CrashReports::of(folder);
    if reports.any_after(last.at) {
        return; // it said itself what was wrong
    }
    let failure = Failure::Start { began_at: last.at, reached: last.reached };
    if let Err(error) = reports.keep(&failure, now) {
        tracing::warn!(%error, "no report of the last start could be written");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> DateTime<Utc> {
        format!("2026-11-23T{time}Z").parse().expect("a time")
    }

    /// A start at that time that is killed.
    fn killed(folder: &Folder, time: &str) -> bool {
        let start = Start::begin(folder, at(time));
        let safe = start.is_to_be_safe();
        if !safe {
            start.tries(at(time));
            start.reached(Reached::DeskOpen);
        }
        safe
    }

    fn shop() -> (tempfile::TempDir, Folder) {
        let home = tempfile::tempdir().expect("room for temporary files");
        let folder = Folder::locate(Some(home.path().to_path_buf())).expect("it was told where");
        (home, folder)
    }

    #[test]
    fn two_that_failed_make_each_further_one_safe_until_one_holds() {
        let (_home, folder) = shop();
        let safe = ["08:00:00", "08:00:10", "08:01:00", "08:02:00"].map(|time| killed(&folder, time));
        assert_eq!(safe, [false, false, true, true]);
        let start = Start::begin(&folder, at("08:03:00"));
        assert!(start.is_to_be_safe());
        start.tries(at("08:03:10")); // the owner starts normally
        start.holds();
        drop(start);
        assert!(!killed(&folder, "08:04:00") && !killed(&folder, "08:05:00"), "it is counted anew");
        assert!(killed(&folder, "08:06:00"));
    }

    #[test]
    fn one_that_the_owner_ends_is_no_failure_and_proves_nothing() {
        let (_home, folder) = shop();
        assert!(!killed(&folder, "08:00:00"));
        let start = Start::begin(&folder, at("08:01:00"));
        start.tries(at("08:01:00"));
        start.proves_nothing();
        drop(start);
        assert!(!killed(&folder, "08:02:00"), "only one has failed until now");
        assert!(killed(&folder, "08:03:00"), "but that one still counts");
    }

    #[test]
    fn yesterdays_trouble_is_forgotten() {
        let (_home, folder) = shop();
        assert!(!killed(&folder, "08:00:00") && !killed(&folder, "08:00:10"));
        assert!(!killed(&folder, "20:01:00"));
    }

    #[test]
    fn a_second_window_that_only_brings_the_first_to_the_front_counts_for_nothing() {
        let (_home, folder) = shop();
        let first = Start::begin(&folder, at("08:00:00"));
        first.tries(at("08:00:00"));
        for _ in 0..3 {
            killed(&folder, "08:00:01");
        }
        drop(first);
        assert!(!Start::begin(&folder, at("08:00:02")).is_to_be_safe(), "one start failed");
    }

    #[test]
    fn each_failed_start_leaves_one_report_that_says_how_far_it_came() {
        let (_home, folder) = shop();
        for time in ["08:00:00", "08:01:00", "08:02:00", "08:03:00"] {
            killed(&folder, time);
        }
        let reports = CrashReports::of(&folder).list().expect("they can be read");
        let [second, first] = &reports[..] else { panic!("two starts failed: {reports:?}") };
        assert!(first.text.contains("Began    2026-11-23T08:00:00Z"), "{}", first.text);
        assert!(second.text.contains("the data were open; the window was not there yet"), "{}", second.text);
        assert_eq!(CrashReports::of(&folder).unread(), 2);
    }
}
