//! Taking in one delivery: into the log, and in the same transaction into the tables.

use chrono::{DateTime, TimeDelta, Utc};
use loyalite::{Content, Envelope, Known};
use rusqlite::Connection;
use uuid::Uuid;

use crate::fold::{self, Entry};
use crate::table::delivery::{Appended, Delivery};
use crate::table::event::EventRow;
use crate::table::{coupon, customer, delivery, event, fact, organization, snapshot};
use crate::{forget, refold};

/// An event may be dated this far ahead of this PC's clock before it is set aside.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::hours(24);

/// What became of a delivery. In every case it need not be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// New, and in the figures or the feed; a test event of our own, too.
    Stored,
    /// New, stored, without effect on any figure.
    SetAside,
    /// Known already.
    Duplicate,
    /// Its id is known with another body; the first stays.
    Conflict,
    /// It is of a customer who was forgotten: only what a day's figures need was kept.
    Forgotten,
}

/// The customer whose figures a delivery changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CustomerKey {
    /// The organization's slug.
    pub organization: String,
    /// The customer's identity within it.
    pub customer_id: Uuid,
}

/// A delivery taken in.
#[derive(Debug)]
pub struct Taken {
    /// What became of it.
    pub kept: Kept,
    /// Its arrival number, when it is new.
    pub seq: Option<i64>,
    /// Whose figures it changed.
    pub customer: Option<CustomerKey>,
}

/// Takes in `body`, whose signature holds. To be called within a transaction.
pub fn take(connection: &Connection, body: &[u8], received_at: DateTime<Utc>) -> rusqlite::Result<Taken> {
    let envelope = Envelope::read(body);
    let key = delivery::key(envelope.id, body);
    if forget::is_of_forgotten(connection, &key, &envelope)? {
        return Ok(Taken { kept: Kept::Forgotten, seq: None, customer: None });
    }
    let seq = match delivery::append(connection, &key, received_at, body)? {
        Appended::New(seq) => seq,
        Appended::Repeat => return Ok(Taken { kept: Kept::Duplicate, seq: None, customer: None }),
        Appended::Conflict => return Ok(Taken { kept: Kept::Conflict, seq: None, customer: None }),
    };
    let own_test = envelope.is_own_test();
    let marked = fact::is_test(connection, &key)?;
    let mut reading = Reading::of(Delivery { seq, key, received_at, body: Vec::new() }, envelope, marked);
    let number = note(connection, &mut reading)?;
    let kept = if reading.row.set_aside.is_some() && !own_test { Kept::SetAside } else { Kept::Stored };
    let customer = match (number, reading.counts) {
        (Some(number), Some(Counts { customer_id, entry })) => {
            bring_up_to_date(connection, number, &entry)?;
            reading.organization.map(|organization| CustomerKey { organization, customer_id })
        }
        _ => None,
    };
    Ok(Taken { kept, seq: Some(seq), customer })
}

/// What a delivery comes to.
pub struct Reading {
    /// Its row, without the numbers of the organization and the customer.
    pub row: EventRow,
    /// The organization that it is of.
    pub organization: Option<String>,
    /// Whose figures it counts in.
    pub counts: Option<Counts>,
}

/// An event that counts in a customer's figures.
pub struct Counts {
    /// The customer's identity within the organization.
    pub customer_id: Uuid,
    /// The event, as the fold wants it.
    pub entry: Entry,
}

impl Reading {
    /// Reads a delivery that is in the log; the owner may have marked it as a test.
    pub fn of(delivery: Delivery, envelope: Envelope, marked_as_test: bool) -> Self {
        let own_test = envelope.is_own_test();
        let set_aside = match reason_to_set_aside(&envelope, delivery.received_at) {
            None if own_test || marked_as_test => Some("test".into()),
            reason => reason,
        };
        let mut row = EventRow {
            seq: delivery.seq,
            event: envelope.event,
            occurred_at: envelope.occurred_at,
            customer_code: envelope.customer_code,
            set_aside,
            ..EventRow::default()
        };
        // A shop must not come to two organizations by testing.
        let organization = envelope.organization.filter(|_| !own_test);
        let counts = match (envelope.content, &organization) {
            (Content::Known(known), Some(_)) if row.set_aside.is_none() => {
                row.amounts = (&known.event).into();
                let customer_id = known.customer_id;
                let entry = entry_of(delivery.seq, delivery.key, envelope.customer_code, known);
                Some(Counts { customer_id, entry })
            }
            _ => None,
        };
        Self { row, organization, counts }
    }
}

