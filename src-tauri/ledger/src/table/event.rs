//! Table `event`: one row per delivery, what lists and day figures need without opening its body.

use std::ops::Range;

use chrono::{DateTime, Utc};
use loyalite::{CustomerCode, Decimal, Event};
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::fold::{Transactions, coupon_of};
use crate::time::{Micros, later_than, micros, up_to};

/// A delivery, read.
#[derive(Debug, Default)]
pub struct EventRow {
    /// Arrival number.
    pub seq: i64,
    /// The event's name, where legible.
    pub event: Option<String>,
    /// When it happened.
    pub occurred_at: Option<DateTime<Utc>>,
    /// The organization's number.
    pub organization: Option<i64>,
    /// The customer's number, only where the event counts in its figures.
    pub customer: Option<i64>,
    /// The customer's code.
    pub customer_code: Option<CustomerCode>,
    /// Why the event has no effect.
    pub set_aside: Option<String>,
    /// What the day figures add up.
    pub amounts: DayAmounts,
}

/// What an event adds to a day's figures.
#[derive(Debug, Default)]
pub struct DayAmounts {
    transaction_id: Option<Uuid>,
    coupon_id: Option<Uuid>,
    stamps: Option<i64>,
    points_earned: Option<i64>,
    points_spent: Option<i64>,
    amount: Option<i64>,
    kind: Option<u8>,
}

/// The kinds of events that count, as indexes carry them.
pub mod kind {
    /// `customer.enrolled`: the only one that is not being served.
    pub const JOINED: u8 = 0;
    /// `stamp.earned`
    pub const STAMPS: u8 = 1;
    /// `stamp.redeemed`
    pub const CARD_FILLED: u8 = 2;
    /// `points.earned`
    pub const POINTS: u8 = 3;
    /// `points.spent`
    pub const SPENT: u8 = 4;
    /// `coupon.redeemed`
    pub const COUPON_USED: u8 = 5;
}

fn kind_of(event: &Event) -> u8 {
    match event {
        Event::CustomerEnrolled(_) => kind::JOINED,
        Event::StampEarned(_) => kind::STAMPS,
        Event::StampRedeemed(_) => kind::CARD_FILLED,
        Event::PointsEarned(_) => kind::POINTS,
        Event::PointsSpent(_) => kind::SPENT,
        Event::CouponRedeemed(_) => kind::COUPON_USED,
    }
}

/// The largest amount that is added up, in ten-thousandths: no sum of them outgrows its column.
const LARGEST: i64 = 100_000_000_000_000;

/// The purchase amount of an event in ten-thousandths of the currency's unit; `None` where there is none, or none that can be
/// told so exactly.
pub fn amount_of(event: &Event) -> Option<i64> {
    let amount = match event {
        Event::StampEarned(earned) => earned.amount,
        Event::PointsEarned(earned) => earned.amount,
        Event::PointsSpent(spent) => spent.amount,
        Event::StampRedeemed(_) | Event::CouponRedeemed(_) | Event::CustomerEnrolled(_) => None,
    };
    let ten_thousandths = amount?.checked_mul(Decimal::from(10_000))?;
    let whole = ten_thousandths.is_integer().then(|| i64::try_from(ten_thousandths).ok())??;
    (-LARGEST..=LARGEST).contains(&whole).then_some(whole)
}

impl From<&Event> for DayAmounts {
    fn from(event: &Event) -> Self {
        let nothing = Self {
            coupon_id: coupon_of(event),
            amount: amount_of(event),
            kind: Some(kind_of(event)),
            ..Self::default()
        };
        match event {
            Event::StampEarned(earned) => {
                Self { transaction_id: earned.transaction_id, stamps: earned.stamps_added, ..nothing }
            }
            Event::StampRedeemed(fill) => {
                Self { transaction_id: fill.transaction_id, stamps: fill.stamps_added, ..nothing }
            }
            Event::PointsEarned(earned) => Self { points_earned: earned.points_added, ..nothing },
            Event::PointsSpent(spent) => {
                Self { points_earned: Some(spent.points_earned), points_spent: spent.points_spent, ..nothing }
            }
            Event::CouponRedeemed(_) | Event::CustomerEnrolled(_) => nothing,
        }
    }
}

/// Adds the row of a new delivery.
pub fn insert(connection: &Connection, row: &EventRow) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO event (seq, event, occurred_at, organization, customer, customer_code, transaction_id,
                                coupon_id, stamps, points_earned, points_spent, set_aside, amount, kind)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(params![
            row.seq,
            row.event,
            micros(row.occurred_at),
            row.organization,
            row.customer,
            row.customer_code.map(CustomerCode::number),
            row.amounts.transaction_id,
            row.amounts.coupon_id,
            row.amounts.stamps,
            row.amounts.points_earned,
            row.amounts.points_spent,
            row.set_aside,
            row.amounts.amount,
            row.amounts.kind,
        ])?;
    Ok(())
}

/// When a customer's stamp events of one transaction happened, from the first to the last; of them there are so many.
pub fn transaction_span(
    connection: &Connection,
    customer: i64,
    transaction_id: Uuid,
) -> rusqlite::Result<(u32, Range<DateTime<Utc>>)> {
    connection
        .prepare_cached(
            "SELECT count(*), min(occurred_at), max(occurred_at) FROM event WHERE customer = ?1 AND transaction_id = ?2",
        )?
        .query_row(params![customer, transaction_id], |row| {
            Ok((row.get(0)?, row.get::<_, Micros>(1)?.0..row.get::<_, Micros>(2)?.0))
        })
}

/// The stamp transactions, whole, that a customer's events after `after`, up to and with `until`, belong to.
pub fn transactions(
    connection: &Connection,
    customer: i64,
    after: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
) -> rusqlite::Result<Transactions> {
    let mut transactions = Transactions::default();
    let mut select = connection.prepare_cached(
        "SELECT t.transaction_id, t.occurred_at,
                CASE WHEN t.event = 'stamp.redeemed' THEN (SELECT key FROM delivery d WHERE d.seq = t.seq) END AS fill
         FROM event t WHERE t.customer = ?1 AND t.transaction_id IN (
             SELECT e.transaction_id FROM event e WHERE e.customer = ?1
             AND e.occurred_at > ?2 AND e.occurred_at <= ?3 AND e.transaction_id IS NOT NULL)",
    )?;
    let mut rows = select.query(params![customer, later_than(after), up_to(until)])?;
    while let Some(row) = rows.next()? {
        let id = row.get("transaction_id")?;
        match row.get::<_, Option<Vec<u8>>>("fill")? {
            Some(key) => transactions.filled(id, row.get::<_, Micros>("occurred_at")?.0, &key),
            None => transactions.earned(id),
        }
    }
    Ok(transactions)
}
