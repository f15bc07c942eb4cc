//! The lock: a PIN in a file, and in memory whether somebody who knows it is here. The file is looked at each time, so one that
//! is taken away opens the lock at once; one that cannot be read keeps it shut.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::attempts::Attempts;
use super::{Digits, Pin};
use crate::{DeskError, ErrorCode, Folder, Moment, file};

const FILE: &str = "pin.json";

/// What the file holds.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The PIN, as a PHC string.
    hash: String,
    #[serde(default)]
    attempts: Attempts,
}

/// The lock of one data folder.
#[derive(Debug)]
pub struct Lock {
    file: PathBuf,
    /// One at a time: whoever asks twice at once has tried twice.
    trying: Mutex<()>,
    /// When the owner was last seen here, while unlocked.
    seen: Mutex<Option<Moment>>,
}

impl Lock {
    /// That of `folder`, locked.
    pub fn of(folder: &Folder) -> Self {
        Self { file: folder.file(FILE), trying: Mutex::default(), seen: Mutex::default() }
    }

    /// How it is. After `idle` without the owner it is locked again.
    pub fn look(&self, idle: Duration, now: Moment) -> Pin {
        let kept = match self.read() {
            Ok(None) => return Pin::default(),
            Ok(Some(kept)) => Some(kept),
            Err(_) => None,
        };
        Pin {
            set: true,
            unlocked: self.is_unlocked(idle, now),
            wait_until: kept.and_then(|kept| self.wait(kept, now.wall)),
        }
    }

    /// Opens it for whoever knows the PIN; without a PIN there is nothing to open.
    pub fn unlock(&self, typed: &Digits, now: Moment) -> Result<(), DeskError> {
        let _one = hold(&self.trying);
        if let Some(kept) = self.read()? {
            self.try_on(kept, typed, now.wall)?;
            *hold(&self.seen) = Some(now);
        }
        Ok(())
    }

    /// Keeps `new` in place of `old`; `None` is no PIN. Whoever sets one is here.
    pub fn change(&self, old: Option<&Digits>, new: Option<&Digits>, now: Moment) -> Result<(), DeskError> {
        let _one = hold(&self.trying);
        match (self.read()?, old) {
            (Some(kept), Some(old)) => self.try_on(kept, old, now.wall)?,
            (Some(_), None) => return Err(DeskError::new(ErrorCode::Locked, "the present PIN is needed")),
            (None, _) => {}
        }
        match new {
            Some(new) => self.write(&Kept { hash: new.hash()?, attempts: Attempts::default() })?,
            None => drop(self.remove()?),
        }
        *hold(&self.seen) = new.is_some().then_some(now);
        Ok(())
    }

    /// The owner is still here.
    pub fn touch(&self, idle: Duration, now: Moment) {
        if self.is_unlocked(idle, now) {
            *hold(&self.seen) = Some(now);
        }
    }

    /// The owner leaves.
    pub fn lock(&self) {
        *hold(&self.seen) = None;
    }

    /// Takes the PIN away. True when there was one.
    pub fn remove(&self) -> Result<bool, DeskError> {
        match fs::remove_file(&self.file) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => {
                let message = format!("{} cannot be removed: {error}", self.file.display());
                Err(DeskError::new(ErrorCode::Pin, message))
            }
        }
    }

    fn is_unlocked(&self, idle: Duration, now: Moment) -> bool {
        let mut seen = hold(&self.seen);
        *seen = seen.take_if(|seen| now.since(*seen) < idle);
        seen.is_some()
    }

    /// Passes for the right PIN alone. A try counts before it is known to be wrong: ending the program forgets none.
    fn try_on(&self, mut kept: Kept, typed: &Digits, now: DateTime<Utc>) -> Result<(), DeskError> {
        kept.attempts.admit(now).map_err(|until| {
            let seconds = (until - now).num_seconds() + 1;
            DeskError::new(ErrorCode::PinWait, format!("too many wrong PINs: try again in {seconds} seconds"))
        })?;
        self.write(&kept)?;
        if !typed.fit(&kept.hash)? {
            return Err(DeskError::new(ErrorCode::WrongPin, "that is not the PIN"));
        }
        self.write(&Kept { attempts: Attempts::default(), ..kept })
    }

    fn wait(&self, mut kept: Kept, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if kept.attempts.settle(now)
            && let Err(error) = self.settle(now)
        {
            tracing::warn!(%error, "the wait after wrong PINs begins anew each time it is looked at");
        }
        kept.attempts.wait_until(now)
    }

    /// Writes down that the clock was moved back, unless somebody was quicker.
    fn settle(&self, now: DateTime<Utc>) -> Result<(), DeskError> {
        let _one = hold(&self.trying);
        let Some(mut kept) = self.read()? else { return Ok(()) };
        if kept.attempts.settle(now) { self.write(&kept) } else { Ok(()) }
    }

    fn read(&self) -> Result<Option<Kept>, DeskError> {
        file::read(&self.file).map_err(|error| DeskError { code: ErrorCode::Pin, ..error })
    }

    fn write(&self, kept: &Kept) -> Result<(), DeskError> {
        file::replace(&self.file, kept).map_err(|error| DeskError { code: ErrorCode::Pin, ..error })
    }
}