/// Writes the row of a delivery that is in the log; the number of the customer in whose figures it counts.
pub fn note(connection: &Connection, reading: &mut Reading) -> rusqlite::Result<Option<i64>> {
    let organization =
        reading.organization.as_ref().map(|slug| organization::number_of(connection, slug)).transpose()?;
    reading.row.organization = organization;
    if let (Some(organization), Some(counts)) = (organization, &reading.counts) {
        reading.row.customer = Some(customer::number_of(connection, organization, counts.customer_id)?);
    }
    event::insert(connection, &reading.row)?;
    Ok(reading.row.customer)
}

/// What the platform sent gives a closed set of reasons: `unreadable`, `missing:<field>`, `future`. The owner adds `test`,
/// and so does an event that we made for testing.
fn reason_to_set_aside(envelope: &Envelope, received_at: DateTime<Utc>) -> Option<String> {
    match &envelope.content {
        Content::Unusable(defect) => Some(defect.to_string()),
        Content::Known(known) if known.occurred_at > received_at + CLOCK_TOLERANCE => Some("future".into()),
        Content::Known(_) | Content::Other => None,
    }
}

/// Puts a new event on top of its customer's state, or folds anew what it changes where it belongs further down.
fn bring_up_to_date(connection: &Connection, number: i64, entry: &Entry) -> rusqlite::Result<()> {
    if let Some(coupon_id) = fold::coupon_of(&entry.event) {
        refresh_coupon(connection, number, coupon_id)?;
    }
    let (events, span) = match fold::transaction_of(&entry.event) {
        Some(transaction_id) => event::transaction_span(connection, number, transaction_id)?,
        None => (1, entry.occurred_at..entry.occurred_at),
    };
    let stored = customer::state(connection, number)?;
    let is_new = stored.is_none();
    let state = match stored {
        Some(mut state) if fold::extends(&state, entry, events > 1) => {
            fold::extend(&mut state, entry);
            snapshot::put(connection, number, &state)?;
            state
        }
        _ => refold::between(connection, number, span.start, span.end)?,
    };
    customer::save(connection, number, &state)?;
    if is_new {
        fact::settle(connection, number)?; // of whom only tests were known, the owner may have spoken before
    }
    Ok(())
}

/// Folds a coupon from its stored events, and adds the owner's words on it.
fn refresh_coupon(connection: &Connection, number: i64, coupon_id: Uuid) -> rusqlite::Result<()> {
    let entries: Vec<Entry> =
        delivery::of_coupon(connection, number, coupon_id)?.iter().filter_map(entry).collect();
    coupon::save(connection, number, &fold::coupons(&entries))?;
    fact::settle_coupons(connection, number)
}

/// A customer's stored events after `after`, up to and with `until`, as the fold wants them.
pub fn entries_of(
    connection: &Connection,
    number: i64,
    after: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
) -> rusqlite::Result<Vec<Entry>> {
    let deliveries = delivery::of_customer(connection, number, after, until)?;
    Ok(deliveries.iter().filter_map(entry).collect())
}

fn entry(delivery: &Delivery) -> Option<Entry> {
    let envelope = Envelope::read(&delivery.body);
    let code = envelope.customer_code;
    let Content::Known(known) = envelope.content else { return None };
    Some(entry_of(delivery.seq, delivery.key.clone(), code, known))
}

fn entry_of(seq: i64, key: Vec<u8>, customer_code: Option<loyalite::CustomerCode>, known: Known) -> Entry {
    Entry { seq, key, occurred_at: known.occurred_at, customer_code, event: known.event }
}
