//! Coupons of all customers: what waits to be used, and what was.

use chrono::{DateTime, Utc};
use loyalite::CustomerCode;
use rusqlite::{Connection, Row, named_params};
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
    /// Only those of this name; empty for those without one.
    pub coupon_name: Option<String>,
    /// Only those issued so long ago.
    pub age: Option<CouponAge>,
}

/// How long a coupon has waited since its issue, in whole days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum CouponAge {
    /// Up to 7.
    Week,
    /// 8 to 30.
    Month,
    /// 31 to 90.
    Quarter,
    /// More than 90.
    Older,
}

impl CouponAge {
    /// The ages in days: from the first to before the second.
    fn days(self) -> (i64, i64) {
        match self {
            Self::Week => (-FOREVER, 8), // a clock may be ahead
            Self::Month => (8, 31),
            Self::Quarter => (31, 91),
            Self::Older => (91, FOREVER),
        }
    }

    /// When a coupon of that age was issued, as microseconds: after the first, up to the second.
    fn span(self, now: DateTime<Utc>) -> (i64, i64) {
        let ago = |days: i64| now.timestamp_micros().saturating_sub(days.saturating_mul(DAY));
        let (from, to) = self.days();
        (ago(to), ago(from))
    }
}

/// A day in microseconds.
const DAY: i64 = 24 * 60 * 60 * 1_000_000;
/// In days, longer than anything here lasts.
const FOREVER: i64 = 1_000_000;

/// How many outstanding coupons have waited for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CouponAges {
    /// Up to 7 days.
    pub week: i64,
    /// 8 to 30 days.
    pub month: i64,
    /// 31 to 90 days.
    pub quarter: i64,
    /// More than 90 days.
    pub older: i64,
}

/// How many coupons of a name are outstanding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CouponName {
    /// The name; `None` for those without one.
    pub coupon_name: Option<String>,
    /// How many.
    pub outstanding: i64,
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
    /// How long the outstanding ones have waited, whatever the age asked for.
    pub ages: CouponAges,
    /// The names of the outstanding ones, most first.
    pub names: Vec<CouponName>,
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

const OF_NAME: &str = "(:name IS NULL OR coalesce(p.coupon_name, '') = :name)";

pub(super) const OUTSTANDING: &str =
    "p.issued_at IS NOT NULL AND p.redeemed_at IS NULL AND k.closed_at IS NULL";

impl Reader {
    /// Coupons at `now`.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn coupons(&self, query: &CouponQuery, now: DateTime<Utc>) -> Result<CouponPage, LedgerError> {
        self.read(|connection| {
            let (outstanding_total, used_total) = totals(connection, query)?;
            Ok(CouponPage {
                coupons: rows(connection, query, now)?,
                outstanding_total,
                used_total,
                ages: ages(connection, query, now)?,
                names: names(connection, query)?,
            })
        })
    }
}

fn rows(
    connection: &Connection,
    query: &CouponQuery,
    now: DateTime<Utc>,
) -> rusqlite::Result<Vec<CouponRow>> {
    let (which, order) = match query.outstanding {
        Some(true) => (OUTSTANDING, "p.issued_at, p.coupon_id"),
        Some(false) => ("p.redeemed_at IS NOT NULL", "p.redeemed_at DESC, p.coupon_id"),
        None => ("TRUE", "p.redeemed_at IS NOT NULL, p.redeemed_at DESC, p.issued_at, p.coupon_id"),
    };
    let (after, until) = query.age.map(|age| age.span(now)).unzip();
    connection
        .prepare_cached(&format!(
            "SELECT p.coupon_id, p.coupon_name, p.issued_at, p.redeemed_at, k.closed_at, k.reason, o.slug,
                    c.customer_id, c.customer_code
             {OF_ORGANIZATION} AND {which} AND {OF_NAME}
               AND (:after IS NULL OR (p.issued_at > :after AND p.issued_at <= :until))
             ORDER BY {order} LIMIT :limit"
        ))?
        .query_map(
            named_params! {
                ":organization": query.organization,
                ":name": query.coupon_name,
                ":after": after,
                ":until": until,
                ":limit": query.limit,
            },
            coupon_row,
        )?
        .collect()
}

fn totals(connection: &Connection, query: &CouponQuery) -> rusqlite::Result<(i64, i64)> {
    connection
        .prepare_cached(&format!(
            "SELECT coalesce(sum({OUTSTANDING}), 0), coalesce(sum(p.redeemed_at IS NOT NULL), 0) {OF_ORGANIZATION}"
        ))?
        .query_row(named_params! { ":organization": query.organization }, |row| Ok((row.get(0)?, row.get(1)?)))
}

fn ages(connection: &Connection, query: &CouponQuery, now: DateTime<Utc>) -> rusqlite::Result<CouponAges> {
    let mut count = connection.prepare_cached(&format!(
        "SELECT count(*) {OF_ORGANIZATION} AND {OUTSTANDING} AND {OF_NAME}
           AND p.issued_at > :after AND p.issued_at <= :until"
    ))?;
    let mut of = |age: CouponAge| {
        let (after, until) = age.span(now);
        let asked = named_params! {
            ":organization": query.organization, ":name": query.coupon_name, ":after": after, ":until": until,
        };
        count.query_row(asked, |row| row.get(0))
    };
    Ok(CouponAges {
        week: of(CouponAge::Week)?,
        month: of(CouponAge::Month)?,
        quarter: of(CouponAge::Quarter)?,
        older: of(CouponAge::Older)?,
    })
}

fn names(connection: &Connection, query: &CouponQuery) -> rusqlite::Result<Vec<CouponName>> {
    connection
        .prepare_cached(&format!(
            "SELECT p.coupon_name, count(*) AS outstanding {OF_ORGANIZATION} AND {OUTSTANDING}
             GROUP BY p.coupon_name ORDER BY outstanding DESC, p.coupon_name"
        ))?
        .query_map(named_params! { ":organization": query.organization }, |row| {
            Ok(CouponName { coupon_name: row.get(0)?, outstanding: row.get(1)? })
        })?
        .collect()
}

fn coupon_row(row: &Row<'_>) -> rusqlite::Result<CouponRow> {
    Ok(CouponRow {
        coupon: coupon(row)?,
        organization: row.get("slug")?,
        customer_id: row.get("customer_id")?,
        customer_code: code(row)?,
    })
}