fn hold<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    const IDLE: Duration = Duration::from_secs(300);

    fn digits(text: &str) -> Digits {
        Digits::new(text.into()).expect("digits")
    }

    /// A lock with the PIN 4711 that is unlocked, and when.
    fn unlocked() -> (tempfile::TempDir, Lock, Moment) {
        let home = tempfile::tempdir().expect("room");
        let lock = Lock::of(&Folder::locate(Some(home.path().into())).expect("a folder"));
        let now = Moment::now();
        lock.change(None, Some(&digits("4711")), now).expect("there was none");
        (home, lock, now)
    }

    fn later(then: Moment, steady: u64, by_the_wall: i64) -> Moment {
        then.after(Duration::from_secs(steady), TimeDelta::seconds(by_the_wall))
    }

    #[test]
    fn it_locks_again_after_a_while_without_the_owner() {
        let (_home, lock, now) = unlocked();
        assert!(lock.look(IDLE, later(now, 299, 299)).unlocked, "whoever sets a PIN is here");
        lock.touch(IDLE, later(now, 299, 299));
        assert!(lock.look(IDLE, later(now, 598, 598)).unlocked, "the time begins anew");
        assert!(!lock.look(IDLE, later(now, 599, 599)).unlocked);
        lock.touch(IDLE, later(now, 600, 600));
        assert!(!lock.look(IDLE, later(now, 600, 600)).unlocked, "once it is over nothing brings it back");
    }

    #[test]
    fn neither_a_sleep_nor_a_clock_moved_back_keeps_it_open() {
        let (_home, lock, now) = unlocked();
        assert!(!lock.look(IDLE, later(now, 1, 28_800)).unlocked, "the PC slept over night");
        let (_home, lock, now) = unlocked();
        assert!(!lock.look(IDLE, later(now, 300, -3_600)).unlocked, "the clock was moved back meanwhile");
    }

    #[test]
    fn who_asks_many_times_at_once_has_tried_as_many_times() {
        let (_home, lock, now) = unlocked();
        let wrong = digits("0000");
        let codes: Vec<_> = std::thread::scope(|scope| {
            let tries: Vec<_> = (0..8).map(|_| scope.spawn(|| lock.unlock(&wrong, now))).collect();
            tries.into_iter().filter_map(|it| it.join().expect("no panic").err()).map(|it| it.code).collect()
        });
        let of = |code| codes.iter().filter(|it| **it == code).count();
        assert_eq!((of(ErrorCode::WrongPin), of(ErrorCode::PinWait)), (5, 3), "no more than the free ones");
    }

    #[test]
    fn a_clock_moved_back_is_written_down_so_that_the_wait_ends() {
        let (_home, lock, now) = unlocked();
        for _ in 0..5 {
            assert!(lock.unlock(&digits("0000"), now).is_err());
        }
        let back = later(now, 1, -86_400);
        let until = lock.look(IDLE, back).wait_until;
        assert_eq!(until, Some(back.wall + TimeDelta::seconds(30)), "the wait begins anew");
        assert_eq!(lock.look(IDLE, later(back, 31, 31)).wait_until, None, "and goes by, though nobody tried");
    }
}
