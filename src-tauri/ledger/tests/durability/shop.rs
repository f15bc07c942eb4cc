//! A ledger in a folder of its own, and another program that has the same file open.

use std::path::PathBuf;
use std::pin::Pin;
use std::task::Poll;

use chrono::{DateTime, Utc};
use ledger::{Kept, LedgerError, Writer, check};
use rusqlite::Connection;

use crate::steps::Doing;

pub type Answer = Result<Kept, LedgerError>;

/// One open ledger. Its writer is never restarted: what a failure leaves behind must not need it.
pub struct Shop {
    folder: tempfile::TempDir,
    pub writer: Writer,
}

impl Shop {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let writer = Writer::start(&folder.path().join("stampdesk.db")).unwrap();
        Self { folder, writer }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("stampdesk.db")
    }

    /// The connection of another program.
    pub fn outside(&self) -> Connection {
        Connection::open(self.path()).unwrap()
    }

    pub fn deliver(&self, body: &str) -> Answer {
        block_on(self.writer.deliver(body.into(), noon()))
    }

    /// Does what a step does; what became of it, where it is a delivery.
    pub fn take(&self, doing: &Doing) -> Result<Option<Kept>, LedgerError> {
        let day = |time: DateTime<Utc>| time.timestamp().div_euclid(24 * 60 * 60);
        match doing.clone() {
            Doing::Deliver(body) => self.deliver(&body).map(Some),
            Doing::Say(fact) => block_on(self.writer.record(fact, noon())).map(|()| None),
            Doing::Forget(customer) => block_on(self.writer.forget(customer, day, noon())).map(|_| None),
            Doing::Settle => {
                while block_on(self.writer.settle(9, noon()))? > 0 {}
                Ok(None)
            }
            Doing::CloseDay(day) => {
                block_on(self.writer.close_day(None, day, "Europe/Istanbul".into(), "{}".into(), noon()))
                    .map(|_| None)
            }
        }
    }

    /// Delivers all of them while another program holds the database, so that they queue up; then that program lets go.
    /// The writer has taken in what was there when it woke, and finds the rest as one group.
    pub fn deliver_together(&self, bodies: &[&str]) -> Vec<Answer> {
        let other = self.outside();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        block_on(async {
            let mut queued: Vec<_> =
                bodies.iter().map(|body| Box::pin(self.writer.deliver((*body).into(), noon()))).collect();
            std::future::poll_fn(|context| {
                for delivery in &mut queued {
                    let polled = Pin::new(delivery).poll(context);
                    assert!(polled.is_pending(), "nothing can be stored while another program writes");
                }
                Poll::Ready(())
            })
            .await;
            other.execute_batch("ROLLBACK").unwrap();
            let mut answers = Vec::new();
            for delivery in queued {
                answers.push(delivery.await);
            }
            answers
        })
    }

    /// Every row of every table.
    pub fn contents(&self) -> Vec<String> {
        let outside = self.outside();
        let rows_of = |table: String| {
            let mut query = outside.prepare(&format!("SELECT * FROM {table}")).unwrap();
            let columns = 0..query.column_count();
            query
                .query_map([], |row| {
                    let values: Vec<_> = columns.clone().map(|it| row.get_ref_unwrap(it)).collect();
                    Ok(format!("{table}: {values:?}"))
                })
                .unwrap()
                .map(Result::unwrap)
                .collect::<Vec<_>>()
        };
        tables(&outside).into_iter().flat_map(rows_of).collect()
    }

    /// How often the log holds the delivery with this body.
    pub fn times_in_log(&self, body: &str) -> i64 {
        let count = "SELECT count(*) FROM delivery WHERE body = ?1";
        self.outside().query_row(count, [body.as_bytes()], |row| row.get(0)).unwrap()
    }

    pub fn assert_sound(&self, after: &str) {
        assert_eq!(
            check(&self.path()).unwrap(),
            Vec::<String>::new(),
            "the figures equal the log after {after}"
        );
    }
}

/// The names of all tables, whichever there are today.
pub fn tables(connection: &Connection) -> Vec<String> {
    connection
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
        )
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

pub fn noon() -> DateTime<Utc> {
    "2026-04-20T12:00:00Z".parse().unwrap()
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}
