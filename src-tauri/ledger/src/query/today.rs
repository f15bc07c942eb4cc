//! A day's figures, by when things happened: those of a period that the screen of the day shows.

use serde::Serialize;

use super::Totals;

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

impl Today {
    pub(super) fn of(totals: Totals, customers_served: i64) -> Self {
        Self {
            stamps: totals.stamps,
            points_earned: totals.points_earned,
            points_spent: totals.points_spent,
            coupons_issued: totals.coupons_issued,
            coupons_used: totals.coupons_used,
            new_customers: totals.new_customers,
            customers_served,
        }
    }
}
