//! What the owner may say: a nickname, a note, a coupon closed by hand, an event that was only a test. Each is an entry of
//! the log, each can be taken back, and none is ever sent anywhere.

use chrono::{DateTime, Utc};
use loyalite::Envelope;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use uuid::Uuid;

use crate::intake::{self, Reading};
use crate::table::fact::{self, FactRow, kind};
use crate::table::{customer, delivery, organization};
use crate::{CustomerKey, refold};

/// Something the owner says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// The owner's own name for a customer; `None` takes it back.
    Nickname(CustomerKey, Option<String>),
    /// A note on a customer; `None` takes it back.
    Note(CustomerKey, Option<String>),
    /// This coupon is not outstanding any more, for this reason.
    CouponClosed(CustomerKey, Uuid, String),
    /// It is after all.
    CouponReopened(CustomerKey, Uuid),
    /// The delivery with this arrival number was a test: it counts in no figure.
    EventWasTest(i64),
    /// It was real after all.
    EventWasReal(i64),
}

/// What a fact is about does not exist here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// No event of this customer is known.
    Customer,
    /// No event of this coupon is known.
    Coupon,
    /// No delivery has this arrival number.
    Event,
}

/// Keeps `said` and brings the tables up to date, in one transaction; whose figures may have changed.
pub fn record(
    connection: &mut Connection,
    said: &Fact,
    now: DateTime<Utc>,
) -> rusqlite::Result<Result<Option<CustomerKey>, Unknown>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let outcome = match said {
        Fact::Nickname(key, words) => on_customer(&transaction, now, kind::NICKNAME, key, words.as_deref()),
        Fact::Note(key, words) => on_customer(&transaction, now, kind::NOTE, key, words.as_deref()),
        Fact::CouponClosed(key, coupon_id, reason) => {
            on_coupon(&transaction, now, kind::COUPON_CLOSED, key, *coupon_id, Some(reason))
        }
        Fact::CouponReopened(key, coupon_id) => {
            on_coupon(&transaction, now, kind::COUPON_REOPENED, key, *coupon_id, None)
        }
        Fact::EventWasTest(seq) => on_event(&transaction, now, kind::EVENT_WAS_TEST, *seq),
        Fact::EventWasReal(seq) => on_event(&transaction, now, kind::EVENT_WAS_REAL, *seq),
    }?;
    if outcome.is_ok() {
        transaction.commit()?;
    }
    Ok(outcome)
}

type Outcome = rusqlite::Result<Result<Option<CustomerKey>, Unknown>>;

fn on_customer(
    connection: &Connection,
    now: DateTime<Utc>,
    kind: &'static str,
    key: &CustomerKey,
    words: Option<&str>,
) -> Outcome {
    let Some(number) = known(connection, key)? else { return Ok(Err(Unknown::Customer)) };
    fact::append(connection, now, &FactRow { kind, customer: Some(key), subject: None, words })?;
    fact::settle(connection, number)?;
    Ok(Ok(Some(key.clone())))
}

fn on_coupon(
    connection: &Connection,
    now: DateTime<Utc>,
    kind: &'static str,
    key: &CustomerKey,
    coupon_id: Uuid,
    words: Option<&String>,
) -> Outcome {
    let Some(number) = known(connection, key)? else { return Ok(Err(Unknown::Customer)) };
    if !fact::knows_coupon(connection, number, coupon_id)? {
        return Ok(Err(Unknown::Coupon));
    }
    let subject = Some(coupon_id.as_bytes().as_slice());
    fact::append(
        connection,
        now,
        &FactRow { kind, customer: Some(key), subject, words: words.map(String::as_str) },
    )?;
    fact::settle(connection, number)?;
    Ok(Ok(Some(key.clone())))
}

/// Reads the delivery anew under the owner's word, and folds its customer anew, for whom it counts now or did before.
fn on_event(connection: &Connection, now: DateTime<Utc>, kind: &'static str, seq: i64) -> Outcome {
    let Some(stored) = delivery::numbered(connection, seq)? else { return Ok(Err(Unknown::Event)) };
    fact::append(
        connection,
        now,
        &FactRow { kind, customer: None, subject: Some(&stored.key), words: None },
    )?;
    let before: Option<i64> = connection
        .query_row("DELETE FROM event WHERE seq = ?1 RETURNING customer", [seq], |row| row.get(0))
        .optional()?
        .flatten();
    let envelope = Envelope::read(&stored.body);
    let key = envelope.organization.clone().zip(envelope.customer_id);
    let marked = kind == kind::EVENT_WAS_TEST;
    let counts_for = intake::note(connection, &mut Reading::of(stored, envelope, marked))?;
    if let Some(number) = counts_for.or(before) {
        refold::whole(connection, number)?;
    }
    Ok(Ok(key.map(|(organization, customer_id)| CustomerKey { organization, customer_id })))
}

/// The number of a customer that is known.
pub fn known(connection: &Connection, key: &CustomerKey) -> rusqlite::Result<Option<i64>> {
    let Some(organization) = organization::find(connection, &key.organization)? else { return Ok(None) };
    customer::find(connection, organization, key.customer_id)
}
