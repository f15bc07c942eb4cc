//! What a span of time adds up to: figures that can be added to those of another span, and those that cannot.

use loyalite::Decimal;
use serde::{Deserialize, Serialize};

use crate::table::total::Sums;

/// Figures that add up: of two spans side by side they are the sum. Only events that count in a customer's figures are in
/// them: none that is set aside, of an unknown kind or marked as a test.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Totals {
    /// Events, by when they happened.
    pub events: i64,
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
    /// The purchase amounts together; `None` where none was sent.
    pub amount: Option<Decimal>,
    /// Purchases that carried an amount.
    pub amounts: i64,
    /// Purchases that could have carried one: events in which stamps or points were earned or points spent.
    pub amount_events: i64,
}

/// The figures of a span of time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Figures {
    /// Those that add up.
    #[serde(flatten)]
    pub totals: Totals,
    /// Different customers with stamps, points or a coupon; joining alone is not being served. One who was forgotten counts
    /// once for each day.
    pub customers_served: i64,
    /// Of those, customers who had been served before the span too. One who was forgotten is not told.
    pub returning_customers: i64,
    /// Of those served, customers who came on two different days of the span or more. One who was forgotten is not told.
    pub repeat_customers: i64,
}

impl From<Sums> for Totals {
    fn from(sums: Sums) -> Self {
        let [
            events,
            stamps,
            points_earned,
            points_spent,
            coupons_issued,
            coupons_used,
            new_customers,
            amount,
            amounts,
            amount_events,
        ] = sums;
        Self {
            events,
            stamps,
            points_earned,
            points_spent,
            coupons_issued,
            coupons_used,
            new_customers,
            amount: (amounts > 0).then(|| Decimal::new(amount, 4).normalize()),
            amounts,
            amount_events,
        }
    }
}
