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

/// A card fill's stamps count only where no other event of its purchase carries them.
const TODAY: &str = "
    SELECT coalesce(sum(CASE
               WHEN e.event <> 'stamp.redeemed' THEN e.stamps
               WHEN EXISTS (SELECT 1 FROM event p WHERE p.customer = e.customer
                            AND p.transaction_id = e.transaction_id
                            AND (p.event = 'stamp.earned' OR (p.event = 'stamp.redeemed' AND p.seq < e.seq))) THEN 0
               ELSE e.stamps END), 0),
           coalesce(sum(e.points_earned), 0),
           coalesce(sum(e.points_spent), 0),
           coalesce(sum(e.event = 'stamp.redeemed'), 0),
           coalesce(sum(e.event = 'coupon.redeemed'), 0),
           coalesce(sum(e.event = 'customer.enrolled'), 0),
           count(DISTINCT CASE WHEN e.event <> 'customer.enrolled' THEN e.customer END)
    FROM event e
    WHERE e.occurred_at >= :from AND e.occurred_at < :to AND e.customer IS NOT NULL
      AND (:organization IS NULL OR e.organization = (SELECT organization FROM organization WHERE slug = :organization))";

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
            connection.prepare_cached(TODAY)?.query_row(
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
