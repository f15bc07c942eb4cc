//! The questions that the faces ask. Field names are the platform's; unknown is `None`; times are UTC.

mod coupons;
mod customer;
mod customers;
mod everything;
mod feed;
mod health;
#[cfg(test)]
mod plans;
mod points;
mod report;
mod silence;
mod today;
mod visits;
mod walk;

pub use crate::fold::{Mark, MarkKind};
pub use coupons::{CouponAge, CouponAges, CouponName, CouponPage, CouponQuery, CouponRow};
pub use customer::{Closed, Coupon, Customer, CustomerPage, TimelineStep};
pub use customers::{CustomerFilter, CustomerList, CustomerQuery, CustomerRow, CustomerSort};
pub use everything::{Arrival, Everything, Said};
pub use feed::{Details, FeedEvent, FeedPage, FeedQuery};
pub use health::{Health, Stored};
pub use points::{PointsList, PointsRow, PointsSpan};
pub use report::{
    Books, Calendar, CouponMonth, Figures, Lapsed, Pattern, PatternKind, Period, PeriodFigures, Totals,
};
pub use silence::{Silence, Usual, WeeksBefore};
pub use today::Today;
pub use visits::{Visit, Visits};
pub use walk::WholeCustomer;

use chrono::{DateTime, Utc};
use rusqlite::{Statement, ToSql};

use crate::table::{delivery, organization};
use crate::{LedgerError, Reader};

/// Where the log stands.
#[derive(Debug, Clone)]
pub struct Extent {
    /// Since when this PC listens: when the ledger was first opened; `None` when it never was.
    pub listening_since: Option<DateTime<Utc>>,
    /// When the newest delivery was taken in that was no test.
    pub last_event_at: Option<DateTime<Utc>>,
    /// The organizations that events have come from.
    pub organizations: Vec<String>,
}

impl Reader {
    /// Where the log stands.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read; so for every question here.
    pub fn extent(&self) -> Result<Extent, LedgerError> {
        self.read(|connection| {
            Ok(Extent {
                listening_since: delivery::listening_since(connection)?,
                last_event_at: delivery::newest_received_at(connection)?,
                organizations: organization::all(connection)?,
            })
        })
    }
}

/// Binds a parameter, where the question has it.
pub(crate) fn bind(statement: &mut Statement<'_>, name: &str, value: impl ToSql) -> rusqlite::Result<()> {
    match statement.parameter_index(name)? {
        Some(place) => statement.raw_bind_parameter(place, value),
        None => Ok(()),
    }
}
