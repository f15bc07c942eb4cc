//! Backups: one a day into a folder that the owner picks, and whenever the owner wants one. See `docs/decisions/0029`.

mod bench;
mod book;
mod daily;
mod fault;
pub mod label;
mod name;
mod passphrase;
mod plan;
mod seal;
mod write;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use bench::Bench;
pub use book::BackupFault;
use book::Book;
pub use daily::daily;
pub use fault::FaultKind;
use name::Name;
pub use passphrase::Passphrase;
pub use seal::{Closed, is_sealed, open};
use write::{Target, write};

use crate::{Desk, DeskError, ErrorCode, Folder, Settings, Tokens, Zone};

/// Where and how backups are made.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BackupSettings {
    /// The folder that they go into, whole; `None` makes none.
    pub folder: Option<String>,
    /// They can be opened with the passphrase only.
    pub encrypted: bool,
}

/// How the backups stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BackupState {
    /// The folder that they go into; `None` makes none.
    pub folder: Option<String>,
    /// It is there now.
    pub reachable: bool,
    /// They are to be encrypted.
    pub encrypted: bool,
    /// A passphrase is kept on this PC.
    pub passphrase_kept: bool,
    /// The moment that the newest one is of that was made and proven.
    pub last_good_at: Option<DateTime<Utc>>,
    /// Its size in bytes.
    pub last_size: Option<u64>,
    /// Why there is none newer, if one was tried since. That the folder was not there is over when it is.
    pub last_fault: Option<BackupFault>,
    /// Those in the folder, newest first, whoever made them.
    pub kept: Vec<Backup>,
    /// One is being made, or restored, now.
    pub running: bool,
}

/// A backup in the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Backup {
    /// The file, whole.
    pub path: String,
    /// Its name.
    pub name: String,
    /// The moment that it is of, to the minute.
    pub at: DateTime<Utc>,
    /// In bytes.
    pub size: u64,
    /// It can be opened with its passphrase only.
    pub encrypted: bool,
}

impl BackupSettings {
    /// Refuses what is no choice.
    pub(crate) fn check(&self) -> Result<(), DeskError> {
        match &self.folder {
            Some(folder) if !Path::new(folder).is_absolute() => Err(DeskError::new(
                ErrorCode::Backup,
                format!("say the whole path of the folder, not `{folder}`"),
            )),
            _ => Ok(()),
        }
    }

    /// Refuses a folder that is not there, cannot be written, or would be lost together with the data.
    fn try_on(&self, data: &Folder) -> Result<(), DeskError> {
        self.check()?;
        let Some(folder) = self.folder.as_deref().map(Path::new) else { return Ok(()) };
        let refused = |why: String| Err(DeskError::new(ErrorCode::Backup, why));
        let within = |of: &Path| Some(folder.canonicalize().ok()?.starts_with(of.canonicalize().ok()?));
        if !folder.is_dir() {
            return refused(format!("{} is not there", folder.display()));
        }
        if within(data.path()) == Some(true) {
            return refused(
                "backups in the data folder would be lost together with it; choose another disk".into(),
            );
        }
        match tempfile::Builder::new().prefix(".writable-").tempfile_in(folder) {
            Ok(_) => Ok(()),
            Err(error) => refused(format!("{} cannot be written: {error}", folder.display())),
        }
    }
}

impl BackupState {
    /// How the backups of `folder` stand.
    pub fn of(folder: &Folder) -> Self {
        let settings = Settings::of(folder);
        let book = Book::of(folder);
        let place = settings.backup.folder.as_deref().map(PathBuf::from);
        let reachable = place.as_deref().is_some_and(Path::is_dir);
        // A stick that was plugged in again is there, even before the next backup proves it.
        let over = |fault: &BackupFault| reachable && fault.kind == FaultKind::NotThere;
        Self {
            reachable,
            encrypted: settings.backup.encrypted,
            passphrase_kept: Passphrase::is_kept(folder),
            last_good_at: book.last_good.as_ref().map(|last| last.at),
            last_size: book.last_good.as_ref().map(|last| last.size),
            last_fault: book.last_fault.filter(|fault| !over(fault)),
            kept: place.as_deref().map(|place| in_folder(place, Zone::of(&settings))).unwrap_or_default(),
            running: Bench::is_taken(folder),
            folder: settings.backup.folder,
        }
    }
}

/// The backups of `folder` that are within reach, whole paths.
pub fn files(folder: &Folder) -> Vec<String> {
    BackupState::of(folder).kept.into_iter().map(|kept| kept.path).collect()
}

