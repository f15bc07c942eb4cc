//! Why no backup was made, told apart by what its owner has to do.

use std::io::{self, ErrorKind};

use ledger::LedgerError;
use serde::{Deserialize, Serialize};

use crate::{DeskError, ErrorCode};

/// No backup was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// What kind.
    pub kind: FaultKind,
    /// What happened and what to do.
    pub message: String,
}

/// The kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum FaultKind {
    /// The folder is not there: the stick is unplugged, the network drive is away.
    NotThere,
    /// It cannot be written.
    ReadOnly,
    /// There is no room in it.
    Full,
    /// This PC's disk has no room for the copy that is made first.
    ThisPcFull,
    /// It is to be encrypted, and no passphrase is kept, or it lies in a keychain that cannot be reached.
    NoPassphrase,
    /// What was read back is not what was written: the disk or stick is failing.
    Unsound,
    /// Anything else.
    Failed,
}

impl Fault {
    pub(super) fn new(kind: FaultKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// The system's word on writing `what`.
    pub(super) fn writing(what: &std::path::Path, error: &io::Error) -> Self {
        let (kind, why) = match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => (FaultKind::NotThere, "it is not there".into()),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                (FaultKind::Full, "there is no room left".into())
            }
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => {
                (FaultKind::ReadOnly, "it cannot be written".into())
            }
            ErrorKind::FileTooLarge => {
                (FaultKind::Full, "its file system takes no file that large (FAT32: 4 GB)".into())
            }
            _ => (FaultKind::Failed, error.to_string()),
        };
        Self::new(kind, format!("no backup in {}: {why}", what.display()))
    }
}

impl From<LedgerError> for Fault {
    fn from(error: LedgerError) -> Self {
        let kind = match &error {
            LedgerError::Full => FaultKind::ThisPcFull,
            _ => FaultKind::Failed,
        };
        Self::new(kind, format!("no backup: {error}"))
    }
}

impl From<Fault> for DeskError {
    fn from(fault: Fault) -> Self {
        let code = match fault.kind {
            FaultKind::NoPassphrase => ErrorCode::Passphrase,
            _ => ErrorCode::Backup,
        };
        Self::new(code, fault.message)
    }
}
