//! What can go wrong with the database file, told apart by what its owner has to do.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// The ledger cannot be opened, read or written.
#[derive(Debug, Clone, thiserror::Error)]
pub enum LedgerError {
    /// The file was written by a later version of this program. It was not touched.
    #[error("{} was written by a newer version of Stampdesk; install that version or a later one", path.display())]
    Newer {
        /// The database file.
        path: PathBuf,
    },
    /// The file is not a sound SQLite database.
    #[error("{} is damaged: {detail}", path.display())]
    Damaged {
        /// The database file.
        path: PathBuf,
        /// SQLite's words.
        detail: String,
    },
    /// The file or its folder cannot be written.
    #[error("{} cannot be written: {detail}", path.display())]
    Unwritable {
        /// The database file.
        path: PathBuf,
        /// The system's words.
        detail: String,
    },
    /// Another program holds the write lock, or too many deliveries are waiting.
    #[error("the database is busy; nothing was stored, try again in a moment")]
    Busy,
    /// The disk is full.
    #[error("the disk is full; nothing was stored")]
    Full,
    /// What was spoken of is not known here.
    #[error("no {0} of this kind is known on this PC")]
    Unknown(&'static str),
    /// Anything else SQLite reports.
    #[error("the database failed: {0}")]
    Failed(String),
}

impl LedgerError {
    /// Sorts SQLite's error on the file at `path`.
    pub(crate) fn sort(path: &Path, error: &rusqlite::Error) -> Self {
        let (path, detail) = (path.to_path_buf(), error.to_string());
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged { path, detail },
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                Self::Unwritable { path, detail }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::Full,
            _ => Self::Failed(detail),
        }
    }
}
