//! What the owner must hear of even if it happened while nobody looked. Kept until dismissed.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{DeskError, ErrorCode, Folder, file};

/// Something that happened to the shop's data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Notice {
    /// What happened.
    pub kind: NoticeKind,
    /// The file it happened to.
    pub path: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The kinds of notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum NoticeKind {
    /// The database was damaged. It was kept under the path, untouched, and a new one begun.
    DatabaseKeptAside,
}

const FILE: &str = "notice.json";

impl Notice {
    pub(crate) fn of(folder: &Folder) -> Option<Self> {
        file::read(&folder.file(FILE)).unwrap_or_else(|error| {
            tracing::debug!(%error, "no notice can be read"); // asked often; the store says what is wrong
            None
        })
    }

    pub(crate) fn dismiss(folder: &Folder) -> Result<(), DeskError> {
        match fs::remove_file(folder.file(FILE)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(DeskError::new(ErrorCode::Settings, format!("the notice cannot be dismissed: {error}")))
            }
            _ => Ok(()),
        }
    }
}

/// Moves a damaged database out of the way, with the files that SQLite keeps beside it, under a name of its own.
pub fn keep_aside(folder: &Folder, now: DateTime<Utc>) -> Result<Notice, DeskError> {
    let database = folder.database();
    let aside = free_name(&database, now);
    let failed = |error: std::io::Error| {
        let message = format!("{} is damaged and cannot be kept aside: {error}", database.display());
        DeskError::new(ErrorCode::DatabaseDamaged, message)
    };
    for companion in ["-wal", "-shm", ""] {
        match fs::rename(beside(&database, companion), beside(&aside, companion)) {
            Err(error) if companion.is_empty() || error.kind() != ErrorKind::NotFound => {
                return Err(failed(error));
            }
            _ => {}
        }
    }
    let notice = Notice { kind: NoticeKind::DatabaseKeptAside, path: aside.display().to_string(), at: now };
    file::replace(&folder.file(FILE), &notice)?;
    Ok(notice)
}

fn free_name(database: &Path, now: DateTime<Utc>) -> PathBuf {
    let stamp = now.format("%Y%m%d-%H%M%S%.3f");
    let name = |count: u32| database.with_file_name(format!("stampdesk-damaged-{stamp}-{count}.db"));
    (1..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(suffix);
    name.into()
}
