//! The way back: a backup is opened on the bench, examined, brought up to date, and only then read into the database that there
//! is, within one transaction, after a copy of that was kept. Whatever happens on the way, the old or the new is there, whole:
//! see `docs/decisions/0029`.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use ledger::query::Calendar;
use ledger::{Contents, Label, Reader, Writer};
use serde::Serialize;
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

use crate::backup::{Bench, Closed, is_sealed, label, open};
use crate::keeper::{Lent, Order};
use crate::store::{Obstacle, Store};
use crate::{Desk, DeskError, ErrorCode, Folder, Passphrase, Settings, Tokens, Zone};

/// What is in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BackupContents {
    /// The moment that it is of; `None` for a plain copy of a database.
    pub taken_at: Option<DateTime<Utc>>,
    /// The version of the program that made it.
    pub program: Option<String>,
    /// It is encrypted.
    pub encrypted: bool,
    /// What it holds.
    #[serde(flatten)]
    pub contents: Contents,
}

/// A backup was restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Restored {
    /// What was in it, and is here now.
    #[serde(flatten)]
    pub backup: BackupContents,
    /// Where what was here before is kept; `None` when there was nothing.
    pub replaced: Option<String>,
}

/// A backup on the bench, examined.
#[derive(Debug)]
struct Staged {
    bench: Bench,
    file: PathBuf,
    found: BackupContents,
}

/// Looks into the backup at `file`: whether it is sound, not newer than this program, and what is in it. With no passphrase
/// given, the one that is kept on this PC counts. Blocks for as long as it takes.
///
/// # Errors
/// [`ErrorCode::Passphrase`] when it asks for another or for one at all; [`ErrorCode::DatabaseNewer`],
/// [`ErrorCode::DatabaseDamaged`], or [`ErrorCode::Backup`] when it cannot be read.
pub fn check_backup(
    folder: &Folder,
    file: &Path,
    passphrase: Option<Passphrase>,
) -> Result<BackupContents, DeskError> {
    Ok(stage(folder, file, passphrase, &Tokens::of_backups(folder))?.found)
}

/// Puts the backup at `file` in place of what `folder` holds, which is kept beside it. No desk may be open on it.
///
/// # Errors
/// As [`check_backup`]; [`ErrorCode::DatabaseBusy`] when a desk is open. Then everything is as it was.
pub async fn restore(
    folder: &Folder,
    file: &Path,
    passphrase: Option<Passphrase>,
) -> Result<Restored, DeskError> {
    let (folder, file) = (folder.clone(), file.to_path_buf());
    let staging = (folder.clone(), file);
    let staged =
        on_disk(move || stage(&staging.0, &staging.1, passphrase, &Tokens::of_backups(&staging.0))).await?;
    let taking = folder.clone();
    let store = on_disk(move || {
        Store::take_for(&taking, "stampdesk-cli restore").map_err(|obstacle| match obstacle {
            Obstacle::HeldElsewhere(holder) => DeskError::new(
                ErrorCode::DatabaseBusy,
                format!("{holder} keeps the desk: close it first, or restore in its window"),
            ),
            Obstacle::Broken(error) => error,
        })
    })
    .await?;
    let restored = put_in_place(&folder, &store.writer, staged).await;
    gone(store).await?;
    restored
}

/// Finishes what a restore was kept from finishing: the database is the new one already, and its settings follow.
pub fn finish(folder: &Folder) -> Result<(), DeskError> {
    let database = folder.database();
    let Some(label) = ledger::unfinished(&database)? else { return Ok(()) };
    match label::settings(&label, Settings::of(folder)) {
        Some(settings) => settings.keep(folder)?,
        None => tracing::warn!("the settings in the backup are of no use here; the ones before stay"),
    }
    Ok(ledger::finished(&database)?)
}

/// Opens the backup on the bench, and examines it.
fn stage(
    folder: &Folder,
    file: &Path,
    passphrase: Option<Passphrase>,
    passphrases: &Tokens,
) -> Result<Staged, DeskError> {
    let unreadable = |error: io::Error| {
        DeskError::new(ErrorCode::Backup, format!("{} cannot be read: {error}", file.display()))
    };
    folder.prepare()?;
    let encrypted = is_sealed(file).map_err(unreadable)?;
    refuse_half(file)?;
    let passphrase = if encrypted { passphrase.or_else(|| Passphrase::kept(passphrases)) } else { None };
    let bench = Bench::take(folder).map_err(unreadable)?;
    let staged = bench.file("restore.db");
    let written = File::create(&staged).map_err(Closed::Io);
    written.and_then(|to| open(file, to, passphrase.as_ref())).map_err(|closed| told(file, closed))?;
    let (contents, label) = ledger::examine(&staged).map_err(|error| of_backup(file, error))?;
    let (taken_at, program) = label.map(|Label { taken_at, program, .. }| (taken_at, program)).unzip();
    Ok(Staged { bench, file: staged, found: BackupContents { taken_at, program, encrypted, contents } })
}

