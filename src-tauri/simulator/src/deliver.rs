//! The platform's post office: every delivery at its time, signed, tried again until it is accepted or given up.

mod attempt;
mod pace;
mod queue;
mod report;

use std::sync::Arc;
use std::time::Duration;

use loyalite::Secret;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use self::attempt::Poster;
use self::queue::{Queued, queue};
use self::report::Outcome;
use crate::Delivery;

pub use self::pace::{ATTEMPTS, Pace};
pub use self::report::Report;

/// How well the platform behaves. The default is its best day: in order, one at a time, nothing twice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Behaviour {
    /// The share of accepted deliveries, 0 to 1, that are sent again as if the answer had got lost.
    pub repeat: f64,
    /// The share of deliveries, 0 to 1, that arrive behind later ones.
    pub disorder: f64,
    /// How many requests may be under way at a time; 0 is taken as 1. More than one is disorder of its own.
    pub concurrency: usize,
    /// Which deliveries are repeated or late.
    pub seed: u64,
}

impl Default for Behaviour {
    fn default() -> Self {
        Self { repeat: 0.0, disorder: 0.0, concurrency: 1, seed: 1 }
    }
}

/// Why nothing was posted at all. A receiver that refuses or fails is no error but part of the [`Report`].
#[derive(Debug, thiserror::Error)]
pub enum PlayError {
    /// Not an absolute `http` or `https` address.
    #[error("not an http(s) address: {0}")]
    Address(String),
    /// The HTTP client could not be set up, for example without the system's TLS.
    #[error("no HTTP client: {0}")]
    Client(#[source] reqwest::Error),
}

/// Posts `deliveries` to `url` and returns when each is accepted or exhausted, so it always ends. `on_progress` hears
/// the report so far after each of them. Dropping the future stops everything under way.
///
/// # Errors
/// [`PlayError`] when the address or the HTTP client is unusable; nothing was sent then.
pub async fn play(
    deliveries: Vec<Delivery>,
    url: &str,
    secret: &Secret,
    pace: Pace,
    behaviour: Behaviour,
    mut on_progress: impl FnMut(&Report),
) -> Result<Report, PlayError> {
    let poster = Arc::new(Poster::new(url, secret.clone())?);
    let gate = Arc::new(Semaphore::new(behaviour.concurrency.max(1)));
    let begin = Instant::now();
    let mut report = Report::default();
    let mut under_way = JoinSet::new();

    for queued in queue(deliveries, &behaviour) {
        let due = begin + pace.wait(queued.due);
        let turn = async {
            sleep_until(due).await;
            enter(&gate).await
        };
        tokio::pin!(turn);
        let place = loop {
            tokio::select! {
                Some(done) = under_way.join_next() => note(done, &mut report, &mut on_progress),
                place = &mut turn => break place,
            }
        };
        under_way.spawn(deliver(Arc::clone(&poster), Arc::clone(&gate), queued, pace, place));
    }
    while let Some(done) = under_way.join_next().await {
        note(done, &mut report, &mut on_progress);
    }
    Ok(report)
}

/// One delivery to its end. Holds its place at the gate while a request runs, never while it waits to try again.
async fn deliver(
    poster: Arc<Poster>,
    gate: Arc<Semaphore>,
    queued: Queued,
    pace: Pace,
    first_place: Option<OwnedSemaphorePermit>,
) -> Outcome {
    let mut outcome = Outcome::default();
    let mut place = first_place;
    for failure in 0..ATTEMPTS {
        let attempt = poster.post(&queued.delivery).await;
        drop(place.take());
        outcome.attempts.push(attempt);
        if attempt.accepted() {
            break;
        }
        if failure + 1 < ATTEMPTS {
            place = again_after(pace.pause(failure), &gate).await;
        }
    }
    if queued.repeat && outcome.accepted() {
        let place = again_after(pace.pause(0), &gate).await;
        outcome.repeat = Some(poster.post(&queued.delivery).await);
        drop(place);
    }
    outcome
}

async fn again_after(pause: Duration, gate: &Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
    tokio::time::sleep(pause).await;
    enter(gate).await
}

/// A place at the gate. The gate is never closed, so there always is one sooner or later.
async fn enter(gate: &Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
    Arc::clone(gate).acquire_owned().await.ok()
}

fn note(
    done: Result<Outcome, tokio::task::JoinError>,
    report: &mut Report,
    on_progress: &mut impl FnMut(&Report),
) {
    match done {
        Ok(outcome) => report.add(&outcome),
        // Nothing cancels a task, so it can only have panicked.
        Err(broken) => std::panic::resume_unwind(broken.into_panic()),
    }
    on_progress(report);
}
