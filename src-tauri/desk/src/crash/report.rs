//! The report of a failure: a text that a person can read before passing it on. What, where and when; nothing of what is
//! stored, no secret, no name.

use std::backtrace::Backtrace;
use std::collections::HashSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::panic::{Location, PanicHookInfo};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::thread;

use chrono::{DateTime, NaiveDateTime, SecondsFormat, Utc};
use serde::Serialize;

use super::{Reached, message, system};
use crate::{DeskError, ErrorCode, Folder, folder, platform};

/// So many reports are kept; the oldest go first.
const KEPT: usize = 20;
/// So many are written in one run at the most, however often it fails.
const A_RUN: usize = 10;
/// A report's name, so that names are in the order of time.
const NAME: &str = "%Y-%m-%dT%H-%M-%S%.3fZ.txt";
/// Beside them: the name of the newest that the owner has read.
const READ: &str = "read";

/// What a report is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// A part of the program panicked.
    Panic {
        /// The place in the program's text.
        place: String,
        /// The name of the thread, which is no person's.
        thread: String,
        /// What may be repeated of what it said.
        message: &'static str,
        /// How it came there.
        backtrace: String,
    },
    /// A start ended before the window was there, and nobody could say why: it was killed, or the power failed.
    Start {
        /// When it began.
        began_at: DateTime<Utc>,
        /// How far it had come.
        reached: Reached,
    },
}

/// A kept report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CrashReport {
    /// When it was written.
    pub at: DateTime<Utc>,
    /// The whole of it.
    pub text: String,
}

/// The reports of a data folder.
#[derive(Debug, Clone)]
pub struct CrashReports(PathBuf);

impl CrashReports {
    /// Those of `folder`.
    pub fn of(folder: &Folder) -> Self {
        Self(folder.file("crashes"))
    }

    /// All of them, newest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn list(&self) -> Result<Vec<CrashReport>, DeskError> {
        let read = |name: &String| Some(CrashReport { at: time(name)?, text: self.text(name)? });
        Ok(self.names().map_err(unread)?.iter().rev().filter_map(read).collect())
    }

    /// All of them as one text to pass on, newest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn text_of_all(&self) -> Result<String, DeskError> {
        let texts: Vec<String> = self.list()?.into_iter().map(|report| report.text).collect();
        Ok(texts.join("\n\n----------------------------------------\n\n"))
    }

    /// How many the owner has not read.
    pub fn unread(&self) -> u32 {
        let read = fs::read_to_string(self.0.join(READ)).unwrap_or_default();
        let newer = self.names().unwrap_or_default().into_iter().filter(|name| *name > read).count();
        u32::try_from(newer).unwrap_or(u32::MAX)
    }

    /// The owner has read all there are.
    ///
    /// # Errors
    /// When that cannot be noted.
    pub fn all_read(&self) -> Result<(), DeskError> {
        let Some(newest) = self.names().map_err(unread)?.pop() else { return Ok(()) };
        fs::write(self.0.join(READ), newest).map_err(unread)
    }

    /// Keeps a report of `failure`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, failure: &Failure, now: DateTime<Utc>) -> io::Result<PathBuf> {
        folder::make_private(&self.0)?;
        let path = self.0.join(now.format(NAME).to_string());
        let mut file = platform::private_file(OpenOptions::new().write(true).create(true)).open(&path)?;
        file.write_all(self.anonymous(&text(failure, now)).as_bytes())?;
        let names = self.names()?;
        for old in &names[..names.len().saturating_sub(KEPT)] {
            fs::remove_file(self.0.join(old))?;
        }
        Ok(path)
    }

    /// Whether one was written after `then`.
    pub fn any_after(&self, then: DateTime<Utc>) -> bool {
        let names = self.names().unwrap_or_default();
        names.last().and_then(|name| time(name)).is_some_and(|newest| newest > then)
    }

    /// Their names, oldest first.
    fn names(&self) -> io::Result<Vec<String>> {
        let files = match fs::read_dir(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            files => files?,
        };
        let names = files.flatten().filter_map(|file| file.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter(|name| time(name).is_some()).collect();
        names.sort();
        Ok(names)
    }

    fn text(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.0.join(name)).ok()
    }

    /// Where this shop's data and its user's home are is nobody's business, and a home bears its owner's name.
    fn anonymous(&self, text: &str) -> String {
        let data = self.0.parent().map(|folder| folder.display().to_string());
        let home = std::env::home_dir().map(|home| home.display().to_string());
        [(data, "<data>"), (home, "~")].into_iter().fold(
            text.to_owned(),
            |text, (path, instead)| match path {
                Some(path) if path.len() > 1 => text.replace(&path, instead),
                _ => text,
            },
        )
    }
}

/// From now on a panic anywhere in this process leaves a report in `folder`, one for each place in the program's text.
pub fn watch_over(folder: &Folder) {
    let reports = CrashReports::of(folder);
    let known = Mutex::new(HashSet::new());
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(Location::to_string).unwrap_or_default();
        tracing::error!(place, message = message::harmless(panic.payload()), "the program failed");
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= A_RUN || !known.insert(place.clone()) {
            return;
        }
        if let Err(error) = reports.keep(&failure(panic, place), Utc::now()) {
            tracing::error!(%error, "no report could be written");
        }
    }));
}

fn failure(panic: &PanicHookInfo<'_>, place: String) -> Failure {
    Failure::Panic {
        place,
        thread: thread::current().name().unwrap_or("unnamed").to_owned(),
        message: message::harmless(panic.payload()),
        backtrace: Backtrace::force_capture().to_string(),
    }
}

fn text(failure: &Failure, now: DateTime<Utc>) -> String {
    let (what, details) = match failure {
        Failure::Panic { place, thread, message, backtrace } => (
            "a part of the program failed",
            format!("Where    {place}, thread {thread}\nMessage  {message}\n\nBacktrace\n{backtrace}"),
        ),
        Failure::Start { began_at, reached } => (
            "a start did not come to its end",
            format!("Began    {}\nReached  {}\n", second(*began_at), reached.words()),
        ),
    };
    format!(
        "Stampdesk problem report\nIt holds nothing of what is stored, no secret and no name.\n\n\
         What     {what}\nWhen     {}\nVersion  {}\nSystem   {}\n{details}",
        second(now),
        env!("CARGO_PKG_VERSION"),
        system::name(),
    )
}

fn second(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn time(name: &str) -> Option<DateTime<Utc>> {
    NaiveDateTime::parse_from_str(name, NAME).ok().map(|time| time.and_utc())
}

fn unread(error: io::Error) -> DeskError {
    DeskError::new(ErrorCode::Storage, format!("the problem reports: {error}"))
}