/// A database with a write-ahead log beside it is not whole without it, and no backup.
fn refuse_half(file: &Path) -> Result<(), DeskError> {
    let mut wal = file.as_os_str().to_os_string();
    wal.push("-wal");
    if fs::metadata(wal).is_ok_and(|wal| wal.len() > 0) {
        let message =
            format!("{} is no backup but a database in use, or one that was cut off", file.display());
        return Err(DeskError::new(ErrorCode::Backup, message));
    }
    Ok(())
}

fn told(file: &Path, closed: Closed) -> DeskError {
    let file = file.display();
    match closed {
        Closed::Sealed => {
            DeskError::new(ErrorCode::Passphrase, format!("{file} is encrypted: it needs its passphrase"))
        }
        Closed::WrongPassphrase => {
            DeskError::new(ErrorCode::Passphrase, format!("this is not the passphrase of {file}"))
        }
        Closed::Damaged => {
            DeskError::new(ErrorCode::DatabaseDamaged, format!("{file} is damaged or was cut off"))
        }
        Closed::Io(error) => DeskError::new(ErrorCode::Backup, format!("{file} cannot be read: {error}")),
    }
}

/// The ledger's word on what was opened, said of the file that its owner knows.
fn of_backup(file: &Path, error: ledger::LedgerError) -> DeskError {
    use ledger::LedgerError::{Damaged, Newer};
    let path = file.to_path_buf();
    match error {
        Damaged { detail, .. } => Damaged { path, detail }.into(),
        Newer { .. } => Newer { path }.into(),
        other => other.into(),
    }
}

/// Makes what is staged the desk's own.
async fn put_in_place(folder: &Folder, writer: &Arc<Writer>, staged: Staged) -> Result<Restored, DeskError> {
    let Staged { bench, file, found } = staged;
    let (adopting, data) = (file.clone(), folder.clone());
    let replaced = on_disk(move || {
        let (zone, database) = (Zone::of_folder(&data), data.database());
        ledger::adopt(&adopting, Some(&database), move |time| zone.day(time), Utc::now())?;
        let held = Reader::open(&database).and_then(|reader| reader.contents());
        let holds_anything = held.map_or(true, |held| held.events > 0); // what cannot be counted is kept, too
        Ok(holds_anything.then(|| free_name(&data, Utc::now())))
    })
    .await?;
    writer.load(file, replaced.clone()).await?;
    let data = folder.clone();
    on_disk(move || {
        drop(bench);
        finish(&data)
    })
    .await?;
    Ok(Restored { backup: found, replaced: replaced.map(|path| path.display().to_string()) })
}

/// Where what is replaced is kept.
fn free_name(folder: &Folder, now: DateTime<Utc>) -> PathBuf {
    let stamp = Zone::of_folder(folder).clock(now).format("%Y-%m-%d-%H%M%S");
    let name = |count: u32| folder.file(&format!("stampdesk-replaced-{stamp}-{count}.db"));
    (1..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
}

async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, DeskError> + Send + 'static,
) -> Result<T, DeskError> {
    let ended = |error: tokio::task::JoinError| DeskError::new(ErrorCode::Storage, error.to_string());
    spawn_blocking(work).await.map_err(ended)?
}

/// Closes what waits for its thread when it is closed.
async fn gone<T: Send + 'static>(held: T) -> Result<(), DeskError> {
    on_disk(move || {
        drop(held);
        Ok(())
    })
    .await
}

impl Desk {
    /// As [`check_backup`], on a thread of its own.
    ///
    /// # Errors
    /// As there.
    pub async fn check_backup(
        &self,
        file: PathBuf,
        passphrase: Option<Passphrase>,
    ) -> Result<BackupContents, DeskError> {
        let shared = Arc::clone(&self.shared);
        on_disk(move || Ok(stage(&shared.folder, &file, passphrase, &shared.passphrases)?.found)).await
    }

    /// Puts the backup at `file` in place of what this desk holds, which is kept beside it. Deliveries that come in meanwhile
    /// wait, or are told to come again, and are kept in what is restored.
    ///
    /// # Errors
    /// As [`check_backup`]; [`ErrorCode::DatabaseBusy`] when another desk holds the records. Then everything is as it was.
    pub async fn restore(
        &self,
        file: PathBuf,
        passphrase: Option<Passphrase>,
    ) -> Result<Restored, DeskError> {
        let lent = self.writer().await?;
        let shared = Arc::clone(&self.shared);
        let staged = on_disk(move || stage(&shared.folder, &file, passphrase, &shared.passphrases)).await?;
        let restored = put_in_place(&self.shared.folder, &lent.writer, staged).await;
        gone(lent).await?; // it may be the last to hold it
        restored
    }

    /// What this desk writes with.
    async fn writer(&self) -> Result<Lent, DeskError> {
        let closed = || DeskError::new(ErrorCode::DatabaseBusy, "the desk is closing");
        let (answer, lent) = oneshot::channel();
        self.orders.send(Order::Lend(answer)).await.map_err(|_| closed())?;
        lent.await.map_err(|_| closed())?
    }
}
