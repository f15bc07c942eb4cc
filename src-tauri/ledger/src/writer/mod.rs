//! The one writer: a thread that owns the only writing connection and commits in groups. It takes what is queued,
//! writes it in one transaction, and answers all of them once that is on disk.

mod checkpoint;
mod thread;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;
use tokio::sync::{broadcast, mpsc, oneshot};

use crate::backup;
use crate::facts::{self, Fact, Unknown};
use crate::forget::{self, Forgotten};
use crate::intake::{CustomerKey, Kept};
use crate::rebuild::{self, Rebuilt};
use crate::retain::{self, Reduced};
use crate::table::{closed_day, total};
use crate::{LedgerError, store};
use checkpoint::Checkpoints;
use thread::{Thread, answer};

/// Deliveries waiting for the writer; more are told to come again.
const QUEUE: usize = 1024;
/// Changes a slow subscriber may fall behind before it is told that it missed some.
const BACKLOG: usize = 1024;

/// What a commit changed. Sent after it, never before.
#[derive(Debug, Clone)]
pub struct Change {
    /// The newest arrival number.
    pub newest_seq: i64,
    /// The customers whose figures may be other than before; `None` for all of them (after a rebuild).
    pub customers: Option<HashSet<CustomerKey>>,
}

type Answer<T> = oneshot::Sender<Result<T, LedgerError>>;

/// Work that stands alone between two groups. It says whose figures may have changed, and leaves its answer to be given
/// once they have been announced.
type Alone = Box<dyn FnOnce(&mut Connection, &Path) -> (Touched, Box<dyn FnOnce()>) + Send>;

enum Touched {
    /// Nothing was committed.
    Nobody,
    /// It was, and all that is told stays as it is: whoever watches the file knows that it was us.
    NoFigure,
    One(CustomerKey),
    Everybody,
}

enum Job {
    Deliver(Waiting),
    Alone(Alone),
}

struct Waiting {
    body: Vec<u8>,
    received_at: DateTime<Utc>,
    answer: Answer<Kept>,
}

/// The handle of the writer thread. Dropping it finishes what is queued, closes the database and ends the thread.
#[derive(Debug)]
pub struct Writer {
    jobs: Option<mpsc::Sender<Job>>,
    changes: broadcast::Sender<Change>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Opens the database at `path` to write it, and starts the thread.
    pub fn start(path: &Path) -> Result<Self, LedgerError> {
        let connection = store::open(path)?;
        let (jobs, queue) = mpsc::channel(QUEUE);
        let (changes, _) = broadcast::channel(BACKLOG);
        let checkpoints = Checkpoints::start(path)?;
        let work = Thread { path: path.to_path_buf(), checkpoints, connection, changes: changes.clone() };
        let thread = std::thread::Builder::new()
            .name("ledger-writer".into())
            .spawn(move || work.work(queue))
            .map_err(|error| LedgerError::Failed(error.to_string()))?;
        Ok(Self { jobs: Some(jobs), changes, thread: Some(thread) })
    }

    /// Stores a delivery whose signature holds. `Ok` means that it is on disk.
    pub async fn deliver(&self, body: Vec<u8>, received_at: DateTime<Utc>) -> Result<Kept, LedgerError> {
        self.ask(|answer| Job::Deliver(Waiting { body, received_at, answer })).await
    }

    /// The tables anew from the log.
    pub async fn rebuild(&self) -> Result<Rebuilt, LedgerError> {
        self.alone(|connection| Ok((rebuild::rebuild(connection)?, Touched::Everybody))).await
    }

    /// Keeps what the owner says.
    pub async fn record(&self, said: Fact, now: DateTime<Utc>) -> Result<(), LedgerError> {
        let outcome = self.alone(move |connection| {
            let outcome = facts::record(connection, &said, now)?;
            let touched = match &outcome {
                Ok(Some(customer)) => Touched::One(customer.clone()),
                Ok(None) => Touched::Everybody,
                Err(_) => Touched::Nobody,
            };
            Ok((outcome, touched))
        });
        match outcome.await? {
            Ok(_) => Ok(()),
            Err(Unknown::Customer) => Err(LedgerError::Unknown("customer")),
            Err(Unknown::Coupon) => Err(LedgerError::Unknown("coupon")),
            Err(Unknown::Event) => Err(LedgerError::Unknown("event")),
        }
    }

