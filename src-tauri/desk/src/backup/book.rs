//! `backup.json` in the data folder: what became of the last backups, and which of the files in the owner's folder this desk
//! made. Only those may it ever remove.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::fault::{Fault, FaultKind};
use crate::{DeskError, Folder, file};

const FILE: &str = "backup.json";

/// What is known of the backups.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Book {
    /// The last one that was made and proven, in the folder of the settings.
    pub last_good: Option<Made>,
    /// Why there is none newer, if one was tried.
    pub last_fault: Option<BackupFault>,
    /// Those that this desk made and has not removed, oldest first.
    pub made: Vec<Made>,
    /// What is being written: not a backup yet. Left by a crash it is removed by the next one.
    pub writing: Option<PathBuf>,
}

/// A backup that was made and proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    pub folder: PathBuf,
    pub name: String,
    /// The moment that it is of.
    pub at: DateTime<Utc>,
    pub size: u64,
    pub encrypted: bool,
}

/// Why the last try came to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BackupFault {
    /// When it was tried.
    pub at: DateTime<Utc>,
    /// What kind; the window has its own words for each.
    pub kind: FaultKind,
    /// What happened and what to do.
    pub message: String,
}

impl Book {
    /// The folder's; an empty one where it cannot be read: then no old backup is removed, but new ones are made.
    pub fn of(folder: &Folder) -> Self {
        file::read(&folder.file(FILE)).ok().flatten().unwrap_or_default()
    }

    /// Keeps it.
    pub fn keep(&self, folder: &Folder) -> Result<(), DeskError> {
        file::replace(&folder.file(FILE), self)
    }

    /// Notes what became of a try. That the folder is not there is noted once: since when it is so counts.
    pub fn failed(folder: &Folder, fault: &Fault, now: DateTime<Utc>) {
        let book = Self::of(folder);
        let same = |last: &BackupFault| last.kind == fault.kind && last.message == fault.message;
        let known = book.last_fault.as_ref().is_some_and(same);
        if !known {
            tracing::warn!("{fault}");
        }
        if known && fault.kind == FaultKind::NotThere {
            return;
        }
        let last_fault = Some(BackupFault { at: now, kind: fault.kind, message: fault.message.clone() });
        let noted = Self { last_fault, ..book }.keep(folder);
        noted.unwrap_or_else(|error| tracing::error!(%error, "what became of the backup"));
    }
}
