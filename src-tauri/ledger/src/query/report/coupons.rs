//! What became of the coupons of each month.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use serde::Serialize;

use super::{Calendar, lent};
use crate::time::Micros;

/// What became of the coupons that were issued in a month.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CouponMonth {
    /// The month of issue, `YYYY-MM`, by the shop's calendar.
    pub month: String,
    /// How many were issued. Coupons of customers who were forgotten are in none of these.
    pub issued: i64,
    /// Of these, used at the counter by now.
    pub used: i64,
    /// Of these, closed by the owner's hand and not used.
    pub closed: i64,
    /// Of these, outstanding.
    pub outstanding: i64,
}

/// Coupons by their month of issue, newest first; and of those issued before `long_ago`, the share that was never used.
pub fn by_month(
    connection: &Connection,
    organization: Option<i64>,
    long_ago: DateTime<Utc>,
    calendar: &impl Calendar,
) -> rusqlite::Result<(Vec<CouponMonth>, Option<f64>)> {
    let mut months: BTreeMap<(i32, u32), CouponMonth> = BTreeMap::new();
    let (mut old, mut unused) = (0, 0);
    let mut select = connection.prepare_cached(
        "SELECT issued_at, redeemed_at IS NOT NULL, waiting FROM coupon
         WHERE issued_at IS NOT NULL AND (?1 IS NULL OR organization = ?1)",
    )?;
    let mut rows = select.query(params![organization])?;
    while let Some(row) = rows.next()? {
        let issued_at = row.get::<_, Micros>(0)?.0;
        let (used, waiting): (bool, bool) = (row.get(1)?, row.get(2)?);
        let month = months.entry(calendar.month(issued_at)).or_default();
        month.issued += 1;
        let became = match (used, waiting) {
            (true, _) => &mut month.used,
            (false, true) => &mut month.outstanding,
            (false, false) => &mut month.closed,
        };
        *became += 1;
        if issued_at < long_ago {
            old += 1;
            unused += i64::from(!used);
        }
    }
    let named = |((year, month), counts)| CouponMonth { month: format!("{year:04}-{month:02}"), ..counts };
    Ok((months.into_iter().rev().map(named).collect(), lent::share(unused, old, old)))
}
