//! Notices commits, whoever made them: another program may write to the same ledger.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::{LedgerError, store};

/// A look-out on a ledger.
#[derive(Debug)]
pub struct Watch {
    path: PathBuf,
    connection: Connection,
    version: i64,
}

impl Watch {
    /// Begins to watch the database at `path`.
    ///
    /// # Errors
    /// [`LedgerError`] when it cannot be read.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        let connection = store::open_to_read(path)?;
        let mut watch = Self { path: path.to_path_buf(), connection, version: 0 };
        watch.moved()?;
        Ok(watch)
    }

    /// Whether anything was committed since the last look, in this process or another.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn moved(&mut self) -> Result<bool, LedgerError> {
        if !store::has_file(&self.connection) && self.path.exists() {
            self.connection = store::open_to_read(&self.path)?;
            self.version = if store::has_file(&self.connection) { 0 } else { self.version }; // no version is 0
        }
        let version: i64 = self
            .connection
            .pragma_query_value(None, "data_version", |row| row.get(0))
            .map_err(|error| LedgerError::sort(&self.path, &error))?;
        Ok(std::mem::replace(&mut self.version, version) != version)
    }
}
