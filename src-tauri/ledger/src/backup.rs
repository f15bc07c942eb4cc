//! Copies of a ledger: taken while deliveries go on, examined before anybody relies on them, and put in place of the ledger
//! that there is. No database file is ever exchanged under SQLite: a copy is read into the one that there is within one
//! transaction, so that whatever happens meanwhile, the old or the new is there, whole, for every program that reads it.

use std::fs::File;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use serde::Serialize;

use crate::adoption::Legacy;
use crate::time::Micros;
use crate::{LedgerError, Reader, store};

/// Pages (of 4 KiB) copied at a time.
const PAGES: i32 = 256;
/// What the disk is left to others between two steps.
const BREATH: Duration = Duration::from_millis(1);
/// How often a copy is begun anew because others write; each takes no longer than it must.
const DRAFTS: u32 = 10;

/// What travels with a copy beside the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The moment that the copy is of.
    pub taken_at: DateTime<Utc>,
    /// The version of the program that took it.
    pub program: String,
    /// Whatever the program wants to find again with it.
    pub settings: String,
}

/// What is in a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Contents {
    /// Deliveries in the log.
    pub events: i64,
    /// Customers known.
    pub customers: i64,
    /// When the first event happened that counts for a customer.
    pub oldest_event_at: Option<DateTime<Utc>>,
    /// When the last one did.
    pub newest_event_at: Option<DateTime<Utc>>,
    /// The newest arrival number.
    pub newest_seq: i64,
}

/// Copies the ledger at `from`, as it is at one moment, to the new file `to`, and proves the copy: SQLite finds it sound, and
/// it holds what the ledger held. Others go on writing meanwhile. `false` from `go_on`, which hears the share that is done,
/// ends it.
///
/// # Errors
/// When the ledger cannot be read, the copy not be written, or it is none. What was written of it then is of no use.
pub fn copy(
    from: &Path,
    to: &Path,
    label: &Label,
    go_on: impl FnMut(f64) -> bool,
) -> Result<Contents, LedgerError> {
    let source = store::open_to_read(from)?;
    if !store::has_file(&source) {
        return Err(LedgerError::Unknown("ledger"));
    }
    let read = |error: rusqlite::Error| LedgerError::sort(from, &error);
    let written = |error: rusqlite::Error| LedgerError::sort(to, &error);
    source.execute_batch("BEGIN").map_err(read)?;
    let held = contents(&source).map_err(read)?; // from here on that moment is what `source` sees
    let mut target = blank(to).map_err(written)?;
    pages(&source, &mut target, Some(BREATH), go_on).map_err(written)?;
    drop(source); // commits may begin the write-ahead log anew
    attach(&target, label).map_err(written)?;
    drop(target);
    synced(to)?;
    let (found, _) = examine(to)?;
    if found == held { Ok(held) } else { Err(LedgerError::Failed("the copy differs from the ledger".into())) }
}

/// What is in the copy at `path`, and its label; it is only read. One without a label was made by no backup.
///
/// # Errors
/// When it is no ledger, is not sound, or was written by a newer version.
pub fn examine(path: &Path) -> Result<(Contents, Option<Label>), LedgerError> {
    let sort = |error: rusqlite::Error| LedgerError::sort(path, &error);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(sort)?;
    store::refuse_newer(&connection, path)?;
    let damaged = |detail: String| LedgerError::Damaged { path: path.into(), detail };
    if !has_table(&connection, "delivery").map_err(sort)? {
        return Err(damaged("it holds no shop's events".into()));
    }
    let verdict: String =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(sort)?;
    if verdict != "ok" {
        return Err(damaged(verdict));
    }
    let label = label(&connection).map_err(sort)?;
    Ok((contents(&connection).map_err(sort)?, label))
}

/// The label of a copy that became the ledger at `path` and still waits to be dealt with.
///
/// # Errors
/// When it cannot be read.
pub fn unfinished(path: &Path) -> Result<Option<Label>, LedgerError> {
    let connection = store::open_to_read(path)?;
    label(&connection).map_err(|error| LedgerError::sort(path, &error))
}

/// It was dealt with.
///
/// # Errors
/// When it cannot be written.
pub fn finished(path: &Path) -> Result<(), LedgerError> {
    let connection = store::open_beside_writer(path)?;
    let dropped = connection.execute_batch("DROP TABLE IF EXISTS backup");
    dropped.map_err(|error| LedgerError::sort(path, &error))
}

impl Reader {
    /// What is in the ledger.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn contents(&self) -> Result<Contents, LedgerError> {
        self.read(contents)
    }
}

