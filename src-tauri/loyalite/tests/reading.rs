//! The six payloads of the platform's event reference, and what real deliveries may do to them.

use loyalite::{Content, Defect, Envelope, Event, Known};

const STAMP_EARNED: &str = include_str!("../fixtures/stamp.earned.json");

fn known(body: &str) -> Known {
    match Envelope::read(body.as_bytes()).content {
        Content::Known(known) => known,
        other => panic!("a documented event was not understood: {other:?}\n{body}"),
    }
}

fn defect(body: &str) -> Defect {
    match Envelope::read(body.as_bytes()).content {
        Content::Unusable(defect) => defect,
        other => panic!("this cannot be used: {other:?}\n{body}"),
    }
}

#[test]
fn stamps_earned_as_documented() {
    let envelope = Envelope::read(STAMP_EARNED.as_bytes());
    assert_eq!(envelope.id.unwrap().to_string(), "3fa85f64-5717-4562-b3fc-2c963f66afa6");
    assert_eq!(envelope.customer_code.unwrap().to_string(), "482193");
    let known = known(STAMP_EARNED);
    assert_eq!(known.organization, "kahveci-mehmet");
    assert_eq!(known.occurred_at.to_rfc3339(), "2026-04-19T14:30:00+00:00");
    let Event::StampEarned(earned) = known.event else { panic!("{known:?}") };
    assert_eq!((earned.stamps_added, earned.stamp_balance, earned.max_stamps), (Some(2), 7, Some(10)));
    assert_eq!(earned.source.as_deref(), Some("webhook"));
    assert_eq!(earned.amount.unwrap().to_string(), "85.50", "money keeps its written digits");
}

#[test]
fn a_card_filled_as_documented() {
    let Event::StampRedeemed(filled) = known(include_str!("../fixtures/stamp.redeemed.json")).event else {
        panic!("a card fill")
    };
    assert_eq!(filled.coupon_id.to_string(), "e3b0c442-98fc-1c14-9afb-f4c8996fb924");
    assert_eq!((filled.coupon_name.as_deref(), filled.stamps_added), (Some("Free Coffee"), Some(1)));
    assert_eq!(filled.transaction_id.unwrap().to_string(), "7c9e6679-7bd5-4b1a-9e10-5a9b3e4d6f2c");
}

#[test]
fn points_as_documented() {
    let Event::PointsEarned(earned) = known(include_str!("../fixtures/points.earned.json")).event else {
        panic!("points earned")
    };
    assert_eq!((earned.points_added, earned.point_balance), (Some(125), 870));
    let Event::PointsSpent(spent) = known(include_str!("../fixtures/points.spent.json")).event else {
        panic!("points spent")
    };
    assert_eq!((spent.points_spent, spent.points_earned, spent.point_balance), (Some(500), 0, 370));
    assert_eq!(spent.remaining_amount.unwrap().to_string(), "34.50");
}

#[test]
fn a_coupon_used_and_a_customer_enrolled_as_documented() {
    let Event::CouponRedeemed(used) = known(include_str!("../fixtures/coupon.redeemed.json")).event else {
        panic!("a coupon used")
    };
    assert_eq!(used.coupon_id.to_string(), "c3d4e5f6-7a8b-9c0d-1e2f-3a4b5c6d7e8f");
    assert_eq!(used.redeemed_at.unwrap().to_rfc3339(), "2026-04-19T17:00:00+00:00");
    let Event::CustomerEnrolled(new) = known(include_str!("../fixtures/customer.enrolled.json")).event else {
        panic!("a new customer")
    };
    assert_eq!(new.masked_email.as_deref(), Some("j***@gmail.com"));
}

#[test]
fn unknown_fields_and_loose_shapes_are_fine() {
    let loose = STAMP_EARNED
        .replace("\"customer_code\": 482193", "\"customer_code\": \"048219\", \"tier\": {\"name\": \"gold\"}")
        .replace("\"stamp_balance\": 7", "\"stamp_balance\": 7.0")
        .replace("14:30:00Z", "17:30:00.25+03:00");
    assert_eq!(Envelope::read(loose.as_bytes()).customer_code.unwrap().to_string(), "048219");
    let known = known(&loose);
    assert_eq!(known.occurred_at.to_rfc3339(), "2026-04-19T14:30:00.250+00:00");
    let Event::StampEarned(earned) = known.event else { panic!("{known:?}") };
    assert_eq!(earned.stamp_balance, 7);
}

#[test]
fn what_the_figures_need_is_named_when_it_is_missing() {
    let without = |field: &str| STAMP_EARNED.replace(&format!("\"{field}\""), "\"elsewhere\"");
    for field in ["customer_id", "stamp_balance", "occurred_at", "organization", "event"] {
        assert_eq!(defect(&without(field)), Defect::Missing(field));
    }
    assert_eq!(
        defect(&STAMP_EARNED.replace("\"data\": {", "\"data\": null, \"x\": {")),
        Defect::Missing("customer_id")
    );
    for field in ["customer_code", "stamps_added", "max_stamps", "source", "transaction_id", "amount", "id"] {
        known(&without(field));
    }
}

#[test]
fn an_undocumented_event_is_not_a_defect() {
    let tomorrow = STAMP_EARNED.replace("stamp.earned", "stamp.expired");
    let envelope = Envelope::read(tomorrow.as_bytes());
    assert_eq!(envelope.content, Content::Other);
    assert_eq!(envelope.event.as_deref(), Some("stamp.expired"));
    assert!(envelope.customer_code.is_some(), "the feed can still say whose it is");
    assert_eq!(Envelope::read(br#"{"event":"ping"}"#).content, Content::Other);
}

#[test]
fn what_is_no_json_object_is_unreadable() {
    for body in ["", "null", "[]", "\"stamp.earned\"", "{\"id\":", "{} {}", "\u{0}"] {
        assert_eq!(defect(body), Defect::Unreadable, "{body:?}");
    }
    assert_eq!(defect("{}"), Defect::Missing("event"), "an object, but it says nothing");
    assert_eq!(Envelope::read(&[0xff, 0xfe, b'{']).content, Content::Unusable(Defect::Unreadable));
}
