//! Forgetting a customer (KVKK, GDPR): everything that says who it was is gone from the database, the write-ahead log
//! and the free pages. The figures of past days stay, and a keyed hash keeps late or repeated deliveries from bringing the
//! person back.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use loyalite::{Content, CustomerCode, Envelope, Event};
use rusqlite::{Connection, TransactionBehavior, params};
use serde::Serialize;
use uuid::Uuid;

use crate::CustomerKey;
use crate::facts;
use crate::table::remainder::{self, Remainder};
use crate::table::{coupon, customer, delivery, event, fact, snapshot};

/// What was removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Forgotten {
    /// Deliveries whose raw bodies are gone, those set aside included.
    pub deliveries: usize,
    /// Coupons that are gone.
    pub coupons: usize,
    /// The owner's words that are gone: nickname, notes, closed coupons, marks.
    pub facts: usize,
    /// The write-ahead log was emptied as well. If not, somebody was reading; its next checkpoint does it.
    pub wal_emptied: bool,
}

/// Forgets a customer; `None` when no event of it is known. `day_of` numbers the days of the shop's calendar: what "customers
/// served" is counted by.
pub fn forget(
    connection: &mut Connection,
    key: &CustomerKey,
    day_of: impl Fn(DateTime<Utc>) -> i64,
    now: DateTime<Utc>,
) -> rusqlite::Result<Option<Forgotten>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let Some(number) = facts::known(&transaction, key)? else { return Ok(None) };
    let traces = Traces::of(&transaction, number, key)?;
    traces.leave_remainders(&transaction, &key.organization, day_of)?;
    remainder::bury(&transaction, key, now)?;
    let coupons = coupon::count(&transaction, number)?;
    let facts = traces.remove(&transaction, number, key)?;
    transaction.commit()?;
    // What is forgotten is forgotten, whatever becomes of this.
    let wal_emptied = empty_wal(connection).unwrap_or(false);
    Ok(Some(Forgotten { deliveries: traces.0.len(), coupons, facts, wal_emptied }))
}

/// Whether a delivery is of somebody who was forgotten. If it is new, what a day's figures need of it is kept.
pub fn is_of_forgotten(connection: &Connection, key: &[u8], envelope: &Envelope) -> rusqlite::Result<bool> {
    if !remainder::any(connection)? {
        return Ok(false);
    }
    if remainder::knows(connection, key)? {
        return Ok(true);
    }
    let Some((organization, customer_id)) = envelope.organization.clone().zip(envelope.customer_id) else {
        return Ok(false);
    };
    let customer = CustomerKey { organization, customer_id };
    if !remainder::is_buried(connection, &customer)? {
        return Ok(false);
    }
    remainder::keep(connection, key, &late(customer.organization, envelope))?;
    Ok(true)
}

/// What a late delivery of a forgotten customer adds to its day. A card fill's stamps came with their `stamp.earned`; and
/// whether the customer was counted as served that day, nobody knows any more, so it is not counted again.
fn late(organization: String, envelope: &Envelope) -> Remainder {
    let Content::Known(known) = &envelope.content else { return Remainder::default() };
    let nothing = Remainder {
        organization: Some(organization),
        event: envelope.event.clone(),
        occurred_at: Some(known.occurred_at.timestamp_micros()),
        amount: event::amount_of(&known.event),
        ..Remainder::default()
    };
    match &known.event {
        Event::StampEarned(earned) => Remainder { stamps: earned.stamps_added, ..nothing },
        Event::PointsEarned(earned) => Remainder { points_earned: earned.points_added, ..nothing },
        Event::PointsSpent(spent) => Remainder {
            points_earned: Some(spent.points_earned),
            points_spent: spent.points_spent,
            ..nothing
        },
        Event::StampRedeemed(_) | Event::CouponRedeemed(_) | Event::CustomerEnrolled(_) => nothing,
    }
}

/// A delivery to be removed, and what its day keeps of it.
struct Trace {
    seq: i64,
    key: Vec<u8>,
    event: Option<String>,
    occurred_at: Option<i64>,
    counts: bool,
    stamps: Option<i64>,
    points_earned: Option<i64>,
    points_spent: Option<i64>,
    amount: Option<i64>,
}

struct Traces(Vec<Trace>);

/// The arrival numbers of all deliveries that name a customer: what would be removed.
pub fn deliveries_of(connection: &Connection, number: i64, key: &CustomerKey) -> rusqlite::Result<Vec<i64>> {
    Ok(Traces::of(connection, number, key)?.0.into_iter().map(|trace| trace.seq).collect())
}

