//! The record of the border: what came to the door, counted and remembered within bounds, over restarts, for every
//! program that looks at this data folder.
//!
//! [`Record`] is told of every request from the task that served it, so it only counts under a lock (`book`). Writing that
//! to disk (`store`) and telling the log (`tally`) happen beside the traffic (`keep`).

mod book;
mod border;
mod keep;
mod names;
mod store;
mod tally;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use listener::{Reason, Seen};
use tokio::sync::Notify;
use uuid::Uuid;

pub use border::{Border, Outcomes, Refusal};

use crate::{DeskError, Folder, Gap, HeldBy, Listening, Road, SecretInfo, Suspicion};
use book::Book;
use store::Kept;

/// The record, as the desk that listens keeps it.
#[derive(Debug)]
pub struct Record {
    file: PathBuf,
    book: Mutex<Book>,
    /// Whether the last writing failed; held while writing, so that no older state overtakes a newer one.
    failing: Mutex<bool>,
    changed: Notify,
}

/// The record, as another program finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// What came to the border.
    pub border: Border,
    /// When each secret last verified a delivery.
    pub last_used: HashMap<Uuid, DateTime<Utc>>,
}

impl Record {
    /// Goes on with the folder's record, or begins one. Only for who holds the folder: there is one writer.
    pub fn open(folder: &Folder, now: DateTime<Utc>) -> Self {
        let file = folder.file(store::FILE);
        let book = Mutex::new(Book::found(&file, now));
        Self { file, book, failing: Mutex::new(false), changed: Notify::new() }
    }

    /// The folder's record, as any program can look at it; `None` when nobody ever listened here.
    ///
    /// # Errors
    /// When there is one and it cannot be read.
    pub fn read(folder: &Folder) -> Result<Option<Recorded>, DeskError> {
        let Some(mut kept) = store::read(&folder.file(store::FILE))? else { return Ok(None) };
        if HeldBy::now(folder).is_none() {
            // Whatever it says: who wrote it has ended.
            kept.border.listening = Some(Listening::Shut);
            kept.border.road = None;
        }
        Ok(Some(kept.into()))
    }

    /// A request has ended.
    pub fn saw(&self, seen: Seen, now: DateTime<Utc>) {
        let mut book = self.book();
        book.kept.border.saw(seen, now);
        if let Some(reason) = seen.reason {
            book.tally.add(reason, now);
        }
        if seen.reason == Some(Reason::SignatureMismatch) {
            book.kept.clues.mismatched(now);
        }
        self.changed(book);
    }

    /// The platform's signature fitted: under this secret, unless that has just ceased to count.
    pub fn signature_fits(&self, secret: Option<Uuid>, now: DateTime<Utc>) {
        let mut book = self.book();
        book.kept.clues.fitted(now);
        if let Some(secret) = secret {
            book.kept.clues.used(secret, now);
        }
        self.changed(book);
    }

    /// These are the secrets now, as [`Secrets::list`](crate::Secrets::list) has them. To be asked about once a second:
    /// what was added or removed is found out by comparison.
    pub fn secrets_are(&self, secrets: &[SecretInfo], now: DateTime<Utc>) {
        let mut book = self.book();
        if book.kept.clues.secrets_are(secrets, now) {
            self.changed(book);
        }
    }

    /// This PC slept, or its clock was moved.
    pub fn gap(&self, gap: Gap) {
        tracing::warn!("{gap}");
        let mut book = self.book();
        book.kept.border.gap(gap);
        self.changed(book);
    }

    /// Looks whether deliveries can come in at this moment, to know later for how long they could not. To be called about
    /// once a second, as [`keep`](Self::keep) does.
    pub fn look(&self, now: DateTime<Utc>) {
        self.book().look(now);
    }

    /// Whether deliveries can come in from now on.
    pub fn listening(&self, listening: &Listening) {
        let mut book = self.book();
        if book.kept.border.listening.as_ref() != Some(listening) {
            book.kept.border.listening = Some(listening.clone());
            self.changed(book);
        }
    }

    /// The road from the internet to this PC from now on.
    pub fn road(&self, road: &Road) {
        let mut book = self.book();
        if book.kept.border.road.as_ref() != Some(road) {
            book.kept.border.road = Some(road.clone());
            self.changed(book);
        }
    }

    /// What came to the border.
    pub fn border(&self) -> Border {
        self.book().snapshot().border
    }

    /// Why signatures do not match, while they do not.
    pub fn suspicion(&self) -> Option<Suspicion> {
        self.book().kept.clues.suspicion()
    }

    /// When each secret last verified a delivery.
    pub fn last_used(&self) -> HashMap<Uuid, DateTime<Utc>> {
        self.book().kept.clues.last_used().clone()
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn changed(&self, mut book: MutexGuard<'_, Book>) {
        book.unsaved = true;
        drop(book);
        self.changed.notify_one();
    }
}

impl From<Kept> for Recorded {
    fn from(Kept { border, clues, .. }: Kept) -> Self {
        Self { border, last_used: clues.last_used().clone() }
    }
}
