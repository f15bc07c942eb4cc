//! Breakage: the share of what was given long ago that is never claimed.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

/// A share that rests on fewer is chance.
const FEWEST: i64 = 20;

/// `part` of `whole`, where that rests on enough `cases`.
#[allow(clippy::cast_precision_loss)] // a share need not be exact to the point
pub fn share(part: i64, whole: i64, cases: i64) -> Option<f64> {
    (cases >= FEWEST && whole > 0).then(|| part as f64 / whole as f64)
}

/// A customer's points.
#[derive(Default)]
struct Earned {
    long_ago: i64,
    since: i64,
}

/// Of the points earned before `long_ago`, the share that nobody has spent. The oldest are spent first: what is left of a
/// customer's old points is the balance less all that was earned since.
pub fn points(
    connection: &Connection,
    organization: Option<i64>,
    long_ago: DateTime<Utc>,
) -> rusqlite::Result<Option<f64>> {
    let long_ago = long_ago.timestamp_micros();
    let (mut earned, mut cases): (HashMap<i64, Earned>, i64) = (HashMap::new(), 0);
    // Few of a stamp shop's events are of points, and most of a points shop's: no index is faster than the table.
    let mut select = connection.prepare_cached(
        "SELECT customer, occurred_at, points_earned FROM event NOT INDEXED
         WHERE points_earned > 0 AND (?1 IS NULL OR organization = ?1)",
    )?;
    let mut rows = select.query(params![organization])?;
    while let Some(row) = rows.next()? {
        let of_customer = earned.entry(row.get(0)?).or_default();
        let (moment, points): (i64, i64) = (row.get(1)?, row.get(2)?);
        if moment < long_ago {
            cases += 1;
            of_customer.long_ago = of_customer.long_ago.saturating_add(points);
        } else {
            of_customer.since = of_customer.since.saturating_add(points);
        }
    }
    let (mut unspent, mut whole) = (0_i64, 0_i64);
    let mut balance = connection.prepare_cached("SELECT point_balance FROM customer WHERE customer = ?1")?;
    for (customer, Earned { long_ago, since }) in earned {
        if long_ago > 0 {
            let balance: Option<i64> = balance.query_row([customer], |row| row.get(0))?;
            let left = balance.unwrap_or(0).saturating_sub(since);
            unspent = unspent.saturating_add(left.clamp(0, long_ago));
            whole = whole.saturating_add(long_ago);
        }
    }
    Ok(share(unspent, whole, cases))
}
