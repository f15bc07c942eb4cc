//! The thread behind the writer: takes what is queued, writes it in one transaction, announces, answers.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::{broadcast, mpsc};

use super::checkpoint::Checkpoints;
use super::{Alone, Answer, Change, Job, Touched, Waiting};
use crate::LedgerError;
use crate::intake::{self, Taken};

/// Deliveries committed together at the most.
const GROUP: usize = 256;

/// What the thread works with.
pub struct Thread {
    pub path: PathBuf,
    /// Ends before the connection, whose closing moves what is left.
    pub checkpoints: Checkpoints,
    pub connection: Connection,
    pub changes: broadcast::Sender<Change>,
}

impl Thread {
    /// Works until every handle is gone and the queue is empty.
    pub fn work(mut self, mut queue: mpsc::Receiver<Job>) {
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
        let _paused = self.checkpoints.pause();
        let Ok((touched, answer)) =
            catch_unwind(AssertUnwindSafe(|| alone(&mut self.connection, &self.path)))
        else {
            return;
        };
        let customers = match touched {
            Touched::Nobody => return answer(),
            Touched::NoFigure => Some(HashSet::new()),
            Touched::One(customer) => Some(HashSet::from([customer])),
            Touched::Everybody => None,
        };
        let newest =
            self.connection.query_row("SELECT coalesce(max(seq), 0) FROM delivery", [], |row| row.get(0));
        self.announce(Change { newest_seq: newest.unwrap_or(0), customers });
        answer();
    }

    /// One transaction for the whole group. Where one delivery makes it fail, one each, so that nobody fails for somebody
    /// else's; where the database cannot be written at all, nobody waits for it twice.
    fn keep(&mut self, group: Vec<Waiting>) {
        match self.commit(&group) {
            Ok(taken) => self.tell(group, taken),
            Err(LedgerError::Failed(error)) if group.len() > 1 => {
                tracing::warn!(error, deliveries = group.len(), "a group failed; trying one by one");
                group.into_iter().for_each(|waiting| self.keep(vec![waiting]));
            }
            Err(error) => {
                tracing::error!(%error, deliveries = group.len(), "not stored");
                group.into_iter().for_each(|waiting| answer(waiting.answer, Err(error.clone())));
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
        self.checkpoints.after_commit();
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

/// Answers, if somebody still waits.
pub fn answer<T>(to: Answer<T>, result: Result<T, LedgerError>) {
    // Who asked may have gone; what was stored stays stored.
    drop(to.send(result));
}
