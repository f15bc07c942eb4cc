//! Table `customer`: the fold's result per customer, and its state to go on from.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::fold::State;
use crate::table::coupon;
use crate::time::micros;

/// The number of a customer, made up on first sight.
pub fn number_of(connection: &Connection, organization: i64, customer_id: Uuid) -> rusqlite::Result<i64> {
    let known = find(connection, organization, customer_id)?;
    if let Some(number) = known {
        return Ok(number);
    }
    connection
        .prepare_cached(
            "INSERT INTO customer (organization, customer_id, history_complete, state) VALUES (?1, ?2, 0, '')
             RETURNING customer",
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

/// The stored state with its coupons; `None` when it must be folded anew: before the first event, or written by a
/// version with another idea of the state.
pub fn state(connection: &Connection, customer: i64) -> rusqlite::Result<Option<State>> {
    let stored: String = connection
        .prepare_cached("SELECT state FROM customer WHERE customer = ?1")?
        .query_row([customer], |row| row.get(0))?;
    let Ok(mut state) = serde_json::from_str::<State>(&stored) else { return Ok(None) };
    state.coupons = coupon::of_customer(connection, customer)?;
    Ok(Some(state))
}

/// Keeps what the fold came to.
pub fn save(connection: &Connection, customer: i64, state: &State) -> rusqlite::Result<()> {
    let json = serde_json::to_string(state)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    connection
        .prepare_cached(
            "UPDATE customer SET customer_code = ?2, masked_email = ?3, enrolled_at = ?4, stamp_balance = ?5,
                 max_stamps = ?6, point_balance = ?7, last_seen_at = ?8, history_complete = ?9, state = ?10
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
            state.history_complete(),
            json,
        ])?;
    coupon::save(connection, customer, &state.coupons)
}

/// Takes a customer away whose coupons are gone and of whom no event counts any more.
pub fn remove(connection: &Connection, customer: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM closure WHERE customer = ?1")?.execute([customer])?;
    connection.prepare_cached("DELETE FROM customer WHERE customer = ?1")?.execute([customer])?;
    Ok(())
}

/// The numbers of all customers.
pub fn all(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare("SELECT customer FROM customer ORDER BY customer")?
        .query_map([], |row| row.get(0))?
        .collect()
}
