//! Keeping less, after years: a body is reduced to what is read in it, so that the figures, `check` and a rebuild are what
//! they were, and a delivery that comes again is known by a digest. What could not be used (yet) stays whole: a later
//! version may read more in it.

use chrono::{DateTime, SecondsFormat, Utc};
use loyalite::{Content, Decimal, Envelope, Event};
use rusqlite::{Connection, TransactionBehavior, params};
use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::table::delivery;
use crate::table::reduced;

/// What one look at old bodies came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reduced {
    /// Bodies that were reduced.
    pub bodies: u64,
    /// Bytes that they were longer.
    pub bytes: u64,
    /// There may be more.
    pub more: bool,
}

/// Reduces the bodies that were taken in before `before`, in the order of arrival, from where the last look ended: looks at
/// so many at the most. What claims to come from after `now` was taken in under a wrong clock, and stays whole.
pub fn reduce(
    connection: &mut Connection,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
    bodies: u32,
) -> rusqlite::Result<Reduced> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let deliveries: Vec<delivery::Delivery> = transaction
        .prepare_cached(
            "SELECT seq, key, received_at, body FROM delivery
             WHERE seq > (SELECT reduced_up_to FROM ledger) ORDER BY seq LIMIT ?1",
        )?
        .query_map([bodies], delivery::from_row)?
        .collect::<Result<_, _>>()?;
    let mut done = Reduced { bodies: 0, bytes: 0, more: deliveries.len() as u64 == u64::from(bodies) };
    let mut up_to = None;
    for delivery in deliveries {
        if delivery.received_at >= before && delivery.received_at <= now {
            done.more = false;
            break;
        }
        up_to = Some(delivery.seq);
        let shorter = minimal(&delivery.body).filter(|body| body.len() < delivery.body.len());
        if let Some(body) = shorter.filter(|_| delivery.received_at < before) {
            reduced::keep(&transaction, delivery.seq, &Sha256::digest(&delivery.body), &body)?;
            done.bodies += 1;
            done.bytes += (delivery.body.len() - body.len()) as u64;
        }
    }
    if let Some(up_to) = up_to {
        transaction.execute("UPDATE ledger SET reduced_up_to = ?1", params![up_to])?;
    }
    transaction.commit()?;
    Ok(done)
}

/// The shortest body that reads the same; none for what is not read whole.
fn minimal(body: &[u8]) -> Option<Vec<u8>> {
    let envelope = Envelope::read(body);
    let Content::Known(known) = &envelope.content else { return None };
    let mut fields = Fields(Map::new());
    fields.put("customer_code", envelope.customer_code);
    fields.put("customer_id", Some(known.customer_id));
    fields.event(&known.event);
    let mut whole = Fields(Map::new());
    whole.put("id", envelope.id);
    whole.put("event", envelope.event.as_deref());
    whole.time("occurred_at", Some(known.occurred_at));
    whole.put("organization", Some(known.organization.as_str()));
    whole.0.insert("data".into(), Value::Object(fields.0));
    let minimal = serde_json::to_vec(&Value::Object(whole.0)).ok()?;
    (Envelope::read(&minimal) == envelope).then_some(minimal) // what cannot be said shorter stays as it is
}

struct Fields(Map<String, Value>);

impl Fields {
    fn put(&mut self, name: &str, value: Option<impl Serialize>) {
        if let Some(value) = value {
            self.0.insert(name.into(), json!(value));
        }
    }

    fn time(&mut self, name: &str, time: Option<DateTime<Utc>>) {
        self.put(name, time.map(|time| time.to_rfc3339_opts(SecondsFormat::AutoSi, true)));
    }

    /// As text: every digit stays.
    fn money(&mut self, name: &str, amount: Option<Decimal>) {
        self.put(name, amount.map(|amount| amount.to_string()));
    }

    fn transaction(&mut self, id: Option<Uuid>, source: Option<&str>) {
        self.put("transaction_id", id);
        self.put("source", source);
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::StampEarned(earned) => {
                self.put("stamps_added", earned.stamps_added);
                self.put("stamp_balance", Some(earned.stamp_balance));
                self.put("max_stamps", earned.max_stamps);
                self.transaction(earned.transaction_id, earned.source.as_deref());
                self.money("amount", earned.amount);
            }
            Event::StampRedeemed(fill) => {
                self.put("stamps_added", fill.stamps_added);
                self.put("coupon_id", Some(fill.coupon_id));
                self.put("coupon_name", fill.coupon_name.as_deref());
                self.transaction(fill.transaction_id, None);
            }
            Event::PointsEarned(earned) => {
                self.put("points_added", earned.points_added);
                self.put("point_balance", Some(earned.point_balance));
                self.transaction(earned.transaction_id, earned.source.as_deref());
                self.money("amount", earned.amount);
            }
            Event::PointsSpent(spent) => {
                self.put("points_spent", spent.points_spent);
                self.put("points_earned", Some(spent.points_earned));
                self.put("point_balance", Some(spent.point_balance));
                self.money("remaining_amount", spent.remaining_amount);
                self.money("amount", spent.amount);
                self.transaction(spent.transaction_id, None);
            }
            Event::CouponRedeemed(used) => {
                self.put("coupon_id", Some(used.coupon_id));
                self.put("coupon_name", used.coupon_name.as_deref());
                self.time("redeemed_at", used.redeemed_at);
            }
            Event::CustomerEnrolled(enrolled) => {
                self.put("masked_email", enrolled.masked_email.as_deref());
                self.time("enrolled_at", enrolled.enrolled_at);
            }
        }
    }
}
