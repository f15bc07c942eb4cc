//! The one place that opens SQLite.

use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, MigrationDefinitionError, Migrations};

use crate::{LedgerError, rebuild, search};

/// How long a write waits for another program's write before it is told to try again.
const BUSY: Duration = Duration::from_secs(5);
/// Up to this size a file is looked through when it is opened to be written, which takes some milliseconds; larger ones by
/// `check`: a start must not take longer for a longer history.
const QUICK_CHECK_BYTES: u64 = 4 << 20;

/// Pages that may wait in the write-ahead log until a commit moves them itself: only when `writer::checkpoint` falls behind.
const BACKLOG_PAGES: u32 = 16_000;

/// Room for pages of who writes, in KiB: the inner pages of ten years' indexes stay at hand.
const ROOM: i64 = 16 << 10;

/// The tables, made anew. Only the log is migrated.
pub const TABLES: &str = include_str!("schema/tables.sql");
/// Their counts, made once they are filled.
pub const COUNTS: &str = include_str!("schema/counts.sql");
/// Their indexes, made once they are filled.
pub const INDEXES: &str = include_str!("schema/indexes.sql");

static MIGRATIONS: LazyLock<Migrations<'static>> = LazyLock::new(|| {
    Migrations::new(vec![
        M::up(include_str!("schema/log_1.sql")),
        M::up(include_str!("schema/log_2.sql")),
        M::up(include_str!("schema/log_3.sql")),
        M::up(include_str!("schema/log_4.sql")),
    ])
});

/// Opens the database at `path` to write it: created when missing, brought up to date when older, refused untouched when
/// newer or damaged.
pub fn open(path: &Path) -> Result<Connection, LedgerError> {
    let sort = |error: &rusqlite::Error| LedgerError::sort(path, error);
    let mut connection = Connection::open(path).map_err(|error| sort(&error))?;
    refuse_read_only(&connection, path)?;
    refuse_newer(&connection, path)?;
    set_up(&connection).map_err(|error| sort(&error))?;
    if std::fs::metadata(path).is_ok_and(|file| file.len() <= QUICK_CHECK_BYTES) {
        sound(&connection, path)?;
    }
    copy_before_migration(&connection, path)?;
    bring_up_to_date(&mut connection, path)?;
    Ok(connection)
}

/// Before an older log is migrated, a copy of the whole database is left beside it.
fn copy_before_migration(connection: &Connection, path: &Path) -> Result<(), LedgerError> {
    let failed = |error: &rusqlite::Error| LedgerError::sort(path, error);
    let version = log_version(connection).map_err(|error| failed(&error))?;
    let pending = MIGRATIONS.pending_migrations(connection).map_err(|error| migration_failed(path, error))?;
    if version == 0 || pending == 0 {
        return Ok(());
    }
    let name = |count: u32| path.with_file_name(format!("stampdesk-log-{version}-{count}.db"));
    let Some(copy) = (1..1000).map(name).find(|copy| !copy.exists()) else {
        return Err(LedgerError::Failed(
            "too many copies of earlier versions lie beside the database".into(),
        ));
    };
    if let Err(error) = connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()]) {
        drop(std::fs::remove_file(&copy)); // half a copy is none; that there is none is the error to tell
        return Err(failed(&error));
    }
    tracing::info!(copy = %copy.display(), "copied the database before bringing it up to date");
    Ok(())
}

/// Migrates the log, and fills the tables anew where another version filled them.
fn bring_up_to_date(connection: &mut Connection, path: &Path) -> Result<(), LedgerError> {
    MIGRATIONS.to_latest(connection).map_err(|error| migration_failed(path, error))?;
    let rebuilt = match rebuild::is_current(connection) {
        Ok(true) => return Ok(()),
        Ok(false) => rebuild::rebuild(connection),
        Err(error) => Err(error),
    };
    rebuilt.map(|_| ()).map_err(|error| LedgerError::sort(path, &error))
}

