//! Those who hold something while they keep everybody waiting: a connection that asks for nothing, a body that trickles in.
//! They may stay as long as there is room. When there is none, whoever has waited longest leaves, so that new ones always
//! get in: the platform needs milliseconds, and whoever needs longer than all the others together is not the platform.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// A line of waiting ones, in the order in which they began to wait.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    line: Mutex<Line>,
    joined: Notify,
}

#[derive(Debug, Default)]
struct Line {
    next: u64,
    places: BTreeMap<u64, Arc<Notify>>,
}

/// A place in the line, left when it is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    waiting: Arc<Waiting>,
    number: u64,
}

impl Waiting {
    /// Joins the line at its end; `leave` is notified when this one is sent away. Where more than `most` wait then, the one
    /// who has waited longest is.
    pub(crate) fn join(self: &Arc<Self>, most: u16, leave: Arc<Notify>) -> Place {
        let (number, full) = {
            let mut line = self.line();
            let number = line.next;
            line.next += 1;
            line.places.insert(number, leave);
            (number, line.places.len() > most.into())
        };
        if full {
            self.send_one_away();
        }
        self.joined.notify_one();
        Place { waiting: Arc::clone(self), number }
    }

    /// Sends the longest waiting away; false when nobody waits.
    pub(crate) fn send_one_away(&self) -> bool {
        let oldest = self.line().places.pop_first();
        oldest.is_some_and(|(_, leave)| {
            leave.notify_one();
            true
        })
    }

    /// The same, once somebody waits.
    pub(crate) async fn one_is_sent_away(&self) {
        while !self.send_one_away() {
            self.joined.notified().await;
        }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Leaves the line; false when this one was sent away before.
    pub(crate) fn leave(&self) -> bool {
        self.waiting.line().places.remove(&self.number).is_some()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.waiting.line().places.remove(&self.number);
    }
}
