//! What the whole history says at one moment: coupons, points, cards and customers.

use std::ops::Range;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::coupons::by_month;
use super::period::asked;
use super::{Calendar, CouponMonth, Pattern, cards, lent, patterns};
use crate::query::{CouponAges, CouponQuery, CustomerFilter, CustomerQuery, coupons, customers, points};
use crate::{LedgerError, Reader};

/// What the whole history says; of a period, only the cards that filled in it and the patterns.
#[derive(Debug, Clone, PartialEq)]
pub struct Books {
    /// The median number of days in which those cards filled, to one decimal.
    pub days_to_complete: Option<f64>,
    /// How many cards that rests on: those whose first stamp is known.
    pub cards_completed_known: i64,
    /// Coupons whose issue is known, by its month, newest first.
    pub coupons: Vec<CouponMonth>,
    /// How long the outstanding ones have waited.
    pub coupon_ages: CouponAges,
    /// Coupons outstanding.
    pub coupons_outstanding: i64,
    /// The points of all customers together.
    pub points_outstanding: i64,
    /// Customers whose card lacks two stamps at the most.
    pub nearly_there: i64,
    /// Customers of whom nothing has happened for long.
    pub lapsed: Lapsed,
    /// What is remarkable in the period, newest first, at most 200.
    pub patterns: Vec<Pattern>,
    /// How many there are in all.
    pub patterns_total: i64,
    /// Of the coupons issued long ago, the share that is unused; `None` where there are fewer than 20.
    pub coupon_breakage: Option<f64>,
    /// Of the points earned long ago, the share that is unspent; `None` where they were earned fewer than 20 times.
    pub points_breakage: Option<f64>,
}

/// Customers of whom nothing has happened for long.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Lapsed {
    /// For more than 30 days, those below included.
    pub days_30: i64,
    /// For more than 60 days, those below included.
    pub days_60: i64,
    /// For more than 90 days.
    pub days_90: i64,
}

impl Reader {
    /// The books at `now`: the period is `span`, and what was before `long_ago` says what is never claimed.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn books(
        &self,
        organization: Option<&str>,
        span: &Range<DateTime<Utc>>,
        long_ago: DateTime<Utc>,
        now: DateTime<Utc>,
        calendar: &impl Calendar,
    ) -> Result<Books, LedgerError> {
        let coupon_query =
            CouponQuery { organization: organization.map(Into::into), ..CouponQuery::default() };
        let of = |filter| CustomerQuery {
            organization: organization.map(Into::into),
            filter,
            ..CustomerQuery::default()
        };
        let away = |days| of(CustomerFilter::Away { days });
        self.read(|connection| {
            let asked = asked(connection, span, organization)?;
            let (days_to_complete, cards_completed_known) = cards::days_to_complete(connection, asked)?;
            let (months, coupon_breakage) = by_month(connection, asked.organization, long_ago, calendar)?;
            let (patterns, patterns_total) = patterns::patterns(connection, asked)?;
            let count = |query: CustomerQuery| customers::count(connection, &query, now);
            Ok(Books {
                days_to_complete,
                cards_completed_known,
                coupons: months,
                coupon_ages: coupons::ages(connection, &coupon_query, now)?,
                coupons_outstanding: coupons::totals(connection, organization, None)?.0,
                points_outstanding: points::outstanding(connection, organization)?,
                nearly_there: count(of(CustomerFilter::NearlyThere))?,
                lapsed: Lapsed {
                    days_30: count(away(30))?,
                    days_60: count(away(60))?,
                    days_90: count(away(90))?,
                },
                patterns,
                patterns_total,
                coupon_breakage,
                points_breakage: lent::points(connection, asked.organization, long_ago)?,
            })
        })
    }
}
