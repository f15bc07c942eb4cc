//! Coupons of all customers: what waits to be used, and what was.

use loyalite::CustomerCode;
use rusqlite::{Row, named_params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::customer::{Coupon, code, coupon};
use crate::{LedgerError, Reader};

/// Which coupons.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CouponQuery {
    /// Only this organization's.
    pub organization: Option<String>,
    /// Outstanding ones (issued, neither used nor closed by hand), oldest issue first; else used ones, newest use first; `None` for both in this order.
    pub outstanding: Option<bool>,
    /// At most so many.
    pub limit: u32,
}

/// Coupons.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CouponPage {
    /// As the query orders them.
    pub coupons: Vec<CouponRow>,
    /// How many are outstanding in all.
    pub outstanding_total: i64,
    /// How many were used in all.
    pub used_total: i64,
}

/// A coupon and whose it is.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CouponRow {
    /// The coupon.
    #[serde(flatten)]
    pub coupon: Coupon,
    /// The organization's slug.
    pub organization: String,
    /// The customer's identity within it.
    pub customer_id: Uuid,
    /// The customer's label.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub customer_code: Option<CustomerCode>,
}

const OF_ORGANIZATION: &str =
    "FROM coupon p LEFT JOIN closure k ON k.customer = p.customer AND k.coupon_id = p.coupon_id
     JOIN customer c ON c.customer = p.customer
     JOIN organization o ON o.organization = c.organization
     WHERE (:organization IS NULL OR o.slug = :organization)";

const OUTSTANDING: &str = "p.issued_at IS NOT NULL AND p.redeemed_at IS NULL AND k.closed_at IS NULL";

impl Reader {
    /// Coupons.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn coupons(&self, query: &CouponQuery) -> Result<CouponPage, LedgerError> {
        let (which, order) = match query.outstanding {
            Some(true) => (OUTSTANDING, "p.issued_at, p.coupon_id"),
            Some(false) => ("p.redeemed_at IS NOT NULL", "p.redeemed_at DESC, p.coupon_id"),
            None => ("TRUE", "p.redeemed_at IS NOT NULL, p.redeemed_at DESC, p.issued_at, p.coupon_id"),
        };
        let rows = format!(
            "SELECT p.coupon_id, p.coupon_name, p.issued_at, p.redeemed_at, k.closed_at, k.reason, o.slug,
                    c.customer_id, c.customer_code
             {OF_ORGANIZATION} AND {which} ORDER BY {order} LIMIT :limit"
        );
        let totals = format!(
            "SELECT coalesce(sum({OUTSTANDING}), 0), coalesce(sum(p.redeemed_at IS NOT NULL), 0) {OF_ORGANIZATION}"
        );
        self.read(|connection| {
            let organization = &query.organization;
            let coupons = connection
                .prepare_cached(&rows)?
                .query_map(
                    named_params! { ":organization": organization, ":limit": query.limit },
                    coupon_row,
                )?
                .collect::<Result<_, _>>()?;
            let (outstanding_total, used_total) = connection
                .prepare_cached(&totals)?
                .query_row(named_params! { ":organization": organization }, |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?;
            Ok(CouponPage { coupons, outstanding_total, used_total })
        })
    }
}

fn coupon_row(row: &Row<'_>) -> rusqlite::Result<CouponRow> {
    Ok(CouponRow {
        coupon: coupon(row)?,
        organization: row.get("slug")?,
        customer_id: row.get("customer_id")?,
        customer_code: code(row)?,
    })
}
