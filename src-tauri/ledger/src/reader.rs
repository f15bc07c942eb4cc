//! Read-only connections, kept open and lent out one at a time.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

use crate::LedgerError;
use crate::store::{self, has_file};

/// Connections kept for the next reader; more may be open at once. One without a file is not kept: there may be a database
/// by the next question.
const KEPT: usize = 4;

/// The reading side of a ledger. Works beside a writer, in this process or another.
#[derive(Debug)]
pub struct Reader {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Reader {
    /// Opens the database at `path` to read. Where there is none yet, every answer is an empty one.
    ///
    /// # Errors
    /// [`LedgerError`] when it is newer, damaged or not readable.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        let first = Some(store::open_to_read(path)?).filter(has_file);
        Ok(Self { path: path.to_path_buf(), idle: Mutex::new(first.into_iter().collect()) })
    }

    /// Runs `query` on a read-only connection, within one transaction: all it sees is of one moment.
    pub(crate) fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, LedgerError> {
        let lent = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = lent.map_or_else(|| store::open_to_read(&self.path), Ok)?;
        let result = connection.transaction().and_then(|moment| query(&moment));
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT && result.is_ok() && has_file(&connection) {
            idle.push(connection);
        }
        result.map_err(|error| LedgerError::sort(&self.path, &error))
    }
}
