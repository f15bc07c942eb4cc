//! A connection's standing: it is either asking for something or waiting, and only who waits can be sent away.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, watch};
use tokio::time::{Instant, sleep_until};

use crate::waiting::{Place, Waiting};

/// A connection's share of the cap. Held by the connection and by its deliveries, until the last of them ends.
pub(crate) type Slot = Arc<OwnedSemaphorePermit>;

/// One connection.
pub(crate) struct Guest {
    slot: Mutex<Option<Slot>>,
    hall: Arc<Waiting>,
    standing: Mutex<Standing>,
    waits_since: watch::Sender<Option<Instant>>,
    leave: Arc<Notify>,
    heard: AtomicBool,
    has_asked: AtomicBool,
    has_delivered: AtomicBool,
}

enum Standing {
    /// Just come in; nobody has looked yet whether it asks for something.
    New,
    Waiting(Place),
    /// For so many things at a time.
    Asking(usize),
    SentAway,
}

/// A request of the guest, until there is an answer to write.
pub(crate) struct Asking(Arc<Guest>);

impl Guest {
    /// Comes in to the `hall`.
    pub(crate) fn come_in(slot: OwnedSemaphorePermit, hall: &Arc<Waiting>) -> Arc<Self> {
        Arc::new(Self {
            slot: Mutex::new(Some(Arc::new(slot))),
            hall: Arc::clone(hall),
            standing: Mutex::new(Standing::New),
            waits_since: watch::Sender::new(Some(Instant::now())),
            leave: Arc::default(),
            heard: AtomicBool::new(false),
            has_asked: AtomicBool::new(false),
            has_delivered: AtomicBool::new(false),
        })
    }

    /// Waits from now on, if it has not asked for anything yet.
    pub(crate) fn has_been_looked_at(&self) {
        let mut standing = self.standing();
        if matches!(*standing, Standing::New) {
            *standing = self.waiting();
        }
    }

    /// A request begins; `None` when the guest was sent away a moment ago.
    pub(crate) fn asks(self: &Arc<Self>) -> Option<Asking> {
        let mut standing = self.standing();
        *standing = match std::mem::replace(&mut *standing, Standing::SentAway) {
            Standing::New => Standing::Asking(1),
            Standing::Waiting(place) if place.leave() => Standing::Asking(1),
            Standing::Asking(requests) => Standing::Asking(requests + 1),
            Standing::Waiting(_) | Standing::SentAway => return None,
        };
        self.has_asked.store(true, Ordering::Relaxed);
        self.waits_since.send_replace(None);
        Some(Asking(Arc::clone(self)))
    }

    /// Whether it ever asked for anything.
    pub(crate) fn has_asked(&self) -> bool {
        self.has_asked.load(Ordering::Relaxed)
    }

    /// It brought what the platform signed: from now on it is no stranger.
    pub(crate) fn delivers(&self) {
        self.has_delivered.store(true, Ordering::Relaxed);
    }

    /// Its share of the cap; `None` once it was given back.
    pub(crate) fn slot(&self) -> Option<Slot> {
        self.lock_slot().clone()
    }

    /// Somebody else may have its share from now on.
    pub(crate) fn gives_its_slot_back(&self) {
        *self.lock_slot() = None;
    }

    /// Bytes have come.
    pub(crate) fn speaks(&self) {
        self.heard.store(true, Ordering::Relaxed);
    }

    /// Whether bytes have come that belong to no request yet.
    pub(crate) fn has_begun_to_ask(&self) -> bool {
        self.heard.load(Ordering::Relaxed)
    }

    /// Resolves when the guest is sent away.
    pub(crate) async fn is_sent_away(&self) {
        self.leave.notified().await;
    }

    /// Resolves when the guest has asked for nothing for so long.
    pub(crate) async fn has_waited(&self, patience: Duration) {
        let mut since = self.waits_since.subscribe();
        loop {
            let waits_since = *since.borrow_and_update();
            let end = async {
                match waits_since {
                    Some(since) => sleep_until(since + patience).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = end => return,
                _ = since.changed() => {} // the sender is ours
            }
        }
    }

    fn waiting(&self) -> Standing {
        let known = self.has_delivered.load(Ordering::Relaxed);
        Standing::Waiting(self.hall.join(known, u16::MAX, Arc::clone(&self.leave)))
    }

    fn lock_slot(&self) -> MutexGuard<'_, Option<Slot>> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn standing(&self) -> MutexGuard<'_, Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        let guest = &self.0;
        let mut standing = guest.standing();
        match *standing {
            Standing::Asking(requests) if requests > 1 => *standing = Standing::Asking(requests - 1),
            _ => {
                *standing = guest.waiting();
                guest.heard.store(false, Ordering::Relaxed);
                guest.waits_since.send_replace(Some(Instant::now()));
            }
        }
    }
}
