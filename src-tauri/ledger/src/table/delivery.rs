//! Table `delivery`: the log. Rows are added, never changed; but a body may be reduced after years (`retain`).

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::reduced;
use crate::time::{Micros, later_than, up_to};

/// A stored delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Arrival number, strictly increasing.
    pub seq: i64,
    /// What tells it from every other delivery.
    pub key: Vec<u8>,
    /// When it was taken in.
    pub received_at: DateTime<Utc>,
    /// The raw bytes that were signed.
    pub body: Vec<u8>,
}

/// Whether a delivery is new to the log.
pub enum Appended {
    /// It is, under this number.
    New(i64),
    /// The same id and the same bytes are there already.
    Repeat,
    /// The same id is there with other bytes; those stay.
    Conflict,
}

/// The idempotency key: the id, or a digest of the body where no id is legible.
pub fn key(id: Option<Uuid>, body: &[u8]) -> Vec<u8> {
    id.map_or_else(|| Sha256::digest(body).to_vec(), |id| id.as_bytes().to_vec())
}

/// Adds a delivery, unless its key is known: then only the repetition is counted.
pub fn append(
    connection: &Connection,
    key: &[u8],
    received_at: DateTime<Utc>,
    body: &[u8],
) -> rusqlite::Result<Appended> {
    let new = connection
        .prepare_cached(
            "INSERT INTO delivery (seq, key, received_at, body)
             VALUES ((SELECT max(removed_up_to, coalesce((SELECT max(seq) FROM delivery), 0)) + 1 FROM ledger), ?1, ?2, ?3)
             ON CONFLICT (key) DO NOTHING RETURNING seq",
        )?
        .query_row(params![key, Micros(received_at), body], |row| row.get(0))
        .optional()?;
    if let Some(seq) = new {
        return Ok(Appended::New(seq));
    }
    let (seq, same): (i64, bool) = connection
        .prepare_cached("SELECT seq, body = ?2 FROM delivery WHERE key = ?1")?
        .query_row(params![key, body], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let same = reduced::digest(connection, seq)?.map_or(same, |digest| digest == *Sha256::digest(body));
    connection
        .prepare_cached(
            "INSERT INTO repetition (seq, repeats, conflicts) VALUES (?1, ?2, ?3)
             ON CONFLICT (seq) DO UPDATE SET repeats = repeats + ?2, conflicts = conflicts + ?3",
        )?
        .execute(params![seq, same, !same])?;
    Ok(if same { Appended::Repeat } else { Appended::Conflict })
}

/// Remembers how far arrival numbers have come, before deliveries are removed: none is given out twice.
pub fn remember_numbers(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE ledger SET removed_up_to = max(removed_up_to, coalesce((SELECT max(seq) FROM delivery), 0))",
        [],
    )?;
    Ok(())
}

/// Every delivery in the order of arrival.
pub const ALL: &str = "SELECT seq, key, received_at, body FROM delivery ORDER BY seq";

/// The delivery with this arrival number.
pub fn numbered(connection: &Connection, seq: i64) -> rusqlite::Result<Option<Delivery>> {
    connection
        .prepare_cached("SELECT seq, key, received_at, body FROM delivery WHERE seq = ?1")?
        .query_row([seq], from_row)
        .optional()
}

/// The deliveries that count in a customer's figures and happened after `after`, up to and with `until`.
pub fn of_customer(
    connection: &Connection,
    customer: i64,
    after: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
) -> rusqlite::Result<Vec<Delivery>> {
    connection
        .prepare_cached(
            "SELECT d.seq, d.key, d.received_at, d.body FROM event e JOIN delivery d ON d.seq = e.seq
             WHERE e.customer = ?1 AND e.occurred_at > ?2 AND e.occurred_at <= ?3",
        )?
        .query_map(params![customer, later_than(after), up_to(until)], from_row)?
        .collect()
}

/// The deliveries that tell of a coupon.
pub fn of_coupon(connection: &Connection, customer: i64, coupon_id: Uuid) -> rusqlite::Result<Vec<Delivery>> {
    connection
        .prepare_cached(
            "SELECT d.seq, d.key, d.received_at, d.body FROM event e JOIN delivery d ON d.seq = e.seq
             WHERE e.customer = ?1 AND e.coupon_id = ?2",
        )?
        .query_map(params![customer, coupon_id], from_row)?
        .collect()
}

/// When the newest delivery was taken in that was no test.
pub fn newest_received_at(connection: &Connection) -> rusqlite::Result<Option<DateTime<Utc>>> {
    connection
        .prepare_cached(
            "SELECT d.received_at FROM event e JOIN delivery d ON d.seq = e.seq
             WHERE e.set_aside IS NOT 'test' ORDER BY e.seq DESC LIMIT 1",
        )?
        .query_row([], |row| row.get::<_, Micros>(0))
        .optional()
        .map(|time| time.map(|time| time.0))
}

/// Since when this PC listens: when the ledger was first opened to write.
pub fn listening_since(connection: &Connection) -> rusqlite::Result<Option<DateTime<Utc>>> {
    connection
        .query_row("SELECT opened_at FROM ledger", [], |row| row.get::<_, Micros>(0))
        .optional()
        .map(|time| time.map(|time| time.0))
}

/// A delivery out of a row with the columns `seq`, `key`, `received_at`, `body`.
pub fn from_row(row: &Row<'_>) -> rusqlite::Result<Delivery> {
    Ok(Delivery {
        seq: row.get("seq")?,
        key: row.get("key")?,
        received_at: row.get::<_, Micros>("received_at")?.0,
        body: row.get("body")?,
    })
}
