//! One customer: looked up by code, and opened with the story behind each figure.

use chrono::{DateTime, Utc};
use loyalite::CustomerCode;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use uuid::Uuid;

use super::feed::{COLUMNS, FeedEvent, feed_event};
use crate::fold::{self, Mark};
use crate::table::fact;
use crate::time::maybe;
use crate::{CustomerKey, LedgerError, Reader, intake};

/// A customer's figures, as of the newest event that reached this PC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Customer {
    /// The organization's slug.
    pub organization: String,
    /// The customer's identity within it.
    pub customer_id: Uuid,
    /// The customer's label: six digits for people.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub customer_code: Option<CustomerCode>,
    /// The masked e-mail of the enrolment.
    pub masked_email: Option<String>,
    /// When the customer joined; `None` when the enrolment never reached this PC.
    pub enrolled_at: Option<DateTime<Utc>>,
    /// Stamps on the card.
    pub stamp_balance: Option<i64>,
    /// Stamps that fill the card.
    pub max_stamps: Option<i64>,
    /// Points.
    pub point_balance: Option<i64>,
    /// When the newest event happened.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// The history opens at zero and has no break.
    pub history_complete: bool,
    /// Waiting ones first, oldest first; then used ones, newest first.
    pub coupons: Vec<Coupon>,
}

/// A coupon: outstanding from its issue until its use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Coupon {
    /// The coupon's identity.
    pub coupon_id: Uuid,
    /// Its name, as the merchant configured it.
    pub coupon_name: Option<String>,
    /// When the card filled; `None` when that never reached this PC.
    pub issued_at: Option<DateTime<Utc>>,
    /// When it was used at the counter.
    pub redeemed_at: Option<DateTime<Utc>>,
    /// The owner closed it by hand: it is not outstanding any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<Closed>,
}

/// Why the owner closed a coupon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Closed {
    /// When.
    pub at: DateTime<Utc>,
    /// The owner's words.
    pub reason: String,
}

/// A customer, opened.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CustomerPage {
    /// The figures.
    pub customer: Customer,
    /// The owner's own name for the customer.
    pub nickname: Option<String>,
    /// The owner's note.
    pub note: Option<String>,
    /// The stamp balance was worked out from a card fill, not told by the platform.
    pub stamp_balance_derived: bool,
    /// "Why 7?": the arrival numbers of the events that the stamp balance rests on.
    pub stamps_rest_on: Vec<i64>,
    /// The same of the points balance.
    pub points_rest_on: Vec<i64>,
    /// Every event of the customer in canonical order, newest first, with the balances after it.
    pub timeline: Vec<TimelineStep>,
}

/// One event of a customer, and what it did.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TimelineStep {
    /// The event.
    pub event: FeedEvent,
    /// Stamps after it.
    pub stamp_balance: Option<i64>,
    /// Points after it.
    pub point_balance: Option<i64>,
    /// The stamp balance was worked out, not told.
    pub derived: bool,
    /// Where this PC missed something.
    pub marks: Vec<Mark>,
}

impl Customer {
    /// Who it is.
    pub fn key(&self) -> CustomerKey {
        CustomerKey { organization: self.organization.clone(), customer_id: self.customer_id }
    }
}

const CUSTOMER: &str =
    "SELECT c.customer, o.slug, c.customer_id, c.customer_code, c.masked_email, c.enrolled_at,
        c.stamp_balance, c.max_stamps, c.point_balance, c.last_seen_at, c.history_complete
     FROM customer c JOIN organization o ON o.organization = c.organization";

impl Reader {
    /// Every customer who goes by `code`: usually one or none; organizations may share a code.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn customers_by_code(&self, code: CustomerCode) -> Result<Vec<Customer>, LedgerError> {
        self.read(|connection| {
            let found: Vec<(i64, Customer)> = connection
                .prepare_cached(&format!(
                    "{CUSTOMER} WHERE c.customer_code = ?1 ORDER BY c.last_seen_at DESC"
                ))?
                .query_map([code.number()], customer)?
                .collect::<Result<_, _>>()?;
            found.into_iter().map(|found| with_coupons(connection, found)).collect()
        })
    }

    /// A customer with the whole story; `None` when no event of it is known.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn customer(&self, key: &CustomerKey) -> Result<Option<CustomerPage>, LedgerError> {
        self.read(|connection| page(connection, key))
    }
}

