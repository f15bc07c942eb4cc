//! The six documented events, with the platform's field names. Fields that the figures can live without are optional:
//! a receiver is lenient in what it reads.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

/// The documented event names.
pub mod name {
    /// A customer earned stamps from a purchase.
    pub const STAMP_EARNED: &str = "stamp.earned";
    /// A stamp card filled and a reward coupon was issued (not: used).
    pub const STAMP_REDEEMED: &str = "stamp.redeemed";
    /// A customer earned points.
    pub const POINTS_EARNED: &str = "points.earned";
    /// A customer spent points.
    pub const POINTS_SPENT: &str = "points.spent";
    /// A coupon was scanned at the counter and marked as used.
    pub const COUPON_REDEEMED: &str = "coupon.redeemed";
    /// A customer joined the programme.
    pub const CUSTOMER_ENROLLED: &str = "customer.enrolled";
}

/// What happened to a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// `stamp.earned`
    StampEarned(StampEarned),
    /// `stamp.redeemed`
    StampRedeemed(StampRedeemed),
    /// `points.earned`
    PointsEarned(PointsEarned),
    /// `points.spent`
    PointsSpent(PointsSpent),
    /// `coupon.redeemed`
    CouponRedeemed(CouponRedeemed),
    /// `customer.enrolled`
    CustomerEnrolled(CustomerEnrolled),
}

/// Stamps earned in one purchase. Counts are stamps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StampEarned {
    /// Stamps added in this transaction.
    pub stamps_added: Option<i64>,
    /// The total stamp balance after this event: a snapshot, right even when earlier events are missing.
    pub stamp_balance: i64,
    /// Stamps that fill the card; at least 1.
    pub max_stamps: Option<i64>,
    /// `webhook` (POS API) or `manual` (merchant app) today; open.
    pub source: Option<String>,
    /// The platform's transaction; a card fill in the same earn call carries the same one.
    pub transaction_id: Option<Uuid>,
    /// Purchase amount, without a currency; absent when none was passed.
    pub amount: Option<Decimal>,
}

/// A card filled during an earn call, and a coupon was issued. Carries no balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StampRedeemed {
    /// Stamps added in the earn call that filled the card.
    pub stamps_added: Option<i64>,
    /// The newly issued coupon.
    pub coupon_id: Uuid,
    /// Its name as the merchant configured it.
    pub coupon_name: Option<String>,
    /// The transaction of the earn call.
    pub transaction_id: Option<Uuid>,
}

/// Points earned in one purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointsEarned {
    /// Points added in this transaction.
    pub points_added: Option<i64>,
    /// The total points balance after this event: a snapshot.
    pub point_balance: i64,
    /// `webhook` (POS API) or `manual` (merchant app) today; open.
    pub source: Option<String>,
    /// The platform's transaction.
    pub transaction_id: Option<Uuid>,
    /// Purchase amount, without a currency; absent when none was passed.
    pub amount: Option<Decimal>,
}

/// Points spent in one purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointsSpent {
    /// Points deducted.
    pub points_spent: Option<i64>,
    /// Points awarded in the same transaction; usually 0, and 0 when not sent.
    pub points_earned: i64,
    /// The points balance after this event: a snapshot.
    pub point_balance: i64,
    /// The part of the amount that the points did not cover.
    pub remaining_amount: Option<Decimal>,
    /// The whole transaction's amount.
    pub amount: Option<Decimal>,
    /// The platform's transaction.
    pub transaction_id: Option<Uuid>,
}

/// A coupon used at the counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CouponRedeemed {
    /// The coupon.
    pub coupon_id: Uuid,
    /// Its name as the merchant configured it.
    pub coupon_name: Option<String>,
    /// When it was used.
    pub redeemed_at: Option<DateTime<Utc>>,
}

/// A new customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerEnrolled {
    /// `j***@gmail.com`: the full address is never sent.
    pub masked_email: Option<String>,
    /// When the customer joined.
    pub enrolled_at: Option<DateTime<Utc>>,
}
