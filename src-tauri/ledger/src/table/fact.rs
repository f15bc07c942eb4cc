//! Table `fact`: what the owner says, as entries of the log. The last word on a thing counts.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::CustomerKey;
use crate::time::Micros;

/// The kinds of facts, as they stand in the table.
pub mod kind {
    pub const NICKNAME: &str = "nickname";
    pub const NOTE: &str = "note";
    pub const COUPON_CLOSED: &str = "coupon_closed";
    pub const COUPON_REOPENED: &str = "coupon_reopened";
    pub const EVENT_WAS_TEST: &str = "event_was_test";
    pub const EVENT_WAS_REAL: &str = "event_was_real";
}

/// An entry of the log.
pub struct FactRow<'a> {
    pub kind: &'static str,
    pub customer: Option<&'a CustomerKey>,
    pub subject: Option<&'a [u8]>,
    pub words: Option<&'a str>,
}

/// Adds an entry.
pub fn append(
    connection: &Connection,
    recorded_at: DateTime<Utc>,
    row: &FactRow<'_>,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO fact (recorded_at, kind, organization, customer_id, subject, words)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            Micros(recorded_at),
            row.kind,
            row.customer.map(|key| &key.organization),
            row.customer.map(|key| key.customer_id),
            row.subject,
            row.words,
        ])?;
    Ok(())
}

/// Whether the owner's last word on this delivery is that it was a test.
pub fn is_test(connection: &Connection, delivery_key: &[u8]) -> rusqlite::Result<bool> {
    let last: Option<String> = connection
        .prepare_cached(
            "SELECT kind FROM fact WHERE subject = ?1 AND kind IN (?2, ?3) ORDER BY seq DESC LIMIT 1",
        )?
        .query_row(params![delivery_key, kind::EVENT_WAS_TEST, kind::EVENT_WAS_REAL], |row| row.get(0))
        .optional()?;
    Ok(last.as_deref() == Some(kind::EVENT_WAS_TEST))
}

/// The deliveries that the owner's last word calls tests.
pub fn tests(connection: &Connection) -> rusqlite::Result<HashSet<Vec<u8>>> {
    connection
        .prepare(
            "SELECT subject FROM fact WHERE kind IN (?1, ?2) GROUP BY subject
             HAVING max(CASE WHEN kind = ?1 THEN seq END) = max(seq)",
        )?
        .query_map([kind::EVENT_WAS_TEST, kind::EVENT_WAS_REAL], |row| row.get(0))?
        .collect()
}

/// Writes the owner's words on every customer of whom there are any into the tables.
pub fn settle_all(connection: &Connection) -> rusqlite::Result<()> {
    let numbers: Vec<i64> = connection
        .prepare(
            "SELECT DISTINCT c.customer FROM fact f JOIN organization o ON o.slug = f.organization
             JOIN customer c ON c.organization = o.organization AND c.customer_id = f.customer_id",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    numbers.into_iter().try_for_each(|number| settle(connection, number))
}

/// Writes the owner's words on a customer into the tables anew: nickname, note and closed coupons.
pub fn settle(connection: &Connection, number: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE customer SET (nickname, note) = (
                 SELECT (SELECT words FROM fact f WHERE f.organization = o.slug AND f.customer_id = customer.customer_id
                         AND kind = 'nickname' ORDER BY seq DESC LIMIT 1),
                        (SELECT words FROM fact f WHERE f.organization = o.slug AND f.customer_id = customer.customer_id
                         AND kind = 'note' ORDER BY seq DESC LIMIT 1)
                 FROM organization o WHERE o.organization = customer.organization)
             WHERE customer = ?1",
        )?
        .execute([number])?;
    settle_coupons(connection, number)
}

/// Writes the owner's words on a customer's coupons into the table anew.
pub fn settle_coupons(connection: &Connection, number: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE coupon SET (closed_at, reason) = (
                 SELECT CASE WHEN f.kind = 'coupon_closed' THEN f.recorded_at END, f.words FROM fact f
                 WHERE f.organization = said.organization AND f.customer_id = said.customer_id
                   AND f.subject = coupon.coupon_id AND f.kind IN ('coupon_closed', 'coupon_reopened')
                 ORDER BY f.seq DESC LIMIT 1)
             FROM (SELECT DISTINCT f.organization, f.customer_id, f.subject
                   FROM customer c JOIN organization o ON o.organization = c.organization
                   JOIN fact f ON f.organization = o.slug AND f.customer_id = c.customer_id
                   WHERE c.customer = ?1 AND f.subject IS NOT NULL) AS said
             WHERE coupon.customer = ?1 AND coupon.coupon_id = said.subject",
        )?
        .execute([number])?;
    Ok(())
}

/// Removes every entry about a customer; how many there were.
pub fn forget_customer(connection: &Connection, key: &CustomerKey) -> rusqlite::Result<usize> {
    connection.execute(
        "DELETE FROM fact WHERE organization = ?1 AND customer_id = ?2",
        params![key.organization, key.customer_id],
    )
}

/// Removes every entry about a delivery.
pub fn forget_delivery(connection: &Connection, delivery_key: &[u8]) -> rusqlite::Result<usize> {
    connection.prepare_cached("DELETE FROM fact WHERE subject = ?1")?.execute([delivery_key])
}

/// The owner's nickname and note for a customer.
pub fn words_on(connection: &Connection, number: i64) -> rusqlite::Result<(Option<String>, Option<String>)> {
    connection
        .prepare_cached("SELECT nickname, note FROM customer WHERE customer = ?1")?
        .query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Whether a coupon of this customer is known.
pub fn knows_coupon(connection: &Connection, number: i64, coupon_id: Uuid) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM coupon WHERE customer = ?1 AND coupon_id = ?2")?
        .exists(params![number, coupon_id])
}
