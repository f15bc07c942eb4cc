//! Keeping the record: on disk for other programs and the next start, and in the log, neither of them faster than a person
//! could read, whatever the traffic.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Record, store};

/// The least time between two writings.
const PAUSE: Duration = Duration::from_secs(1);

impl Record {
    /// Writes the record whenever it changes, at once after quiet and then once a second, and tells the log what it must
    /// know. Never ends; whoever drops it calls [`flush`](Self::flush).
    pub async fn keep(self: Arc<Self>) {
        loop {
            let _nothing_new = tokio::time::timeout(PAUSE, self.changed.notified()).await;
            self.look(Utc::now());
            self.tell(Utc::now());
            if self.book().unsaved {
                self.write().await;
                tokio::time::sleep(PAUSE).await;
            }
        }
    }

    /// Writes what is not written yet, and tells the log the rest: the end.
    pub async fn flush(self: &Arc<Self>) {
        self.book().end();
        let last = self.book().tally.last_line();
        last.into_iter().for_each(|line| tracing::warn!("{line}"));
        self.write().await;
    }

    fn tell(&self, now: DateTime<Utc>) {
        let (refusals, suspicion) = {
            let mut book = self.book();
            (book.tally.line(now), book.suspicion_to_tell(now))
        };
        refusals.into_iter().for_each(|line| tracing::warn!("{line}"));
        suspicion.into_iter().for_each(|suspicion| tracing::warn!("{}", suspicion.words()));
    }

    async fn write(self: &Arc<Self>) {
        let record = Arc::clone(self);
        // An error says that the program is ending in mid-write; the file of a second ago stands.
        let _ = tokio::task::spawn_blocking(move || record.write_now()).await;
    }

    fn write_now(&self) {
        let mut failing = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(kept) = self.book().take_unsaved() else { return };
        let written = store::replace(&self.file, &kept);
        if let Err(error) = &written {
            self.book().unsaved = true;
            if !*failing {
                let file = self.file.display();
                tracing::error!(%error, %file, "what comes to the border is counted, but cannot be written");
            }
        }
        *failing = written.is_err();
    }
}
