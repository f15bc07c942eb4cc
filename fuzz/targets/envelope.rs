//! Reading a delivery never fails, and what was read, written down again in another of the shapes that a lenient
//! reader accepts, reads the same.

#![no_main]

use chrono::{DateTime, Utc};
use libfuzzer_sys::fuzz_target;
use loyalite::{Content, Decimal, Defect, Envelope, Event};
use serde_json::{Value, json};
use uuid::Uuid;

/// The counts that every reader of our JSON can hold exactly.
const EXACT: std::ops::RangeInclusive<i64> = -9_007_199_254_740_991..=9_007_199_254_740_991;

fuzz_target!(|body: &[u8]| {
    let envelope = Envelope::read(body);
    assert_eq!(envelope, Envelope::read(body), "reading depends on the body alone");
    match &envelope.content {
        Content::Known(known) => {
            assert_eq!(Some(known.occurred_at), envelope.occurred_at);
            assert_eq!(Some(&known.organization), envelope.organization.as_ref());
            assert_eq!(Some(known.customer_id), envelope.customer_id);
            counts_are_exact(&known.event);
        }
        Content::Other => assert!(envelope.event.is_some(), "without a name it is nothing at all"),
        Content::Unusable(Defect::Unreadable) => return,
        Content::Unusable(Defect::Missing(_)) => {}
    }
    let again = written(&envelope).to_string();
    assert_eq!(envelope, Envelope::read(again.as_bytes()), "{again}");
});

fn counts_are_exact(event: &Event) {
    let counts = match event {
        Event::StampEarned(it) => [it.stamps_added, Some(it.stamp_balance), it.max_stamps],
        Event::StampRedeemed(it) => [it.stamps_added, None, None],
        Event::PointsEarned(it) => [it.points_added, Some(it.point_balance), None],
        Event::PointsSpent(it) => [it.points_spent, Some(it.points_earned), Some(it.point_balance)],
        Event::CouponRedeemed(_) | Event::CustomerEnrolled(_) => [None; 3],
    };
    assert!(counts.iter().flatten().all(|count| EXACT.contains(count)), "{event:?}");
    if let Event::StampEarned(earned) = event {
        assert!(earned.max_stamps.is_none_or(|max| max > 0), "no card is full when it is empty");
    }
}

/// The same delivery from another hand: fields in another order and more of them, counts and money as text.
fn written(envelope: &Envelope) -> Value {
    let mut data = match &envelope.content {
        Content::Known(known) => written_event(&known.event),
        Content::Other | Content::Unusable(_) => json!({}),
    };
    data["customer_id"] = json!(capitals(envelope.customer_id));
    data["customer_code"] = json!(envelope.customer_code.map(|code| code.to_string()));
    data["loyalty_tier"] = json!({ "name": "gold", "stamp_balance": 99 });
    json!({
        "data": data,
        "attempt": 2,
        "organization": envelope.organization,
        "occurred_at": written_time(envelope.occurred_at),
        "event": envelope.event,
        "id": capitals(envelope.id),
    })
}

fn written_event(event: &Event) -> Value {
    match event {
        Event::StampEarned(it) => json!({
            "stamps_added": count(it.stamps_added), "stamp_balance": count(Some(it.stamp_balance)),
            "max_stamps": count(it.max_stamps), "source": it.source,
            "transaction_id": capitals(it.transaction_id), "amount": money(it.amount),
        }),
        Event::StampRedeemed(it) => json!({
            "stamps_added": count(it.stamps_added), "coupon_id": it.coupon_id.to_string(),
            "coupon_name": it.coupon_name, "transaction_id": capitals(it.transaction_id),
        }),
        Event::PointsEarned(it) => json!({
            "points_added": count(it.points_added), "point_balance": count(Some(it.point_balance)),
            "source": it.source, "transaction_id": capitals(it.transaction_id), "amount": money(it.amount),
        }),
        Event::PointsSpent(it) => json!({
            "points_spent": count(it.points_spent), "points_earned": count(Some(it.points_earned)),
            "point_balance": count(Some(it.point_balance)), "remaining_amount": money(it.remaining_amount),
            "amount": money(it.amount), "transaction_id": capitals(it.transaction_id),
        }),
        Event::CouponRedeemed(it) => json!({
            "coupon_id": it.coupon_id.to_string(), "coupon_name": it.coupon_name,
            "redeemed_at": written_time(it.redeemed_at),
        }),
        Event::CustomerEnrolled(it) => {
            json!({ "masked_email": it.masked_email, "enrolled_at": written_time(it.enrolled_at) })
        }
    }
}

fn count(number: Option<i64>) -> Option<String> {
    number.map(|number| format!(" {number}.0 "))
}

fn money(amount: Option<Decimal>) -> Option<String> {
    amount.map(|amount| amount.to_string())
}

fn capitals(id: Option<Uuid>) -> Option<String> {
    id.map(|id| id.to_string().to_uppercase())
}

/// Also what the ledger keeps of a time: whole microseconds, which must lose nothing.
fn written_time(time: Option<DateTime<Utc>>) -> Option<String> {
    let time = time?;
    let kept = DateTime::from_timestamp_micros(time.timestamp_micros());
    assert_eq!(kept, Some(time), "a time comes back from the database as it went in");
    Some(time.to_rfc3339())
}
