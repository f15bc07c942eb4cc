//! Taking in one delivery: into the log, and in the same transaction into the tables.

use chrono::{DateTime, TimeDelta, Utc};
use loyalite::{Content, Envelope, Event, Known};
use rusqlite::Connection;
use uuid::Uuid;

use crate::fold::{self, Entry};
use crate::forget;
use crate::table::delivery::{Appended, Delivery};
use crate::table::event::EventRow;
use crate::table::{coupon, customer, delivery, event, fact, organization};

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
    let delivery = Delivery { seq, key, received_at, body: Vec::new() };
    let Noted { set_aside, customer } = note(connection, &delivery, &envelope)?;
    let kept = if set_aside && !envelope.is_own_test() { Kept::SetAside } else { Kept::Stored };
    let Some((number, customer)) = customer else {
        return Ok(Taken { kept, seq: Some(seq), customer: None });
    };
    bring_up_to_date(connection, number, delivery, envelope)?;
    Ok(Taken { kept, seq: Some(seq), customer: Some(customer) })
}

/// What [`note`] found.
pub struct Noted {
    /// The delivery has no effect on any figure.
    pub set_aside: bool,
    /// The customer (number and key) in whose figures it counts.
    pub customer: Option<(i64, CustomerKey)>,
}

/// Writes the table row of a delivery that is in the log.
pub fn note(connection: &Connection, delivery: &Delivery, envelope: &Envelope) -> rusqlite::Result<Noted> {
    let own_test = envelope.is_own_test();
    let set_aside = match reason_to_set_aside(envelope, delivery.received_at) {
        None if own_test || fact::is_test(connection, &delivery.key)? => Some("test".into()),
        reason => reason,
    };
    let organization_number = match &envelope.organization {
        Some(slug) if !own_test => Some(organization::number_of(connection, slug)?),
        _ => None, // a shop must not come to two organizations by testing
    };
    let mut row = EventRow {
        seq: delivery.seq,
        event: envelope.event.clone(),
        occurred_at: envelope.occurred_at,
        organization: organization_number,
        customer_code: envelope.customer_code,
        ..EventRow::default()
    };
    let customer = match (&envelope.content, organization_number) {
        (Content::Known(known), Some(organization)) if set_aside.is_none() => {
            let number = customer::number_of(connection, organization, known.customer_id)?;
            row.customer = Some(number);
            row.amounts = (&known.event).into();
            let key =
                CustomerKey { organization: known.organization.clone(), customer_id: known.customer_id };
            Some((number, key))
        }
        _ => None,
    };
    row.set_aside = set_aside;
    event::insert(connection, &row)?;
    Ok(Noted { set_aside: row.set_aside.is_some(), customer })
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

/// Puts a new event on top of its customer's state, or folds the customer anew where it belongs further down.
fn bring_up_to_date(
    connection: &Connection,
    number: i64,
    delivery: Delivery,
    envelope: Envelope,
) -> rusqlite::Result<()> {
    let Content::Known(known) = envelope.content else { return Ok(()) };
    let fill_known = match &known.event {
        Event::StampEarned(earned) => match earned.transaction_id {
            Some(transaction_id) => event::has_fill(connection, number, transaction_id)?,
            None => false,
        },
        _ => false,
    };
    let entry = entry_of(delivery.seq, delivery.key, envelope.customer_code, known);
    match customer::state(connection, number)? {
        Some(mut state) if fold::extends(&state, &entry, fill_known) => {
            fold::extend(&mut state, &entry);
            customer::save(connection, number, &state)
        }
        _ => refold(connection, number),
    }
}

/// Folds a customer from all of its stored events, and adds the owner's words. Without events there is no customer.
pub fn refold(connection: &Connection, number: i64) -> rusqlite::Result<()> {
    let entries = entries_of(connection, number)?;
    coupon::clear(connection, number)?;
    if entries.is_empty() {
        return customer::remove(connection, number);
    }
    customer::save(connection, number, &fold::fold(entries))?;
    fact::settle(connection, number)
}

/// The stored events of a customer, as the fold wants them.
pub fn entries_of(connection: &Connection, number: i64) -> rusqlite::Result<Vec<Entry>> {
    let deliveries = delivery::of_customer(connection, number)?;
    Ok(deliveries.into_iter().filter_map(|delivery| entry(&delivery)).collect())
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
