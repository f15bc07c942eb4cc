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

/// Of the coupons or counts `p`: those of the organization and the name that are asked for.
const ASKED: &str =
    "(:organization IS NULL OR p.organization = (SELECT organization FROM organization WHERE slug = :organization))
     AND (:name IS NULL OR coalesce(p.coupon_name, '') = :name)";

impl Reader {
    /// Coupons at `now`.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn coupons(&self, query: &CouponQuery, now: DateTime<Utc>) -> Result<CouponPage, LedgerError> {
        self.read(|connection| {
            let (outstanding_total, used_total) = totals(connection, query.organization.as_deref(), None)?;
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
        Some(true) => ("p.waiting", "p.issued_at, p.coupon_id"),
        Some(false) => ("p.redeemed_at IS NOT NULL", "p.redeemed_at DESC, p.coupon_id"),
        None => ("TRUE", "p.redeemed_at IS NOT NULL, p.redeemed_at DESC, p.issued_at, p.coupon_id"),
    };
    let of_age = if query.age.is_some() { "p.issued_at > :after AND p.issued_at <= :until" } else { "TRUE" };
    let (after, until) = query.age.unwrap_or(CouponAge::Week).span(now);
    let sql = format!(
        "SELECT p.coupon_id, p.coupon_name, p.issued_at, p.redeemed_at, p.closed_at, p.reason, o.slug,
                c.customer_id, c.customer_code
         FROM coupon p JOIN customer c ON c.customer = p.customer
         JOIN organization o ON o.organization = p.organization
         WHERE {which} AND {ASKED} AND {of_age} ORDER BY {order} LIMIT :limit"
    );
    let asked = named_params! {
        ":organization": query.organization, ":name": query.coupon_name, ":limit": query.limit,
    };
    let span = named_params! { ":after": after, ":until": until };
    let asked = if query.age.is_some() { [asked, span].concat() } else { asked.to_vec() };
    connection.prepare_cached(&sql)?.query_map(&asked[..], coupon_row)?.collect()
}

/// How many wait, and how many were used.
pub(super) fn totals(
    connection: &Connection,
    organization: Option<&str>,
    name: Option<&str>,
) -> rusqlite::Result<(i64, i64)> {
    connection
        .prepare_cached(&format!(
            "SELECT coalesce(sum(waiting), 0), coalesce(sum(used), 0) FROM coupon_count p WHERE {ASKED}"
        ))?
        .query_row(named_params! { ":organization": organization, ":name": name }, |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
}

/// What is not of the last ninety days is the rest.
pub(super) fn ages(
    connection: &Connection,
    query: &CouponQuery,
    now: DateTime<Utc>,
) -> rusqlite::Result<CouponAges> {
    let mut count = connection.prepare_cached(&format!(
        "SELECT count(*) FROM coupon p WHERE p.waiting AND {ASKED} AND p.issued_at > :after AND p.issued_at <= :until"
    ))?;
    let mut of = |age: CouponAge| {
        let (after, until) = age.span(now);
        let asked = named_params! {
            ":organization": query.organization, ":name": query.coupon_name, ":after": after, ":until": until,
        };
        count.query_row(asked, |row| row.get::<_, i64>(0))
    };
    let (week, month, quarter) = (of(CouponAge::Week)?, of(CouponAge::Month)?, of(CouponAge::Quarter)?);
    let (waiting, _) = totals(connection, query.organization.as_deref(), query.coupon_name.as_deref())?;
    Ok(CouponAges { week, month, quarter, older: waiting - week - month - quarter })
}

fn names(connection: &Connection, query: &CouponQuery) -> rusqlite::Result<Vec<CouponName>> {
    connection
        .prepare_cached(&format!(
            "SELECT nullif(p.coupon_name, ''), sum(p.waiting) AS outstanding FROM coupon_count p
             WHERE {ASKED} AND p.waiting > 0 GROUP BY p.coupon_name ORDER BY outstanding DESC, p.coupon_name"
        ))?
        .query_map(named_params! { ":organization": query.organization, ":name": None::<&str> }, |row| {
            Ok(CouponName { coupon_name: row.get(0)?, outstanding: row.get(1)? })
        })?
        .collect()
}

pub(super) fn coupon_row(row: &Row<'_>) -> rusqlite::Result<CouponRow> {
    Ok(CouponRow {
        coupon: coupon(row)?,
        organization: row.get("slug")?,
        customer_id: row.get("customer_id")?,
        customer_code: code(row)?,
    })
}
