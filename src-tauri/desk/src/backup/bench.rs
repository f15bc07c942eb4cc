//! The place in the data folder where copies lie while they are made, examined or restored: one program at a time, and
//! nothing stays behind. For its owner only, as all of the data folder.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::{Folder, folder};

/// The bench, while it is ours.
#[derive(Debug)]
pub struct Bench {
    place: PathBuf,
    _locked: File,
}

impl Bench {
    /// Waits until nobody works at it, and clears it.
    pub fn take(folder: &Folder) -> io::Result<Self> {
        let lock = lock_file(folder)?;
        lock.lock()?;
        Self::cleared(folder, lock)
    }

    /// Clears what a crash left there, unless somebody works at it.
    pub fn tidy(folder: &Folder) {
        if place(folder).exists()
            && let Ok(lock) = lock_file(folder)
            && lock.try_lock().is_ok()
        {
            drop(Self::cleared(folder, lock));
        }
    }

    /// Whether somebody works at it.
    pub fn is_taken(folder: &Folder) -> bool {
        lock_file(folder).is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
    }

    /// A file on it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.place.join(name)
    }

    fn cleared(folder: &Folder, locked: File) -> io::Result<Self> {
        let place = place(folder);
        clear(&place)?;
        folder::make_private(&place)?;
        Ok(Self { place, _locked: locked })
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        clear(&self.place).unwrap_or_else(|error| tracing::warn!(%error, "a copy is left behind"));
    }
}

fn place(folder: &Folder) -> PathBuf {
    folder.file("backup.work")
}

fn clear(place: &Path) -> io::Result<()> {
    match fs::remove_dir_all(place) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn lock_file(folder: &Folder) -> io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(folder.file("backup.lock"))
}
