//! The shop's books: the figures of a span of time, its parts and its hours, and what the whole history says at one moment.
//! The ledger has no calendar of its own: days, hours and months are the shop's, told by a [`Calendar`].

mod books;
mod cards;
mod coupons;
mod figures;
mod lent;
mod patterns;
mod period;
mod served;

pub use books::{Books, Lapsed};
pub use coupons::CouponMonth;
pub use figures::{Figures, Totals};
pub use patterns::{Pattern, PatternKind};
pub use period::{Period, PeriodFigures};

use chrono::{DateTime, Utc};

/// The shop's calendar.
pub trait Calendar {
    /// The number of the day that `time` is of; the next day's is one more.
    fn day(&self, time: DateTime<Utc>) -> i64;
    /// The weekday, Monday 0, and the hour of the day.
    fn hour(&self, time: DateTime<Utc>) -> (usize, usize);
    /// The year and the month, January 1.
    fn month(&self, time: DateTime<Utc>) -> (i32, u32);
}
