//! The owner's PIN, which is optional: what belongs to the owner alone is locked for whoever stands at the counter. It keeps
//! staff from what is not theirs in the window; who may read the data folder needs no window, and may take the PIN away: see
//! `docs/decisions/0034`.

mod attempts;
mod digits;
mod lock;

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Serialize;

pub use digits::Digits;
pub(crate) use lock::Lock;

use crate::{Desk, DeskError, ErrorCode, Folder, Moment};

/// The owner's PIN, as far as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Pin {
    /// There is one.
    pub set: bool,
    /// Somebody who knows it is here.
    pub unlocked: bool,
    /// After too many wrong ones, until when none is tried.
    pub wait_until: Option<DateTime<Utc>>,
}

impl Pin {
    /// That of `folder`, as other programs see it: who has unlocked the window is known there alone.
    pub fn of(folder: &Folder) -> Self {
        Lock::of(folder).look(Duration::ZERO, Moment::now())
    }

    /// Takes the PIN of `folder` away, for an owner who forgot it: an open window is unlocked at once. True when there was one.
    ///
    /// # Errors
    /// When its file cannot be removed.
    pub fn clear(folder: &Folder) -> Result<bool, DeskError> {
        Lock::of(folder).remove()
    }
}

impl Desk {
    /// The owner's PIN.
    pub fn pin(&self) -> Pin {
        self.shared.pin.look(self.idle(), Moment::now())
    }

    /// Lets pass what is the owner's alone.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`] while there is a PIN and nobody unlocked.
    pub fn for_the_owner(&self) -> Result<(), DeskError> {
        let pin = self.pin();
        if pin.set && !pin.unlocked {
            return Err(DeskError::new(ErrorCode::Locked, "this is for the owner: it needs the PIN"));
        }
        Ok(())
    }

    /// Unlocks, until the owner is idle. Blocks for a moment: a PIN is slow to try.
    ///
    /// # Errors
    /// [`ErrorCode::WrongPin`], [`ErrorCode::PinWait`] after too many of those, or [`ErrorCode::Pin`] when it cannot be read.
    pub fn unlock(&self, pin: &Digits) -> Result<(), DeskError> {
        self.shared.pin.unlock(pin, Moment::now())
    }

    /// Keeps `new` as the PIN; `None` is none. Where there is one already it is asked for. Blocks for a moment.
    ///
    /// # Errors
    /// As [`unlock`](Self::unlock), [`ErrorCode::Locked`] without the `old` one, [`ErrorCode::Pin`] when it cannot be kept. Then
    /// the one before stays.
    pub fn set_pin(&self, old: Option<&Digits>, new: Option<&Digits>) -> Result<(), DeskError> {
        self.shared.pin.change(old, new, Moment::now())
    }

    /// The owner does something: the time without begins anew, unless it is over.
    pub fn touch(&self) {
        self.shared.pin.touch(self.idle(), Moment::now());
    }

    /// Locks at once.
    pub fn lock(&self) {
        self.shared.pin.lock();
    }

    /// How long it stays unlocked without the owner.
    fn idle(&self) -> Duration {
        Duration::from_secs(60 * u64::from(self.shared.standing.borrow().settings.pin_idle_minutes))
    }
}
