//! A day's figures, by when things happened. Each is counted over the events of the day that count in figures.

use std::ops::Range;

use chrono::{DateTime, Utc};
use rusqlite::named_params;
use serde::Serialize;

use crate::{LedgerError, Reader};

/// What happened in a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Today {
    /// Stamps given, those of card fills included, each purchase once.
    pub stamps: i64,
    /// Points given.
    pub points_earned: i64,
    /// Points spent.
    pub points_spent: i64,
    /// Cards that filled: coupons issued.
    pub coupons_issued: i64,
    /// Coupons used at the counter.
    pub coupons_used: i64,
    /// Customers who joined.
    pub new_customers: i64,
    /// Different customers with stamps, points or a coupon; joining alone is not being served.
    pub customers_served: i64,
}

/// The stamps of an event `e`, each purchase once: a card fill's count only where no other event of its purchase carries
/// them.
pub(crate) const STAMPS_ONCE: &str = "CASE
    WHEN e.event <> 'stamp.redeemed' THEN e.stamps
    WHEN EXISTS (SELECT 1 FROM event p WHERE p.customer = e.customer AND p.transaction_id = e.transaction_id
                 AND (p.event = 'stamp.earned' OR (p.event = 'stamp.redeemed' AND p.seq < e.seq))) THEN 0
    ELSE e.stamps END";

/// Over the events of customers, and over what forgotten ones left behind.
fn today() -> String {
    format!(
        "WITH counted AS (
             SELECT e.event, e.customer AS visitor, {STAMPS_ONCE} AS stamps, e.points_earned, e.points_spent
             FROM event e
             WHERE e.occurred_at >= :from AND e.occurred_at < :to AND e.customer IS NOT NULL
               AND (:organization IS NULL
                    OR e.organization = (SELECT organization FROM organization WHERE slug = :organization))
             UNION ALL
             SELECT event, visitor, stamps, points_earned, points_spent FROM remainder
             WHERE occurred_at >= :from AND occurred_at < :to
               AND (:organization IS NULL OR organization = :organization))
         SELECT coalesce(sum(stamps), 0), coalesce(sum(points_earned), 0), coalesce(sum(points_spent), 0),
                coalesce(sum(event = 'stamp.redeemed'), 0), coalesce(sum(event = 'coupon.redeemed'), 0),
                coalesce(sum(event = 'customer.enrolled'), 0),
                count(DISTINCT CASE WHEN event <> 'customer.enrolled' THEN visitor END)
         FROM counted"
    )
}

impl Reader {
    /// The figures of a span of time, of one organization or of all.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn figures(
        &self,
        span: Range<DateTime<Utc>>,
        organization: Option<&str>,
    ) -> Result<Today, LedgerError> {
        self.read(|connection| {
            connection.prepare_cached(&today())?.query_row(
                named_params! {
                    ":from": span.start.timestamp_micros(),
                    ":to": span.end.timestamp_micros(),
                    ":organization": organization,
                },
                |row| {
                    Ok(Today {
                        stamps: row.get(0)?,
                        points_earned: row.get(1)?,
                        points_spent: row.get(2)?,
                        coupons_issued: row.get(3)?,
                        coupons_used: row.get(4)?,
                        new_customers: row.get(5)?,
                        customers_served: row.get(6)?,
                    })
                },
            )
        })
    }
}
