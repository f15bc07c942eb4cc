//! Whole lists, however long: each row is handed over as it is read, all of them of one moment, none of them kept.

use std::ops::{ControlFlow, Range};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Params, Row, named_params};

use super::coupons::coupon_row;
use super::customers::customer_row;
use super::feed::{COLUMNS, feed_event};
use crate::time::maybe;
use crate::{LedgerError, Reader};

use super::{CouponRow, CustomerRow, FeedEvent};

/// A customer with all that the tables know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeCustomer {
    /// As lists show it.
    pub row: CustomerRow,
    /// When the customer joined.
    pub enrolled_at: Option<DateTime<Utc>>,
    /// The owner's note.
    pub note: Option<String>,
}

const OF_ORGANIZATION: &str = "(:organization IS NULL OR c.organization = (SELECT organization FROM organization WHERE slug = :organization))";

impl Reader {
    /// Every customer, by code. `tell` is given each with how many there are in all, and may end the walk.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read; so for the other walks.
    pub fn each_customer(
        &self,
        organization: Option<&str>,
        tell: impl FnMut(WholeCustomer, i64) -> ControlFlow<()>,
    ) -> Result<(), LedgerError> {
        let which = format!("FROM customer c WHERE {OF_ORGANIZATION}");
        let rows = format!(
            "SELECT c.*, (SELECT slug FROM organization o WHERE o.organization = c.organization) AS slug
             {which} ORDER BY c.customer_code NULLS LAST, c.customer_id"
        );
        self.read(|connection| {
            walk(connection, &which, &rows, named_params! { ":organization": organization }, whole, tell)
        })
    }

    /// Every customer whose points balance is known, highest first.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn each_balance(
        &self,
        organization: Option<&str>,
        tell: impl FnMut(WholeCustomer, i64) -> ControlFlow<()>,
    ) -> Result<(), LedgerError> {
        let which = format!("FROM customer c WHERE c.point_balance IS NOT NULL AND {OF_ORGANIZATION}");
        let rows = format!(
            "SELECT c.*, (SELECT slug FROM organization o WHERE o.organization = c.organization) AS slug
             {which} ORDER BY c.point_balance DESC, c.customer_code, c.customer_id"
        );
        self.read(|connection| {
            walk(connection, &which, &rows, named_params! { ":organization": organization }, whole, tell)
        })
    }

    /// Every coupon: waiting ones first, oldest issue first; then the others, newest use first.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn each_coupon(
        &self,
        organization: Option<&str>,
        tell: impl FnMut(CouponRow, i64) -> ControlFlow<()>,
    ) -> Result<(), LedgerError> {
        let which =
            format!("FROM coupon p JOIN customer c ON c.customer = p.customer WHERE {OF_ORGANIZATION}");
        let rows = format!(
            "SELECT p.coupon_id, p.coupon_name, p.issued_at, p.redeemed_at, p.closed_at, p.reason,
                    c.customer_id, c.customer_code,
                    (SELECT slug FROM organization o WHERE o.organization = p.organization) AS slug
             {which} ORDER BY p.waiting DESC, p.redeemed_at DESC, p.issued_at, p.coupon_id"
        );
        self.read(|connection| {
            walk(connection, &which, &rows, named_params! { ":organization": organization }, coupon_row, tell)
        })
    }

    /// Every delivery that happened in `span`, newest arrival first; what does not say when it happened is taken by when it
    /// arrived.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn each_event(
        &self,
        organization: Option<&str>,
        span: &Range<DateTime<Utc>>,
        tell: impl FnMut(FeedEvent, i64) -> ControlFlow<()>,
    ) -> Result<(), LedgerError> {
        const WHICH: &str = "FROM event e JOIN delivery d ON d.seq = e.seq
             WHERE coalesce(e.occurred_at, d.received_at) >= :from AND coalesce(e.occurred_at, d.received_at) < :to
             AND (:organization IS NULL
                  OR e.organization = (SELECT organization FROM organization WHERE slug = :organization))";
        let rows = format!("SELECT {COLUMNS} {WHICH} ORDER BY d.seq DESC");
        let asked = named_params! {
            ":organization": organization,
            ":from": span.start.timestamp_micros(),
            ":to": span.end.timestamp_micros(),
        };
        self.read(|connection| walk(connection, WHICH, &rows, asked, feed_event, tell))
    }
}

/// Hands over what `rows` finds, with how many `which` counts.
fn walk<T>(
    connection: &Connection,
    which: &str,
    rows: &str,
    asked: impl Params + Copy,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    mut tell: impl FnMut(T, i64) -> ControlFlow<()>,
) -> rusqlite::Result<()> {
    let total = connection.query_row(&format!("SELECT count(*) {which}"), asked, |row| row.get(0))?;
    let mut statement = connection.prepare(rows)?;
    let mut rows = statement.query(asked)?;
    while let Some(row) = rows.next()? {
        if tell(read(row)?, total).is_break() {
            break;
        }
    }
    Ok(())
}

fn whole(row: &Row<'_>) -> rusqlite::Result<WholeCustomer> {
    Ok(WholeCustomer {
        row: customer_row(row)?,
        enrolled_at: maybe(row, "enrolled_at")?,
        note: row.get("note")?,
    })
}
