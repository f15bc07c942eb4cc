//! How long a card takes to fill: from the first stamp after the card before was full. Only cards whose first stamp is
//! known: of customers in whose history nothing is missing, and not the card that was begun before this PC listened.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use crate::table::event::kind;
use crate::table::total::Asked;

/// A day in microseconds.
const DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// The median number of days, to one decimal, of the cards that filled in the span; and how many cards it rests on. Cards
/// that filled at one moment count once.
pub fn days_to_complete(connection: &Connection, asked: Asked<'_>) -> rusqlite::Result<(Option<f64>, i64)> {
    let customers: BTreeSet<i64> = connection
        .prepare_cached(&format!(
            "SELECT customer FROM event
             WHERE occurred_at >= ?1 AND occurred_at < ?2 AND customer IS NOT NULL AND kind = {}",
            kind::CARD_FILLED
        ))?
        .query_map([asked.from, asked.to], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut took = Vec::new();
    for customer in customers {
        of_customer(connection, asked, customer, &mut took)?;
    }
    took.sort_unstable();
    Ok((median(&took), took.len() as i64))
}

fn of_customer(
    connection: &Connection,
    asked: Asked<'_>,
    customer: i64,
    took: &mut Vec<i64>,
) -> rusqlite::Result<()> {
    let begins_at_zero: Option<bool> = connection
        .prepare_cached(
            "SELECT coalesce(state ->> '$.stamps.opening' = 'AtZero', FALSE) FROM customer
             WHERE customer = ?1 AND breaks = 0 AND (?2 IS NULL OR organization = ?2)",
        )?
        .query_row((customer, asked.organization), |row| row.get(0))
        .optional()?;
    let Some(mut begin_known) = begins_at_zero else { return Ok(()) };
    let mut select = connection.prepare_cached(&format!(
        "SELECT occurred_at, max(kind) = {filled} FROM event
         WHERE customer = ?1 AND occurred_at < ?2 AND kind IN ({}, {filled})
         GROUP BY occurred_at ORDER BY occurred_at",
        kind::STAMPS,
        filled = kind::CARD_FILLED
    ))?;
    let mut rows = select.query([customer, asked.to])?;
    let mut first = None;
    while let Some(row) = rows.next()? {
        let (moment, filled): (i64, bool) = (row.get(0)?, row.get(1)?);
        let began = *first.get_or_insert(moment);
        if filled {
            if begin_known && moment >= asked.from {
                took.push(moment - began);
            }
            (first, begin_known) = (None, true);
        }
    }
    Ok(())
}

/// Of sorted spans in microseconds.
#[allow(clippy::cast_precision_loss)] // rounded to a tenth of a day
fn median(sorted: &[i64]) -> Option<f64> {
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get((sorted.len() - 1) / 2)?;
    let days = (lower as f64 + upper as f64) / 2.0 / DAY as f64;
    Some((days * 10.0).round() / 10.0)
}