    /// Forgets a customer for good. `day_of` is the shop's calendar: the figures of its days stay as they are.
    pub async fn forget(
        &self,
        customer: CustomerKey,
        day_of: impl Fn(DateTime<Utc>) -> i64 + Send + 'static,
        now: DateTime<Utc>,
    ) -> Result<Forgotten, LedgerError> {
        let outcome = self.alone(move |connection| {
            Ok((forget::forget(connection, &customer, day_of, now)?, Touched::Everybody))
        });
        outcome.await?.ok_or(LedgerError::Unknown("customer"))
    }

    /// Adds up quarters of an hour that ended before `now` and whose events have changed since they were added up: so many at
    /// the most, and fewer where that takes long. How many are left.
    pub async fn settle(&self, quarters: u32, now: DateTime<Utc>) -> Result<u32, LedgerError> {
        let settle = move |connection: &mut Connection| {
            let left = total::settle(connection, quarters, now)?;
            Ok((left.unwrap_or(0), left.map_or(Touched::Nobody, |_| Touched::NoFigure)))
        };
        self.alone(settle).await
    }

    /// Keeps what is known of a day of the shop's calendar as it is now; the number of its row.
    pub async fn close_day(
        &self,
        organization: Option<String>,
        day: NaiveDate,
        time_zone: String,
        report: String,
        now: DateTime<Utc>,
    ) -> Result<i64, LedgerError> {
        let keep = move |connection: &mut Connection| {
            let seq = closed_day::append(connection, organization.as_deref(), day, &time_zone, &report, now)?;
            Ok((seq, Touched::NoFigure))
        };
        self.alone(keep).await
    }

    /// Puts the copy at `staged`, which was [adopted](crate::adopt), in place of all that there is, which is kept as the new file
    /// `replaced`, where one is wanted. All or nothing; deliveries wait meanwhile.
    pub async fn load(&self, staged: PathBuf, replaced: Option<PathBuf>) -> Result<(), LedgerError> {
        let load = move |connection: &mut Connection| {
            backup::load(connection, &staged, replaced.as_deref())?;
            Ok(((), Touched::Everybody))
        };
        self.alone(load).await
    }

    /// Reduces bodies that were taken in before `before` to what is read in them: looks at so many at the most.
    pub async fn reduce(
        &self,
        before: DateTime<Utc>,
        now: DateTime<Utc>,
        bodies: u32,
    ) -> Result<Reduced, LedgerError> {
        let reduce = move |connection: &mut Connection| {
            Ok((retain::reduce(connection, before, now, bodies)?, Touched::NoFigure))
        };
        self.alone(reduce).await
    }

    /// What each commit changes, from now on.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// Runs `work` between two groups. It returns its answer, and whose figures may have changed.
    async fn alone<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<(T, Touched)> + Send + 'static,
    ) -> Result<T, LedgerError> {
        let job = |to: Answer<T>| {
            Job::Alone(Box::new(move |connection, path| {
                let (done, touched) = match work(connection) {
                    Ok((done, touched)) => (Ok(done), touched),
                    Err(error) => (Err(LedgerError::sort(path, &error)), Touched::Nobody),
                };
                (touched, Box::new(move || answer(to, done)))
            }))
        };
        self.ask(job).await
    }

    async fn ask<T>(&self, job: impl FnOnce(Answer<T>) -> Job) -> Result<T, LedgerError> {
        let (answer, answered) = oneshot::channel();
        let jobs = self.jobs.as_ref().ok_or(LedgerError::Busy)?;
        jobs.try_send(job(answer)).map_err(|_| LedgerError::Busy)?;
        answered.await.unwrap_or_else(|_| Err(LedgerError::Failed("the writer ended".into())))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None; // the thread finishes what is queued and leaves
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the writer thread had panicked");
        }
    }
}
