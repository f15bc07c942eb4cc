//! Table `snapshot`: the fold's state after some instants of a customer's history. Which instants is decided by their own
//! digits, so that the snapshots, like everything in the tables, depend on the history and not on its order of arrival.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::fold::State;
use crate::table::customer;
use crate::time::{Micros, later_than, micros, up_to};

/// One instant in so many, as a power of two, has a snapshot: a refold folds about so many events too many.
const ONE_IN: u32 = 5;

/// Whether `state` is one of those that are kept.
pub fn keeps(state: &State) -> bool {
    state.last_seen_at.is_some_and(is_kept)
}

/// Keeps `state`, if it is one of those.
pub fn put(connection: &Connection, number: i64, state: &State) -> rusqlite::Result<()> {
    if !keeps(state) {
        return Ok(());
    }
    connection
        .prepare_cached("INSERT INTO snapshot (customer, seen_at, breaks, state) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![number, micros(state.last_seen_at), state.breaks, customer::written(state)?])?;
    Ok(())
}

/// Fibonacci hashing: whole seconds, days and years spread evenly.
fn is_kept(instant: DateTime<Utc>) -> bool {
    let digits = instant.timestamp_micros().cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    digits >> (u64::BITS - ONE_IN) == 0
}

/// The newest before `instant`.
pub fn before(
    connection: &Connection,
    number: i64,
    instant: DateTime<Utc>,
) -> rusqlite::Result<Option<State>> {
    connection
        .prepare_cached(
            "SELECT state, breaks FROM snapshot WHERE customer = ?1 AND seen_at < ?2 ORDER BY seen_at DESC LIMIT 1",
        )?
        .query_row(params![number, Micros(instant)], read)
        .optional()
}

/// The oldest at `instant` or later that is also newer than `after`.
pub fn from(
    connection: &Connection,
    number: i64,
    instant: DateTime<Utc>,
    after: Option<DateTime<Utc>>,
) -> rusqlite::Result<Option<State>> {
    connection
        .prepare_cached(
            "SELECT state, breaks FROM snapshot
             WHERE customer = ?1 AND seen_at >= ?2 AND seen_at > ?3 ORDER BY seen_at LIMIT 1",
        )?
        .query_row(params![number, Micros(instant), later_than(after)], read)
        .optional()
}

/// Takes away those after `after`, up to and with `until`.
pub fn remove(
    connection: &Connection,
    number: i64,
    after: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM snapshot WHERE customer = ?1 AND seen_at > ?2 AND seen_at <= ?3")?
        .execute(params![number, later_than(after), up_to(until)])?;
    Ok(())
}

/// There are `by` more breaks before every one after `after`.
pub fn shift_breaks(
    connection: &Connection,
    number: i64,
    after: Option<DateTime<Utc>>,
    by: i64,
) -> rusqlite::Result<()> {
    if by != 0 {
        connection
            .prepare_cached("UPDATE snapshot SET breaks = breaks + ?3 WHERE customer = ?1 AND seen_at > ?2")?
            .execute(params![number, later_than(after), by])?;
    }
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<State> {
    customer::read(&row.get::<_, String>("state")?, row.get("breaks")?)
}