/// The same on a connection.
pub(super) fn page(connection: &Connection, key: &CustomerKey) -> rusqlite::Result<Option<CustomerPage>> {
    let found = connection
        .prepare_cached(&format!("{CUSTOMER} WHERE o.slug = ?1 AND c.customer_id = ?2"))?
        .query_row(params![key.organization, key.customer_id], customer)
        .optional()?;
    found.map(|found| open(connection, found)).transpose()
}

fn open(connection: &Connection, found: (i64, Customer)) -> rusqlite::Result<CustomerPage> {
    let number = found.0;
    let (state, story) = fold::replay(intake::entries_of(connection, number, None, None)?);
    let basis = fold::basis(&story);
    let (nickname, note) = fact::words_on(connection, number)?;
    let mut events: std::collections::HashMap<i64, FeedEvent> = connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM event e JOIN delivery d ON d.seq = e.seq WHERE e.customer = ?1"
        ))?
        .query_map([number], |row| feed_event(row).map(|event| (event.seq, event)))?
        .collect::<Result<_, _>>()?;
    let timeline = story.into_iter().rev().filter_map(|(entry, step)| {
        Some(TimelineStep {
            event: events.remove(&entry.seq)?,
            stamp_balance: step.stamp_balance,
            point_balance: step.point_balance,
            derived: step.derived,
            marks: step.marks,
        })
    });
    Ok(CustomerPage {
        timeline: timeline.collect(),
        customer: with_coupons(connection, found)?,
        nickname,
        note,
        stamp_balance_derived: state.stamps.derived,
        stamps_rest_on: basis.stamps,
        points_rest_on: basis.points,
    })
}

fn customer(row: &Row<'_>) -> rusqlite::Result<(i64, Customer)> {
    let customer = Customer {
        organization: row.get("slug")?,
        customer_id: row.get("customer_id")?,
        customer_code: code(row)?,
        masked_email: row.get("masked_email")?,
        enrolled_at: maybe(row, "enrolled_at")?,
        stamp_balance: row.get("stamp_balance")?,
        max_stamps: row.get("max_stamps")?,
        point_balance: row.get("point_balance")?,
        last_seen_at: maybe(row, "last_seen_at")?,
        history_complete: row.get("history_complete")?,
        coupons: Vec::new(),
    };
    Ok((row.get("customer")?, customer))
}

/// The column `customer_code`.
pub(super) fn code(row: &Row<'_>) -> rusqlite::Result<Option<CustomerCode>> {
    Ok(row.get::<_, Option<i64>>("customer_code")?.and_then(CustomerCode::new))
}

fn with_coupons(connection: &Connection, (number, mut found): (i64, Customer)) -> rusqlite::Result<Customer> {
    found.coupons = connection
        .prepare_cached(
            "SELECT p.coupon_id, p.coupon_name, p.issued_at, p.redeemed_at, p.closed_at, p.reason
             FROM coupon p WHERE p.customer = ?1
             ORDER BY p.redeemed_at IS NOT NULL, p.closed_at IS NOT NULL, p.redeemed_at DESC, p.issued_at, p.coupon_id",
        )?
        .query_map([number], coupon)?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

/// A coupon out of its columns.
pub(super) fn coupon(row: &Row<'_>) -> rusqlite::Result<Coupon> {
    let reason: Option<String> = row.get("reason")?;
    Ok(Coupon {
        closed: maybe(row, "closed_at")?.zip(reason).map(|(at, reason)| Closed { at, reason }),
        coupon_id: row.get("coupon_id")?,
        coupon_name: row.get("coupon_name")?,
        issued_at: maybe(row, "issued_at")?,
        redeemed_at: maybe(row, "redeemed_at")?,
    })
}