/// The backups in `place`, newest first.
fn in_folder(place: &Path, zone: Zone) -> Vec<Backup> {
    let Ok(files) = fs::read_dir(place) else { return Vec::new() };
    let named = files.flatten().filter_map(|file| Some((file.file_name().to_str()?.parse().ok()?, file)));
    let mut named: Vec<(Name, fs::DirEntry)> = named.collect();
    named.sort_unstable_by(|a, b| b.0.cmp(&a.0));
    let told = |(name, file): (Name, fs::DirEntry)| {
        Some(Backup {
            path: file.path().display().to_string(),
            size: file.metadata().ok().filter(fs::Metadata::is_file)?.len(),
            at: zone.at(name.at),
            encrypted: name.encrypted,
            name: name.to_string(),
        })
    };
    named.into_iter().filter_map(told).collect()
}

/// Makes a backup now: to the new file `to`, else into the owner's folder. It is encrypted as the settings say; to a file, when
/// that ends in `.age`. With no passphrase given, the one that is kept on this PC counts. Blocks for as long as it takes.
///
/// # Errors
/// [`ErrorCode::Backup`] or [`ErrorCode::Passphrase`]; for the owner's folder it is noted as well.
pub fn back_up(
    folder: &Folder,
    to: Option<&Path>,
    passphrase: Option<Passphrase>,
) -> Result<Backup, DeskError> {
    make(folder, to, || passphrase.or_else(|| Passphrase::kept(&Tokens::of_backups(folder))))
}

fn make(
    folder: &Folder,
    to: Option<&Path>,
    passphrase: impl FnOnce() -> Option<Passphrase>,
) -> Result<Backup, DeskError> {
    let now = Utc::now();
    let settings = Settings::of(folder);
    let target = match (to, settings.backup.folder) {
        (Some(file), _) => Target::File(file.to_path_buf()),
        (None, Some(path)) => Target::Folder { path: path.into(), encrypted: settings.backup.encrypted },
        (None, None) => return Err(DeskError::new(ErrorCode::Backup, "no folder is chosen for backups yet")),
    };
    let passphrase = if target.encrypted() { passphrase() } else { None };
    match write(folder, &target, passphrase.as_ref(), now) {
        Ok(made) => Ok(Backup {
            path: made.folder.join(&made.name).display().to_string(),
            name: made.name,
            at: made.at,
            size: made.size,
            encrypted: made.encrypted,
        }),
        Err(fault) => {
            if to.is_none() {
                Book::failed(folder, &fault, now);
            }
            Err(fault.into())
        }
    }
}

/// Keeps where and how backups are made from now on, and `passphrase` in place of the one before.
///
/// # Errors
/// When the folder is not there, cannot be written or lies in the data folder; or no passphrase is kept for encrypted ones.
pub fn choose_backup(
    folder: &Folder,
    backup: BackupSettings,
    passphrase: Option<&Passphrase>,
) -> Result<Settings, DeskError> {
    backup.try_on(folder)?;
    if let Some(passphrase) = passphrase {
        passphrase.keep(folder)?;
    }
    if backup.encrypted && !Passphrase::is_kept(folder) {
        return Err(DeskError::new(ErrorCode::Passphrase, "encrypted backups need a passphrase"));
    }
    Ok(Settings { backup, ..Settings::read(folder)? })
}

impl Desk {
    /// How the backups stand. May wait for the folder that they go into.
    pub fn backups(&self) -> BackupState {
        BackupState::of(&self.shared.folder)
    }

    /// As [`back_up`], on a thread of its own.
    ///
    /// # Errors
    /// As there.
    pub async fn back_up(&self, to: Option<PathBuf>) -> Result<Backup, DeskError> {
        let shared = Arc::clone(&self.shared);
        let kept = move || Passphrase::kept(&shared.passphrases);
        let folder = self.shared.folder.clone();
        self.blocking(move || make(&folder, to.as_deref(), kept)).await
    }

    /// Keeps where and how backups are made from now on, and `passphrase` in place of the one before. The first follows within
    /// seconds.
    ///
    /// # Errors
    /// When the folder is not there, cannot be written or lies in the data folder; or no passphrase is kept for encrypted ones.
    pub async fn choose_backup(
        &self,
        backup: BackupSettings,
        passphrase: Option<Passphrase>,
    ) -> Result<(), DeskError> {
        let folder = self.shared.folder.clone();
        let chosen = self.blocking(move || choose_backup(&folder, backup, passphrase.as_ref())).await?;
        self.choose(chosen).await
    }

    /// Runs what may wait for disks on a thread for such.
    pub(crate) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, DeskError> {
        let ended = |error: tokio::task::JoinError| DeskError::new(ErrorCode::Storage, error.to_string());
        tokio::task::spawn_blocking(work).await.map_err(ended)?
    }
}