/// Opens the database at `path` to read only. Where there is none yet, an empty one in memory answers for it.
pub fn open_to_read(path: &Path) -> Result<Connection, LedgerError> {
    let sort = |error: &rusqlite::Error| LedgerError::sort(path, error);
    if is_missing(path)? {
        return empty(path);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| sort(&error))?;
    connection.busy_timeout(BUSY).and_then(|()| search::teach(&connection)).map_err(|error| sort(&error))?;
    refuse_newer(&connection, path)?;
    if log_version(&connection).map_err(|error| sort(&error))? == 0 {
        return empty(path); // who writes is just making it, or never came to
    }
    let migrated =
        MIGRATIONS.pending_migrations(&connection).map_err(|error| migration_failed(path, error))? == 0;
    if !migrated || !rebuild::is_current(&connection).map_err(|error| sort(&error))? {
        open(path)?; // written by an earlier version: brought up to date first
    }
    Ok(connection)
}

/// The version of the log; 0 where there is no log yet.
fn log_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Whether it is a database on the disk that answers, and not an empty one in its place.
pub fn has_file(connection: &Connection) -> bool {
    connection.path().is_some_and(|path| !path.is_empty())
}

fn is_missing(path: &Path) -> Result<bool, LedgerError> {
    path.try_exists()
        .map(|exists| !exists)
        .map_err(|error| LedgerError::Unwritable { path: path.into(), detail: error.to_string() })
}

/// What a ledger that was never opened would answer.
fn empty(path: &Path) -> Result<Connection, LedgerError> {
    let mut empty = Connection::open_in_memory().map_err(|error| LedgerError::sort(path, &error))?;
    bring_up_to_date(&mut empty, path)?;
    let emptied = empty.execute("DELETE FROM ledger", []).and_then(|_| search::teach(&empty));
    emptied.map_err(|error| LedgerError::sort(path, &error))?;
    Ok(empty)
}

fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "fullfsync", true)?; // macOS; no effect elsewhere
    connection.pragma_update(None, "secure_delete", true)?; // what is forgotten must not stand in free pages
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "wal_autocheckpoint", BACKLOG_PAGES)?;
    connection.pragma_update(None, "cache_size", -ROOM)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// One more connection to a database that is open to be written.
pub fn open_beside_writer(path: &Path) -> Result<Connection, LedgerError> {
    Connection::open(path)
        .and_then(|connection| set_up(&connection).map(|()| connection))
        .map_err(|error| LedgerError::sort(path, &error))
}

/// SQLite falls back to reading where it may not write; then every delivery would be accepted in vain.
fn refuse_read_only(connection: &Connection, path: &Path) -> Result<(), LedgerError> {
    match connection.is_readonly("main") {
        Ok(false) => Ok(()),
        Ok(true) => Err(LedgerError::Unwritable { path: path.into(), detail: "it is read-only".into() }),
        Err(error) => Err(LedgerError::sort(path, &error)),
    }
}

/// Refuses a ledger of a later version.
pub fn refuse_newer(connection: &Connection, path: &Path) -> Result<(), LedgerError> {
    match MIGRATIONS.pending_migrations(connection) {
        Ok(pending) if pending < 0 => Err(LedgerError::Newer { path: path.into() }),
        Ok(_) => Ok(()),
        Err(error) => Err(migration_failed(path, error)),
    }
}

fn sound(connection: &Connection, path: &Path) -> Result<(), LedgerError> {
    let verdict: String = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|error| LedgerError::sort(path, &error))?;
    if verdict == "ok" { Ok(()) } else { Err(LedgerError::Damaged { path: path.into(), detail: verdict }) }
}

fn migration_failed(path: &Path, error: rusqlite_migration::Error) -> LedgerError {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => LedgerError::sort(path, &err),
        rusqlite_migration::Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => {
            LedgerError::Newer { path: path.into() }
        }
        other => LedgerError::Failed(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_hold_together() {
        MIGRATIONS.validate().unwrap();
    }

    #[test]
    fn sqlite_is_past_the_wal_reset_bug() {
        assert!(rusqlite::version_number() >= 3_051_003, "{}", rusqlite::version());
    }
}
