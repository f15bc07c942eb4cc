//! Points balances of all customers.

use std::ops::Range;

use chrono::{DateTime, Utc};
use loyalite::CustomerCode;
use rusqlite::{Connection, named_params};
use serde::Serialize;
use uuid::Uuid;

use super::Totals;
use super::customer::code;
use crate::{LedgerError, Reader};

/// Points outstanding.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PointsList {
    /// Highest balance first.
    pub customers: Vec<PointsRow>,
    /// The points of all customers together, whatever the list's limit.
    pub total: i64,
}

/// A customer's points balance.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PointsRow {
    /// The organization's slug.
    pub organization: String,
    /// The customer's identity within it.
    pub customer_id: Uuid,
    /// The customer's label.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub customer_code: Option<CustomerCode>,
    /// The balance.
    pub point_balance: i64,
}

const BALANCES: &str = "FROM customer c JOIN organization o ON o.organization = c.organization
     WHERE c.point_balance IS NOT NULL AND (:organization IS NULL OR o.slug = :organization)";

/// Points earned and spent in a span of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PointsSpan {
    /// When it began.
    pub from: DateTime<Utc>,
    /// Points given.
    pub earned: i64,
    /// Points spent.
    pub spent: i64,
}

impl Reader {
    /// Points earned and spent in each of these spans, by when it happened.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn points_history(
        &self,
        spans: &[Range<DateTime<Utc>>],
        organization: Option<&str>,
    ) -> Result<Vec<PointsSpan>, LedgerError> {
        let totals = self.totals(spans, organization)?;
        let of_span = |(span, totals): (&Range<DateTime<Utc>>, Totals)| PointsSpan {
            from: span.start,
            earned: totals.points_earned,
            spent: totals.points_spent,
        };
        Ok(spans.iter().zip(totals).map(of_span).collect())
    }

    /// Points balances, of one organization or of all; `limit` customers at the most.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn points(&self, organization: Option<&str>, limit: u32) -> Result<PointsList, LedgerError> {
        let rows = format!(
            "SELECT o.slug, c.customer_id, c.customer_code, c.point_balance {BALANCES}
             ORDER BY c.point_balance DESC, c.customer_code, c.customer_id LIMIT :limit"
        );
        self.read(|connection| {
            let customers = connection
                .prepare_cached(&rows)?
                .query_map(named_params! { ":organization": organization, ":limit": limit }, |row| {
                    Ok(PointsRow {
                        organization: row.get("slug")?,
                        customer_id: row.get("customer_id")?,
                        customer_code: code(row)?,
                        point_balance: row.get("point_balance")?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(PointsList { customers, total: outstanding(connection, organization)? })
        })
    }
}

/// The points of all customers together.
pub(super) fn outstanding(connection: &Connection, organization: Option<&str>) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(
            "SELECT coalesce(sum(point_balance), 0) FROM organization WHERE ?1 IS NULL OR slug = ?1",
        )?
        .query_row([organization], |row| row.get(0))
}
