//! Tables `tombstone` and `remainder`: what is left of customers who were forgotten.

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use rusqlite::{Connection, params};
use sha2::Sha256;

use crate::CustomerKey;
use crate::table::total;
use crate::time::Micros;

/// What one delivery leaves behind.
#[derive(Debug, Default)]
pub struct Remainder {
    pub organization: Option<String>,
    pub event: Option<String>,
    pub occurred_at: Option<i64>,
    pub visitor: Option<[u8; 16]>,
    pub stamps: Option<i64>,
    pub points_earned: Option<i64>,
    pub points_spent: Option<i64>,
    pub amount: Option<i64>,
}

/// Whether anybody was ever forgotten: nothing else here needs a look before.
pub fn any(connection: &Connection) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM tombstone LIMIT 1")?.exists([])
}

/// Remembers that this customer was forgotten, without remembering who it was.
pub fn bury(connection: &Connection, key: &CustomerKey, now: DateTime<Utc>) -> rusqlite::Result<()> {
    let digest = hash(connection, &named(key))?;
    connection.execute(
        "INSERT OR IGNORE INTO tombstone (digest, forgotten_at) VALUES (?1, ?2)",
        params![digest, Micros(now)],
    )?;
    Ok(())
}

/// Whether this customer was forgotten.
pub fn is_buried(connection: &Connection, key: &CustomerKey) -> rusqlite::Result<bool> {
    let digest = hash(connection, &named(key))?;
    connection.prepare_cached("SELECT 1 FROM tombstone WHERE digest = ?1")?.exists([digest])
}

/// Whether this delivery left something behind: then it is a repeat.
pub fn knows(connection: &Connection, delivery_key: &[u8]) -> rusqlite::Result<bool> {
    let digest = hash(connection, delivery_key)?;
    connection.prepare_cached("SELECT 1 FROM remainder WHERE digest = ?1")?.exists([digest])
}

/// Keeps what a delivery leaves behind.
pub fn keep(connection: &Connection, delivery_key: &[u8], left: &Remainder) -> rusqlite::Result<()> {
    let digest = hash(connection, delivery_key)?;
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO remainder (digest, organization, event, occurred_at, visitor, stamps, points_earned,
                                              points_spent, amount)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            digest,
            left.organization,
            left.event,
            left.occurred_at.map(total::quarter_of),
            left.visitor,
            left.stamps,
            left.points_earned,
            left.points_spent,
            left.amount,
        ])?;
    Ok(())
}

/// What a customer of this ledger is remembered by once forgotten.
pub fn grave(connection: &Connection, key: &CustomerKey) -> rusqlite::Result<Vec<u8>> {
    hash(connection, &named(key))
}

fn named(key: &CustomerKey) -> Vec<u8> {
    [key.customer_id.as_bytes().as_slice(), key.organization.as_bytes()].concat()
}

/// HMAC-SHA256 under this ledger's own key: without the ledger nothing can be compared.
fn hash(connection: &Connection, of: &[u8]) -> rusqlite::Result<Vec<u8>> {
    let key: Vec<u8> =
        connection.prepare_cached("SELECT hash_key FROM ledger")?.query_row([], |row| row.get(0))?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    mac.update(of);
    Ok(mac.finalize().into_bytes().to_vec())
}
