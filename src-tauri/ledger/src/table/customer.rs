//! Table `customer`: the fold's result per customer, and its state to go on from.

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::fold::State;
use crate::time::micros;

/// Adds a customer who was folded before: with this number, and of whom nothing is missing if it is `complete`.
pub fn insert(
    connection: &Connection,
    number: i64,
    (organization, customer_id): (i64, Uuid),
    state: &State,
    complete: bool,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO customer (customer, organization, customer_id, customer_code, masked_email, enrolled_at,
                                   stamp_balance, max_stamps, point_balance, last_seen_at, breaks, state, history_complete)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            number,
            organization,
            customer_id,
            state.customer_code.map(loyalite::CustomerCode::number),
            state.masked_email,
            micros(state.enrolled_at),
            state.stamps.balance,
            state.stamps.max,
            state.points.balance,
            micros(state.last_seen_at),
            state.breaks,
            written(state)?,
            complete,
        ])?;
    Ok(())
}

/// The number of a customer, made up on first sight.
pub fn number_of(connection: &Connection, organization: i64, customer_id: Uuid) -> rusqlite::Result<i64> {
    let known = find(connection, organization, customer_id)?;
    if let Some(number) = known {
        return Ok(number);
    }
    connection
        .prepare_cached(
            "INSERT INTO customer (organization, customer_id) VALUES (?1, ?2) RETURNING customer",
        )?
        .query_row(params![organization, customer_id], |row| row.get(0))
}

/// The number of a customer that is known.
pub fn find(connection: &Connection, organization: i64, customer_id: Uuid) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT customer FROM customer WHERE organization = ?1 AND customer_id = ?2")?
        .query_row(params![organization, customer_id], |row| row.get(0))
        .optional()
}

/// The stored state; `None` before the first event.
pub fn state(connection: &Connection, customer: i64) -> rusqlite::Result<Option<State>> {
    let stored: Option<(String, u32)> = connection
        .prepare_cached("SELECT state, breaks FROM customer WHERE customer = ?1 AND state IS NOT NULL")?
        .query_row([customer], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    stored.map(|(state, breaks)| read(&state, breaks)).transpose()
}

/// A state as it is written into a column.
pub fn written(state: &State) -> rusqlite::Result<String> {
    serde_json::to_string(state).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

/// A state out of its columns.
pub fn read(state: &str, breaks: u32) -> rusqlite::Result<State> {
    let state = serde_json::from_str(state)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error)))?;
    Ok(State { breaks, ..state })
}

/// Keeps what the fold came to; the customer's coupons are there already.
pub fn save(connection: &Connection, customer: i64, state: &State) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE customer SET customer_code = ?2, masked_email = ?3, enrolled_at = ?4, stamp_balance = ?5,
                 max_stamps = ?6, point_balance = ?7, last_seen_at = ?8, breaks = ?9, state = ?10,
                 history_complete = ?11 AND NOT EXISTS (SELECT 1 FROM coupon WHERE customer = ?1 AND issued_at IS NULL)
             WHERE customer = ?1",
        )?
        .execute(params![
            customer,
            state.customer_code.map(loyalite::CustomerCode::number),
            state.masked_email,
            micros(state.enrolled_at),
            state.stamps.balance,
            state.stamps.max,
            state.points.balance,
            micros(state.last_seen_at),
            state.breaks,
            written(state)?,
            state.adds_up(),
        ])?;
    Ok(())
}

/// Takes a customer away whose coupons and snapshots are gone and of whom no event counts any more.
pub fn remove(connection: &Connection, customer: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM customer WHERE customer = ?1")?.execute([customer])?;
    Ok(())
}
