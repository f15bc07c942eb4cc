//! What the log has been through, and a single delivery as it came.

use loyalite::test_event;
use rusqlite::OptionalExtension;
use serde::Serialize;
use uuid::Uuid;

use super::feed::{COLUMNS, FeedEvent, feed_event};
use crate::{LedgerError, Reader};

/// The log in figures. Test events of our own are in none of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Health {
    /// Deliveries in the log.
    pub deliveries: i64,
    /// Of these, kept without effect: unreadable, lacking something, from the future, or marked as a test.
    pub set_aside: i64,
    /// Deliveries that came again, the same.
    pub repeats: i64,
    /// Deliveries that came again with another body under the same id; the first stays.
    pub conflicts: i64,
    /// Customers known.
    pub customers: i64,
    /// Of these, customers of whom something never reached this PC.
    pub incomplete: i64,
    /// Customers who were forgotten.
    pub forgotten: i64,
}

/// A delivery as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stored {
    /// What is read in it.
    pub event: FeedEvent,
    /// The raw bytes, as text; what is no UTF-8 is replaced.
    pub body: String,
}

const HEALTH: &str = "WITH own_test AS (
        SELECT seq FROM event WHERE set_aside IS NOT NULL AND set_aside = 'test' AND event = ?1)
    SELECT
    (SELECT count(*) FROM delivery) - (SELECT count(*) FROM own_test),
    (SELECT count(*) FROM event WHERE set_aside IS NOT NULL) - (SELECT count(*) FROM own_test),
    (SELECT coalesce(sum(repeats), 0) FROM repetition WHERE seq NOT IN (SELECT seq FROM own_test)),
    (SELECT coalesce(sum(conflicts), 0) FROM repetition WHERE seq NOT IN (SELECT seq FROM own_test)),
    (SELECT count(*) FROM customer),
    (SELECT count(*) FROM customer WHERE NOT history_complete),
    (SELECT count(*) FROM tombstone)";

impl Reader {
    /// The log in figures.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn health(&self) -> Result<Health, LedgerError> {
        self.read(|connection| {
            connection.query_row(HEALTH, [test_event::NAME], |row| {
                Ok(Health {
                    deliveries: row.get(0)?,
                    set_aside: row.get(1)?,
                    repeats: row.get(2)?,
                    conflicts: row.get(3)?,
                    customers: row.get(4)?,
                    incomplete: row.get(5)?,
                    forgotten: row.get(6)?,
                })
            })
        })
    }

    /// A delivery by its arrival number, raw body included.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn delivery(&self, seq: i64) -> Result<Option<Stored>, LedgerError> {
        let sql = format!("SELECT {COLUMNS} FROM event e JOIN delivery d ON d.seq = e.seq WHERE d.seq = ?1");
        self.read(|connection| {
            connection
                .prepare_cached(&sql)?
                .query_row([seq], |row| {
                    let body: Vec<u8> = row.get("body")?;
                    Ok(Stored { event: feed_event(row)?, body: String::from_utf8_lossy(&body).into_owned() })
                })
                .optional()
        })
    }

    /// The arrival number of the delivery with this id.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn seq_of(&self, id: Uuid) -> Result<Option<i64>, LedgerError> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT seq FROM delivery WHERE key = ?1")?
                .query_row([id.as_bytes()], |row| row.get(0))
                .optional()
        })
    }
}
