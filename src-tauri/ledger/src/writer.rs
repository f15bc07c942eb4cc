//! The one writer: a thread that owns the only writing connection and commits in groups. It takes what is queued,
//! writes it in one transaction, and answers all of them once that is on disk.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::{broadcast, mpsc, oneshot};

use crate::facts::{self, Fact, Unknown};
use crate::forget::{self, DayOf, Forgotten};
use crate::intake::{self, CustomerKey, Kept, Taken};
use crate::rebuild::{self, Rebuilt};
use crate::{LedgerError, store};

/// Deliveries waiting for the writer; more are told to come again.
const QUEUE: usize = 1024;
/// Deliveries committed together at the most.
const GROUP: usize = 256;
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

/// Work that stands alone between two groups; it answers for itself and says what it changed.
type Alone = Box<dyn FnOnce(&mut Connection, &Path) -> Option<Change> + Send>;

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
        let work = Thread { path: path.to_path_buf(), connection, changes: changes.clone() };
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
        self.alone(|connection| Ok((rebuild::rebuild(connection)?, Some(None)))).await
    }

    /// Keeps what the owner says.
    pub async fn record(&self, said: Fact, now: DateTime<Utc>) -> Result<(), LedgerError> {
        let outcome = self.alone(move |connection| {
            let outcome = facts::record(connection, &said, now)?;
            Ok((
                outcome.clone().map(drop),
                outcome.ok().map(|customer| customer.map(|key| HashSet::from([key]))),
            ))
        });
        outcome.await?.map_err(|unknown| {
            LedgerError::Unknown(match unknown {
                Unknown::Customer => "customer",
                Unknown::Coupon => "coupon",
                Unknown::Event => "event",
            })
        })
    }

    /// Forgets a customer for good. `day_of` is the shop's calendar: the figures of its days stay as they are.
    pub async fn forget(
        &self,
        customer: CustomerKey,
        day_of: DayOf,
        now: DateTime<Utc>,
    ) -> Result<Forgotten, LedgerError> {
        let outcome = self
            .alone(move |connection| Ok((forget::forget(connection, &customer, day_of, now)?, Some(None))));
        outcome.await?.ok_or(LedgerError::Unknown("customer"))
    }

    /// What each commit changes, from now on.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// Runs `work` between two groups. It returns its answer, and whose figures changed, if any did (`None`: all).
    async fn alone<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<(T, Option<Option<HashSet<CustomerKey>>>)>
        + Send
        + 'static,
    ) -> Result<T, LedgerError> {
        let job = |to: Answer<T>| {
            Job::Alone(Box::new(move |connection, path| {
                let done = work(connection).map_err(|error| LedgerError::sort(path, &error));
                let (done, changed) =
                    done.map_or_else(|error| (Err(error), None), |(done, changed)| (Ok(done), changed));
                answer(to, done);
                let newest = "SELECT coalesce(max(seq), 0) FROM delivery";
                let newest_seq = connection.query_row(newest, [], |row| row.get(0)).unwrap_or(0);
                changed.map(|customers| Change { newest_seq, customers })
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

struct Thread {
    path: PathBuf,
    connection: Connection,
    changes: broadcast::Sender<Change>,
}

impl Thread {
    fn work(mut self, mut queue: mpsc::Receiver<Job>) {
        while let Some(first) = queue.blocking_recv() {
            let (group, alone) = gather(first, &mut queue);
            if !group.is_empty() {
                self.keep(group);
            }
            if let Some(alone) = alone {
                self.run(alone);
            }
        }
    }

    /// A panic rolls back as an error does; whoever waits hears that the answer was lost.
    fn run(&mut self, alone: Alone) {
        let run = AssertUnwindSafe(|| alone(&mut self.connection, &self.path));
        if let Ok(Some(change)) = catch_unwind(run) {
            self.announce(change);
        }
    }

    /// One transaction for the whole group; if that fails, one each, so that nobody fails for somebody else's delivery.
    fn keep(&mut self, group: Vec<Waiting>) {
        if group.len() > 1 {
            match self.commit(&group) {
                Ok(taken) => return self.tell(group, taken),
                Err(error) => {
                    tracing::warn!(%error, deliveries = group.len(), "a group failed; trying one by one")
                }
            }
        }
        for waiting in group {
            let one = [waiting];
            match self.commit(&one) {
                Ok(taken) => self.tell(one.into(), taken),
                Err(error) => {
                    tracing::error!(%error, "a delivery could not be stored");
                    let [waiting] = one;
                    answer(waiting.answer, Err(error));
                }
            }
        }
    }

    fn commit(&mut self, group: &[Waiting]) -> Result<Vec<Taken>, LedgerError> {
        let store = || -> rusqlite::Result<Vec<Taken>> {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let taken = group
                .iter()
                .map(|waiting| intake::take(&transaction, &waiting.body, waiting.received_at))
                .collect::<Result<_, _>>()?;
            transaction.commit()?;
            Ok(taken)
        };
        // A panic rolls the transaction back as an error does; the thread must outlive it, or nothing is stored any more.
        catch_unwind(AssertUnwindSafe(store))
            .unwrap_or_else(|_| Err(rusqlite::Error::UnwindingPanic))
            .map_err(|error| LedgerError::sort(&self.path, &error))
    }

    /// After the commit: first the subscribers, then whoever delivered.
    fn tell(&self, group: Vec<Waiting>, taken: Vec<Taken>) {
        if let Some(newest_seq) = taken.iter().filter_map(|taken| taken.seq).max() {
            let customers = taken.iter().filter_map(|taken| taken.customer.clone()).collect();
            self.announce(Change { newest_seq, customers: Some(customers) });
        }
        for (waiting, taken) in group.into_iter().zip(taken) {
            answer(waiting.answer, Ok(taken.kept));
        }
    }

    fn announce(&self, change: Change) {
        // An error means that nobody listens, and that is fine.
        drop(self.changes.send(change));
    }
}

/// What is queued, up to a group's size; what must stand alone waits until the group before it is stored.
fn gather(first: Job, queue: &mut mpsc::Receiver<Job>) -> (Vec<Waiting>, Option<Alone>) {
    let mut group = Vec::new();
    let mut next = Some(first);
    while let Some(job) = next {
        match job {
            Job::Deliver(waiting) => group.push(waiting),
            Job::Alone(alone) => return (group, Some(alone)),
        }
        next = if group.len() < GROUP { queue.try_recv().ok() } else { None };
    }
    (group, None)
}

fn answer<T>(to: Answer<T>, result: Result<T, LedgerError>) {
    // Who asked may have gone; what was stored stays stored.
    drop(to.send(result));
}