/// What `connection` holds now.
pub(crate) fn contents(connection: &Connection) -> rusqlite::Result<Contents> {
    let (events, newest_seq) =
        connection.query_row("SELECT count(*), coalesce(max(seq), 0) FROM delivery", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let happened = |order: &str| -> rusqlite::Result<Option<DateTime<Utc>>> {
        let query = format!(
            "SELECT occurred_at FROM event WHERE occurred_at IS NOT NULL AND customer IS NOT NULL
             ORDER BY occurred_at {order} LIMIT 1"
        );
        let time = connection.query_row(&query, [], |row| row.get::<_, Micros>(0)).optional()?;
        Ok(time.map(|time| time.0))
    };
    Ok(Contents {
        events,
        customers: connection.query_row("SELECT count(*) FROM customer", [], |row| row.get(0))?,
        oldest_event_at: happened("ASC")?,
        newest_event_at: happened("DESC")?,
        newest_seq,
    })
}

/// Puts the copy at `staged` in place of all that `connection` holds, after a copy of that to the new file `replaced`, where
/// one is wanted: drafted beside `staged`, and on the disk before anything changes. Begins anew when somebody else wrote
/// meanwhile, as the terminal may: nothing falls between the two.
pub(crate) fn load(
    connection: &mut Connection,
    staged: &Path,
    replaced: Option<&Path>,
) -> rusqlite::Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(staged, flags)?;
    let beside = Connection::open_with_flags(connection.path().unwrap_or_default(), flags)?;
    let version = || beside.pragma_query_value(None, "data_version", |row| row.get::<_, i64>(0));
    let draft = staged.with_file_name("replaced.db");
    for _ in 0..DRAFTS {
        let before = version()?;
        if replaced.is_some() {
            draft_all(connection, &draft)?;
        }
        let loading = Backup::new(&source, connection)?;
        go_on(&loading, 0)?; // no page yet, but from here on nobody else writes
        if version()? != before {
            continue;
        }
        if let Some(replaced) = replaced {
            std::fs::rename(&draft, replaced).map_err(|_| failure(rusqlite::ffi::SQLITE_IOERR))?;
        }
        while go_on(&loading, -1)? == StepResult::More {}
        drop(loading);
        // Readers may keep it from being cut: no harm.
        return connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }
    Err(failure(rusqlite::ffi::SQLITE_BUSY))
}

/// Copies all that `connection` holds to `draft`, until it is on the disk.
fn draft_all(connection: &Connection, draft: &Path) -> rusqlite::Result<()> {
    let mut kept = blank(draft)?;
    pages(connection, &mut kept, None, |_| true)?;
    drop(kept);
    let synced = File::options().write(true).open(draft).and_then(|file| file.sync_all());
    synced.map_err(|_| failure(rusqlite::ffi::SQLITE_IOERR))
}

/// Makes the copy at `staged` one that this program can go on with, and one file: brought up to date, without those who were
/// forgotten in the ledger at `present` since, and with arrival numbers that go on behind its own.
///
/// # Errors
/// When it cannot be brought up to date.
pub fn adopt(
    staged: &Path,
    present: Option<&Path>,
    day_of: impl Fn(DateTime<Utc>) -> i64,
    now: DateTime<Utc>,
) -> Result<Contents, LedgerError> {
    let sort = |error: rusqlite::Error| LedgerError::sort(staged, &error);
    let mut connection = store::open(staged)?;
    let legacy = |path: &Path| {
        let connection = store::open_to_read(path)?;
        Legacy::of(&connection).map_err(|error| LedgerError::sort(path, &error))
    };
    match present.map(legacy) {
        // Who was forgotten must not come back because somebody was writing just then.
        Some(Err(LedgerError::Busy)) => return Err(LedgerError::Busy),
        // A ledger that is not there or cannot be read has nothing to say.
        Some(Err(_)) | None => {}
        Some(Ok(legacy)) => legacy.pass_on(&mut connection, day_of, now).map_err(sort)?,
    }
    connection.pragma_update(None, "journal_mode", "delete").map_err(sort)?;
    let adopted = contents(&connection).map_err(sort)?;
    drop(connection);
    synced(staged)?;
    Ok(adopted)
}

/// A new file that no crash need spare: what is left of it then is thrown away.
fn blank(path: &Path) -> rusqlite::Result<Connection> {
    let blank = Connection::open(path)?;
    blank.pragma_update(None, "journal_mode", "off")?;
    blank.pragma_update(None, "synchronous", "off")?;
    Ok(blank)
}

fn pages(
    from: &Connection,
    to: &mut Connection,
    breath: Option<Duration>,
    mut heard: impl FnMut(f64) -> bool,
) -> rusqlite::Result<()> {
    let copying = Backup::new(from, to)?;
    while go_on(&copying, if breath.is_some() { PAGES } else { -1 })? == StepResult::More {
        let progress = copying.progress();
        if !heard(1.0 - f64::from(progress.remaining) / f64::from(progress.pagecount.max(1))) {
            return Err(failure(rusqlite::ffi::SQLITE_INTERRUPT));
        }
        if let Some(breath) = breath {
            sleep(breath);
        }
    }
    Ok(())
}

/// Copies so many pages more; all that are left, where the number is negative.
fn go_on(copying: &Backup<'_, '_>, pages: i32) -> rusqlite::Result<StepResult> {
    match copying.step(pages)? {
        step @ (StepResult::Done | StepResult::More) => Ok(step),
        _ => Err(failure(rusqlite::ffi::SQLITE_BUSY)),
    }
}

fn failure(code: i32) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None)
}

fn attach(copy: &Connection, label: &Label) -> rusqlite::Result<()> {
    copy.execute_batch(
        "DROP TABLE IF EXISTS backup;
         CREATE TABLE backup (taken_at INTEGER NOT NULL, program TEXT NOT NULL, settings TEXT NOT NULL) STRICT",
    )?;
    copy.execute(
        "INSERT INTO backup (taken_at, program, settings) VALUES (?1, ?2, ?3)",
        params![Micros(label.taken_at), label.program, label.settings],
    )?;
    Ok(())
}

fn label(connection: &Connection) -> rusqlite::Result<Option<Label>> {
    if !has_table(connection, "backup")? {
        return Ok(None);
    }
    connection
        .query_row("SELECT taken_at, program, settings FROM backup", [], |row| {
            Ok(Label { taken_at: row.get::<_, Micros>(0)?.0, program: row.get(1)?, settings: row.get(2)? })
        })
        .optional()
}

fn has_table(connection: &Connection, name: &str) -> rusqlite::Result<bool> {
    connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1")?.exists([name])
}

/// It is on the disk.
fn synced(path: &Path) -> Result<(), LedgerError> {
    File::options()
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all())
        .map_err(|error| LedgerError::Unwritable { path: path.into(), detail: error.to_string() })
}
