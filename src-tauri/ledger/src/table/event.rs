//! Table `event`: one row per delivery, what lists and day figures need without opening its body.

use chrono::{DateTime, Utc};
use loyalite::{CustomerCode, Event};
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::time::micros;

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
    stamps: Option<i64>,
    points_earned: Option<i64>,
    points_spent: Option<i64>,
}

impl From<&Event> for DayAmounts {
    fn from(event: &Event) -> Self {
        let nothing = Self::default();
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
                                stamps, points_earned, points_spent, set_aside)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            row.seq,
            row.event,
            micros(row.occurred_at),
            row.organization,
            row.customer,
            row.customer_code.map(CustomerCode::number),
            row.amounts.transaction_id,
            row.amounts.stamps,
            row.amounts.points_earned,
            row.amounts.points_spent,
            row.set_aside,
        ])?;
    Ok(())
}

/// Whether a card fill of this customer and transaction is stored.
pub fn has_fill(connection: &Connection, customer: i64, transaction_id: Uuid) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT 1 FROM event WHERE event = 'stamp.redeemed' AND customer = ?1 AND transaction_id = ?2",
        )?
        .exists(params![customer, transaction_id])
}