impl Traces {
    /// The deliveries that count for the customer, and those set aside or of unknown kinds that name it.
    fn of(connection: &Connection, number: i64, key: &CustomerKey) -> rusqlite::Result<Self> {
        let counted = format!(
            "SELECT d.seq, d.key, e.event, e.occurred_at, {} AS stamps, e.points_earned, e.points_spent, e.amount, d.body
             FROM event e JOIN delivery d ON d.seq = e.seq WHERE e.customer = ?1",
            crate::table::total::STAMPS_ONCE
        );
        let mut codes = Vec::new();
        let mut traces: Vec<Trace> = connection
            .prepare(&counted)?
            .query_map([number], |row| {
                codes.extend(Envelope::read(&row.get::<_, Vec<u8>>("body")?).customer_code);
                Ok(Trace {
                    seq: row.get("seq")?,
                    key: row.get("key")?,
                    event: row.get("event")?,
                    occurred_at: row.get("occurred_at")?,
                    counts: true,
                    stamps: row.get("stamps")?,
                    points_earned: row.get("points_earned")?,
                    points_spent: row.get("points_spent")?,
                    amount: row.get("amount")?,
                })
            })?
            .collect::<Result<_, _>>()?;
        traces.extend(strays(connection, key, &codes)?);
        Ok(Self(traces))
    }

    fn leave_remainders(
        &self,
        connection: &Connection,
        organization: &str,
        day_of: impl Fn(DateTime<Utc>) -> i64,
    ) -> rusqlite::Result<()> {
        let mut visitors: HashMap<i64, [u8; 16]> = HashMap::new();
        for trace in &self.0 {
            let day = trace.occurred_at.and_then(DateTime::from_timestamp_micros).map(&day_of);
            let visitor = day.map(|day| *visitors.entry(day).or_insert_with(|| Uuid::new_v4().into_bytes()));
            let left = if trace.counts {
                Remainder {
                    organization: Some(organization.to_owned()),
                    event: trace.event.clone(),
                    occurred_at: trace.occurred_at,
                    visitor,
                    stamps: trace.stamps,
                    points_earned: trace.points_earned,
                    points_spent: trace.points_spent,
                    amount: trace.amount,
                }
            } else {
                Remainder::default()
            };
            remainder::keep(connection, &trace.key, &left)?;
        }
        Ok(())
    }

    /// Removes everything; how many of the owner's words there were.
    fn remove(&self, connection: &Connection, number: i64, key: &CustomerKey) -> rusqlite::Result<usize> {
        let mut facts = fact::forget_customer(connection, key)?;
        delivery::remember_numbers(connection)?;
        for trace in &self.0 {
            facts += fact::forget_delivery(connection, &trace.key)?;
            for table in ["event", "repetition", "reduced", "delivery"] {
                connection
                    .prepare_cached(&format!("DELETE FROM {table} WHERE seq = ?1"))?
                    .execute(params![trace.seq])?;
            }
        }
        coupon::clear(connection, number)?;
        snapshot::remove(connection, number, None, None)?;
        customer::remove(connection, number)?;
        Ok(facts)
    }
}

/// Deliveries outside the figures that name the customer: by id, by one of its codes, or anywhere in what is unreadable.
fn strays(
    connection: &Connection,
    key: &CustomerKey,
    codes: &[CustomerCode],
) -> rusqlite::Result<Vec<Trace>> {
    let written = key.customer_id.to_string();
    let names = |body: &[u8]| {
        let envelope = Envelope::read(body);
        let same_shop = envelope.organization.as_ref().is_none_or(|slug| *slug == key.organization);
        let coded = envelope.customer_id.is_none()
            && envelope.customer_code.is_some_and(|code| codes.contains(&code));
        let mentioned = String::from_utf8_lossy(body).to_lowercase().contains(&written);
        same_shop && (envelope.customer_id == Some(key.customer_id) || coded || mentioned)
    };
    let mut statement = connection.prepare(
        "SELECT d.seq, d.key, d.received_at, d.body FROM event e JOIN delivery d ON d.seq = e.seq
         WHERE e.customer IS NULL",
    )?;
    let mut rows = statement.query([])?;
    let mut strays = Vec::new();
    while let Some(row) = rows.next()? {
        let stray = delivery::from_row(row)?;
        if names(&stray.body) {
            strays.push(Trace {
                seq: stray.seq,
                key: stray.key,
                event: None,
                occurred_at: None,
                counts: false,
                stamps: None,
                points_earned: None,
                points_spent: None,
                amount: None,
            });
        }
    }
    Ok(strays)
}

/// Moves the write-ahead log into the database and cuts it to nothing. `secure_delete` has zeroed what was freed.
fn empty_wal(connection: &Connection) -> rusqlite::Result<bool> {
    connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))
        .map(|busy| busy == 0)
}
