//! Tables `total` and `unsettled`: what the events of each quarter of an hour add up to, so that ten years of reports need not
//! open every event. Storing an event only marks its quarter; it is added up when there is time, and whoever asks before
//! adds up the events themselves.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, TransactionBehavior};

use crate::query::bind;

/// Microseconds in a quarter of an hour: no time zone has its midnight between two of them.
pub const QUARTER: i64 = 15 * 60 * 1_000_000;
/// No other quarter is begun once so much time has passed: whoever delivers waits for it.
const ENOUGH: Duration = Duration::from_millis(5);

/// The stamps of an event `e`, each purchase once: a card fill's count only where no other event of its purchase carries
/// them.
pub const STAMPS_ONCE: &str = "CASE
    WHEN e.event <> 'stamp.redeemed' THEN e.stamps
    WHEN EXISTS (SELECT 1 FROM event p WHERE p.customer = e.customer AND p.transaction_id = e.transaction_id
                 AND (p.event = 'stamp.earned' OR (p.event = 'stamp.redeemed' AND p.seq < e.seq))) THEN 0
    ELSE e.stamps END";

/// The figures that are added up, in the order of the table's columns.
pub type Sums = [i64; 10];

/// Which row of `total`, `event` or `remainder` is asked for: those of a span of time, of one organization or of all.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// From this moment.
    pub from: i64,
    /// Before this one.
    pub to: i64,
    /// The organization's slug.
    pub slug: Option<&'a str>,
    /// Its number; one that nobody has where it is not known.
    pub organization: Option<i64>,
}

/// The quarter that a moment is of, as its first moment.
pub fn quarter_of(moment: i64) -> i64 {
    moment - moment.rem_euclid(QUARTER)
}

/// The figures, as the columns are called.
const FIGURES: &str = "events, stamps, points_earned, points_spent, coupons_issued, coupons_used, new_customers, amount, amounts,
    amount_events";
/// Sums of them.
const SUMS: &str =
    "sum(events), sum(stamps), sum(points_earned), sum(points_spent), sum(coupons_issued), sum(coupons_used),
    sum(new_customers), sum(amount), sum(amounts), sum(amount_events)";

/// What an event `e`, or what is left of one, adds to each of them.
fn each(stamps: &str) -> String {
    format!(
        "1 AS events, coalesce({stamps}, 0) AS stamps, coalesce(e.points_earned, 0) AS points_earned,
         coalesce(e.points_spent, 0) AS points_spent, e.event = 'stamp.redeemed' AS coupons_issued,
         e.event = 'coupon.redeemed' AS coupons_used, e.event = 'customer.enrolled' AS new_customers,
         coalesce(e.amount, 0) AS amount, e.amount IS NOT NULL AS amounts,
         e.event IN ('stamp.earned', 'points.earned', 'points.spent') AS amount_events"
    )
}

/// Marks quarters to be added up.
pub fn mark(connection: &Connection, quarters: &BTreeSet<i64>) -> rusqlite::Result<()> {
    let mut mark = connection.prepare_cached("INSERT OR IGNORE INTO unsettled VALUES (?1)")?;
    quarters.iter().try_for_each(|quarter| mark.execute([quarter]).map(drop))
}

/// Adds up marked quarters that ended before `now`, the newest first: `quarters` at the most, and fewer where that takes
/// long. How many are left; `None` when there were none.
pub fn settle(
    connection: &mut Connection,
    quarters: u32,
    now: DateTime<Utc>,
) -> rusqlite::Result<Option<u32>> {
    let present = quarter_of(now.timestamp_micros());
    let marked: Vec<i64> = connection
        .prepare_cached("SELECT quarter FROM unsettled WHERE quarter < ?1 ORDER BY quarter DESC LIMIT ?2")?
        .query_map([present, quarters.into()], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if marked.is_empty() {
        return Ok(None);
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let begun = Instant::now();
    for quarter in marked {
        add_up(&transaction, quarter)?;
        if begun.elapsed() > ENOUGH {
            break;
        }
    }
    transaction.commit()?;
    connection
        .prepare_cached("SELECT count(*) FROM unsettled WHERE quarter < ?1")?
        .query_row([present], |row| row.get(0).map(Some))
}

fn add_up(connection: &Connection, quarter: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM total WHERE quarter = ?1")?.execute([quarter])?;
    connection
        .prepare_cached(&format!(
            "INSERT INTO total SELECT ?1, organization, {SUMS} FROM (
                 SELECT e.organization, {} FROM event e
                 WHERE e.occurred_at >= ?1 AND e.occurred_at < ?1 + {QUARTER} AND e.customer IS NOT NULL)
             GROUP BY organization",
            each(STAMPS_ONCE)
        ))?
        .execute([quarter])?;
    connection.prepare_cached("DELETE FROM unsettled WHERE quarter = ?1")?.execute([quarter])?;
    Ok(())
}

/// Adds up every event into an empty table.
pub fn settle_all(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(&format!(
        "INSERT INTO total SELECT quarter, organization, {SUMS} FROM (
             SELECT e.occurred_at - (e.occurred_at % {QUARTER} + {QUARTER}) % {QUARTER} AS quarter, e.organization, {}
             FROM event e WHERE e.customer IS NOT NULL)
         GROUP BY quarter, organization;
         DELETE FROM unsettled;",
        each(STAMPS_ONCE)
    ))
}

/// Calls `tell` with parts of what was asked for, each with a moment of its quarter, in no particular order; together they
/// are all of it. Where days begin between quarters, `by_event`, only with the events themselves.
pub fn for_each(
    connection: &Connection,
    asked: Asked<'_>,
    by_event: bool,
    mut tell: impl FnMut(i64, &Sums),
) -> rusqlite::Result<()> {
    let of_events = "e.customer IS NOT NULL AND (:organization IS NULL OR e.organization = :organization)";
    let events = each(STAMPS_ONCE);
    let mut sources = if by_event {
        vec![format!(
            "SELECT e.occurred_at, {events} FROM event e
             WHERE e.occurred_at >= :from AND e.occurred_at < :to AND {of_events}"
        )]
    } else {
        vec![
            format!(
                "SELECT t.quarter, {FIGURES} FROM total t WHERE t.quarter >= :from AND t.quarter < :to
               AND (:organization IS NULL OR t.organization = :organization)
               AND NOT EXISTS (SELECT 1 FROM unsettled u WHERE u.quarter = t.quarter)"
            ),
            format!(
                "SELECT e.occurred_at, {events} FROM unsettled u CROSS JOIN event e
                 ON e.occurred_at >= u.quarter AND e.occurred_at < u.quarter + {QUARTER}
                 WHERE u.quarter >= :from AND u.quarter < :to AND {of_events}"
            ),
        ]
    };
    sources.push(format!(
        "SELECT e.occurred_at, {} FROM remainder e
         WHERE e.occurred_at >= :from AND e.occurred_at < :to AND (:organization IS NULL OR e.organization = :slug)",
        each("e.stamps")
    ));
    for sql in sources {
        let mut statement = connection.prepare_cached(&sql)?;
        bind(&mut statement, ":slug", asked.slug)?;
        bind(&mut statement, ":organization", asked.organization)?;
        bind(&mut statement, ":from", asked.from)?;
        bind(&mut statement, ":to", asked.to)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            tell(row.get(0)?, &of_row(row)?);
        }
    }
    Ok(())
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Sums> {
    let mut sums = Sums::default();
    for (place, sum) in sums.iter_mut().enumerate() {
        *sum = row.get(place + 1)?;
    }
    Ok(sums)
}
