//! What every face may be told has failed: a closed set of codes, and words for whoever reads English.

use ledger::LedgerError;
use loyalite::MalformedCode;
use reach::NoWay;
use serde::Serialize;

/// A failure, as it crosses into the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[error("{message}")]
pub struct DeskError {
    /// What kind; the window has its own words for each.
    pub code: ErrorCode,
    /// What happened and what to do.
    pub message: String,
}

/// The kinds of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum ErrorCode {
    /// What was typed is no customer code.
    MalformedCode,
    /// The database was written by a newer version.
    DatabaseNewer,
    /// The database file is damaged.
    DatabaseDamaged,
    /// Another program holds the database.
    DatabaseBusy,
    /// The data folder cannot be written.
    DataFolderUnwritable,
    /// What was spoken of is not known on this PC.
    Unknown,
    /// Anything else about storage.
    Storage,
    /// The settings or secrets cannot be read or kept.
    Settings,
    /// The address that was chosen cannot be listened on.
    Address,
    /// What was chosen is no way from the internet to this PC.
    Way,
    /// What was said is too long, or a reason is missing.
    Words,
    /// Nothing can be signed: there is no signing secret, or none that can be read.
    NoSecret,
    /// No backup could be made, or what was to be restored is none.
    Backup,
    /// The passphrase of a backup is missing, too short or another one.
    Passphrase,
    /// It is for the owner, and nobody has unlocked with the PIN.
    Locked,
    /// That is not the owner's PIN.
    WrongPin,
    /// After too many wrong PINs none is tried for a while.
    PinWait,
    /// What was typed can be no PIN, or the PIN cannot be read or kept.
    Pin,
}

impl DeskError {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl From<LedgerError> for DeskError {
    fn from(error: LedgerError) -> Self {
        let code = match &error {
            LedgerError::Newer { .. } => ErrorCode::DatabaseNewer,
            LedgerError::Damaged { .. } => ErrorCode::DatabaseDamaged,
            LedgerError::Unwritable { .. } => ErrorCode::DataFolderUnwritable,
            LedgerError::Busy => ErrorCode::DatabaseBusy,
            LedgerError::Unknown(_) => ErrorCode::Unknown,
            LedgerError::Full | LedgerError::Failed(_) => ErrorCode::Storage,
        };
        Self::new(code, error.to_string())
    }
}

impl From<NoWay> for DeskError {
    fn from(error: NoWay) -> Self {
        Self::new(ErrorCode::Way, error.to_string())
    }
}

impl From<MalformedCode> for DeskError {
    fn from(error: MalformedCode) -> Self {
        Self::new(ErrorCode::MalformedCode, error.to_string())
    }
}
