//! Who keeps the desk: of all programs on one data folder, only one listens and writes deliveries.

use std::fs::{self, File, TryLockError};
use std::io;
use std::time::Duration;

use serde::Serialize;

use crate::Folder;

/// Whoever asks [`HeldBy::now`] has the lock for an instant: that is no hold.
const GLANCE: Duration = Duration::from_millis(20);

/// The hold on a data folder. The system ends it with the process, however that ends.
#[derive(Debug)]
pub struct Hold {
    _locked: File,
}

/// Another program keeps the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldBy(pub String);

/// Why there is no hold.
#[derive(Debug)]
pub enum NoHold {
    /// Somebody else has it.
    Held(HeldBy),
    /// The lock file cannot be made.
    Failed(io::Error),
}

impl Hold {
    /// Takes the desk for `holder`, a name for people.
    pub fn take(folder: &Folder, holder: &str) -> Result<Self, NoHold> {
        let lock = lock_file(folder).map_err(NoHold::Failed)?;
        let tried = lock.try_lock().or_else(|_| {
            std::thread::sleep(GLANCE);
            lock.try_lock()
        });
        match tried {
            Ok(()) => {
                let name = format!("{holder} (process {})", std::process::id());
                fs::write(folder.file("desk.holder"), name).map_err(NoHold::Failed)?;
                Ok(Self { _locked: lock })
            }
            Err(TryLockError::WouldBlock) => Err(NoHold::Held(HeldBy::named(folder))),
            Err(TryLockError::Error(error)) => Err(NoHold::Failed(error)),
        }
    }
}

impl HeldBy {
    /// Whoever keeps the desk of `folder` now, if anybody does.
    pub fn now(folder: &Folder) -> Option<Self> {
        let held = matches!(lock_file(folder).ok()?.try_lock(), Err(TryLockError::WouldBlock));
        held.then(|| Self::named(folder))
    }

    fn named(folder: &Folder) -> Self {
        // The name is a courtesy: without it the desk is held all the same.
        Self(fs::read_to_string(folder.file("desk.holder")).unwrap_or_else(|_| "another program".into()))
    }
}

fn lock_file(folder: &Folder) -> io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(folder.file("desk.lock"))
}
