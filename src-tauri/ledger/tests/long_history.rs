//! Customers with long histories: what arrives late is folded from the last snapshot before it, and ends in the same tables
//! as a log that is read from its beginning. `check` reads it so.

#![allow(clippy::unwrap_used)]

mod shop;

use ledger::{Fact, check};
use proptest::prelude::*;
use serde_json::{Value, json};
use shop::Shop;

/// Purchases of one customer, a second to some minutes apart: stamps, card fills told with their purchase or a little
/// later, coupons used, points, and now and then one that is lost.
fn purchases() -> impl Strategy<Value = Vec<Value>> {
    let purchase = (1..200i64, 1..4i64, 0..10u8, 0..3i64);
    prop::collection::vec(purchase, 150..300).prop_map(|purchases| {
        let (mut events, mut now, mut stamps, mut points) = (Vec::new(), 1_776_000_000, 0, 0);
        for (number, (pause, added, kind, delay)) in (0u32..).zip(purchases) {
            now += pause;
            let mut told = Vec::new();
            if kind < 6 {
                stamps += added;
                let transaction = uuid::Uuid::from_u64_pair(1, number.into());
                let fills = stamps >= 10;
                stamps %= 10;
                told.push(event("stamp.earned", now, json!({
                    "stamps_added": added, "stamp_balance": stamps, "max_stamps": 10, "transaction_id": transaction,
                })));
                if fills {
                    let coupon = uuid::Uuid::from_u64_pair(2, number.into());
                    told.push(event("stamp.redeemed", now + delay, json!({
                        "stamps_added": added, "coupon_id": coupon, "coupon_name": "Kahve", "transaction_id": transaction,
                    })));
                    told.push(event("coupon.redeemed", now + 7, json!({ "coupon_id": coupon, "coupon_name": "Kahve" })));
                }
            } else {
                points += added;
                told.push(event("points.earned", now, json!({ "points_added": added, "point_balance": points })));
            }
            if kind != 3 || number % 4 != 0 {
                events.extend(told);
            }
        }
        events
    })
}

fn event(name: &str, at: i64, mut data: Value) -> Value {
    data["customer_id"] = json!("a1b2c3d4-e5f6-7890-abcd-ef1234567890");
    data["customer_code"] = json!(482_193);
    let occurred_at = chrono::DateTime::from_timestamp(at, 0).unwrap();
    let id = uuid::Uuid::from_u64_pair(at.cast_unsigned(), name.bytes().map(u64::from).sum());
    json!({ "id": id, "event": name, "occurred_at": occurred_at, "organization": "kahveci-mehmet", "data": data })
}

fn deliver(shop: &Shop, events: &[Value]) {
    for event in events {
        shop.deliver(&event.to_string());
    }
}

fn assert_sound(shop: &Shop, when: &str) {
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new(), "{when}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn whatever_arrives_late_the_tables_are_those_of_the_whole_log(
        (events, late) in purchases().prop_flat_map(|events| {
            let all = events.len();
            (Just(events), prop::collection::btree_set(0..all, 1..40))
        }),
    ) {
        let shop = Shop::new();
        let (kept_back, first): (Vec<_>, Vec<_>) =
            events.iter().cloned().enumerate().partition(|(place, _)| late.contains(place));
        deliver(&shop, &first.into_iter().map(|(_, event)| event).collect::<Vec<_>>());
        assert_sound(&shop, "in order, with gaps");
        deliver(&shop, &kept_back.into_iter().rev().map(|(_, event)| event).collect::<Vec<_>>());
        assert_sound(&shop, "the gaps closed, the newest first");
        shop.say(Fact::EventWasTest(7)).unwrap();
        shop.say(Fact::EventWasTest(1)).unwrap();
        assert_sound(&shop, "two events called tests");
        shop.say(Fact::EventWasReal(7)).unwrap();
        assert_sound(&shop, "one of them real after all");
    }

    #[test]
    fn a_history_that_arrives_backwards_is_the_same_history(events in purchases()) {
        let shop = Shop::new();
        deliver(&shop, &events.into_iter().rev().collect::<Vec<_>>());
        assert_sound(&shop, "backwards");
    }
}
