//! Those who hold something while they keep everybody waiting: a connection that asks for nothing, a body that trickles in.
//! They may stay as long as there is room. When there is none, whoever has waited longest leaves, so that new ones always
//! get in: the platform needs milliseconds, and whoever needs longer than all the others together is not the platform. Who
//! has delivered before leaves after all strangers.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until, timeout};

/// Everybody has so much time to ask, and to be written an answer to, however many come. It bounds the strangers that are let
/// in and out: with 512 places, 5,120 a second.
const GRACE: Duration = Duration::from_millis(100);
/// Far longer than it takes to look at who has just come in, also on a busy PC.
const MOMENT: Duration = Duration::from_secs(1);

/// A line of waiting ones, in the order in which they are sent away.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    line: Mutex<Line>,
    joined: Notify,
}

#[derive(Debug, Default)]
struct Line {
    next: u64,
    places: BTreeMap<Rank, Waiter>,
}

#[derive(Debug)]
struct Waiter {
    since: Instant,
    leave: Arc<Notify>,
}

/// Strangers first, then in the order in which they began to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    known: bool,
    number: u64,
}

/// A place in the line, left when it is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    waiting: Arc<Waiting>,
    rank: Rank,
}

impl Waiting {
    /// Joins the line; `leave` is notified when this one is sent away. Where more than `most` wait then, the first of them is.
    pub(crate) fn join(self: &Arc<Self>, known: bool, most: u16, leave: Arc<Notify>) -> Place {
        let (rank, full) = {
            let mut line = self.line();
            let rank = Rank { known, number: line.next };
            line.next += 1;
            line.places.insert(rank, Waiter { since: Instant::now(), leave });
            (rank, line.places.len() > most.into())
        };
        if full {
            self.send_one_away();
        }
        self.joined.notify_one();
        Place { waiting: Arc::clone(self), rank }
    }

    /// Sends the first of the line away, if anybody waits.
    pub(crate) fn send_one_away(&self) {
        let first = self.line().places.pop_first();
        first.into_iter().for_each(|(_, waiter)| waiter.leave.notify_one());
    }

    /// The same, once somebody has waited for long enough. Whoever is known is sent away only if no stranger joins for a
    /// moment.
    pub(crate) async fn one_is_sent_away(&self) {
        loop {
            let first = self.line().places.first_key_value().map(|(rank, waiter)| (*rank, waiter.since));
            let joined = self.joined.notified();
            let Some((rank, since)) = first else {
                joined.await;
                continue;
            };
            if rank.known && timeout(MOMENT, joined).await.is_ok() {
                continue;
            }
            sleep_until(since + GRACE).await;
            if let Some(waiter) = self.line().places.remove(&rank) {
                return waiter.leave.notify_one();
            }
        }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Leaves the line; false when this one was sent away before.
    pub(crate) fn leave(&self) -> bool {
        self.waiting.line().places.remove(&self.rank).is_some()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.waiting.line().places.remove(&self.rank);
    }
}
