//! The shop's data on this PC: how much there is, since when, and how safe it is.

use std::fs;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::{BackupState, Desk, DeskError, Folder, Reader};

/// The data at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DataState {
    /// What the database takes on the disk.
    pub bytes: u64,
    /// Deliveries in the log.
    pub events: i64,
    /// Customers known.
    pub customers: i64,
    /// When the first event happened that counts for a customer.
    pub oldest_event_at: Option<DateTime<Utc>>,
    /// What is left on that disk; `None` when the system does not tell.
    pub free_disk_bytes: Option<u64>,
    /// How the backups stand.
    pub backups: BackupState,
}

impl DataState {
    /// That of `folder`, whose ledger `reader` reads. Counts: may take a moment, and may wait for the backups' folder.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn of(folder: &Folder, reader: &Reader) -> Result<Self, DeskError> {
        let held = reader.contents()?;
        let files = ["stampdesk.db", "stampdesk.db-wal", "stampdesk.db-shm"];
        let size = |name| fs::metadata(folder.file(name)).map_or(0, |file| file.len());
        Ok(Self {
            bytes: files.into_iter().map(size).sum(),
            events: held.events,
            customers: held.customers,
            oldest_event_at: held.oldest_event_at,
            free_disk_bytes: fs4::available_space(folder.path()).ok(),
            backups: BackupState::of(folder),
        })
    }
}

impl Desk {
    /// The shop's data on this PC.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn data(&self) -> Result<DataState, DeskError> {
        let (folder, reader) = (self.shared.folder.clone(), self.reader()?);
        self.blocking(move || DataState::of(&folder, &reader)).await
    }
}
