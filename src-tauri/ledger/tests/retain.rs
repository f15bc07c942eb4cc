//! After years a body is reduced to what is read in it: the figures, the proof and a rebuild are what they were, and whatever
//! comes again is still known.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

mod shop;

use chrono::{DateTime, Days, TimeDelta, Utc};
use ledger::query::{CouponQuery, FeedQuery};
use ledger::{Kept, check};
use proptest::prelude::*;
use serde_json::{Value, json};
use shop::{EARNED, SIX, Shop, block_on, noon, regular};
use uuid::Uuid;

fn long_ago() -> DateTime<Utc> {
    noon() - Days::new(2000)
}

/// One delivery as the platform, or a careless platform, may write it.
#[derive(Debug, Clone)]
struct Sent {
    kind: usize,
    customer: u8,
    count: i64,
    minutes: i64,
    loose: bool,
    amount: Option<&'static str>,
}

fn history() -> impl Strategy<Value = Vec<Sent>> {
    let amount =
        prop::option::of(prop::sample::select(vec!["85.50", "0.10", "\"12,5\"", "1e2", "\"7.000\""]));
    let sent = (0..8usize, 0..3u8, 0..12i64, 0..600i64, any::<bool>(), amount).prop_map(
        |(kind, customer, count, minutes, loose, amount)| Sent {
            kind,
            customer,
            count,
            minutes,
            loose,
            amount,
        },
    );
    prop::collection::vec(sent, 1..30)
}

impl Sent {
    fn body(&self, number: u128) -> String {
        let at = long_ago() + TimeDelta::minutes(self.minutes);
        let count = if self.loose { json!(self.count.to_string()) } else { json!(self.count) };
        let (event, own) = [
            ("customer.enrolled", json!({ "masked_email": "ş***@posta.tr", "enrolled_at": at })),
            ("stamp.earned", json!({ "stamps_added": count, "stamp_balance": self.count, "max_stamps": 10,
                "source": "webhook", "transaction_id": Uuid::from_u128(self.minutes as u128 / 9) })),
            ("stamp.redeemed", json!({ "stamps_added": 1, "coupon_id": Uuid::from_u128(self.count as u128),
                "coupon_name": "Bedava \"Kahve\"", "transaction_id": Uuid::from_u128(self.minutes as u128 / 9) })),
            ("points.earned", json!({ "points_added": count, "point_balance": self.count, "source": "" })),
            ("points.spent", json!({ "points_spent": 3, "point_balance": count, "remaining_amount": "1.20" })),
            ("coupon.redeemed", json!({ "coupon_id": Uuid::from_u128(self.count as u128), "redeemed_at": at })),
            ("campaign.started", json!({ "budget": 12 })),
            ("stamp.earned", json!({ "stamps_added": 1 })), // set aside: it lacks its balance
        ][self.kind].clone();
        let mut data = own;
        data["customer_id"] = json!(Uuid::from_u128(0xc0 + u128::from(self.customer)));
        data["customer_code"] = json!(100_000 + i64::from(self.customer));
        if self.loose {
            data["basket"] = json!([{ "name": "çay", "price": 12.5 }, null]);
        }
        let mut whole = json!({ "id": Uuid::from_u128(number), "event": event, "occurred_at": at,
            "organization": "kahveci-mehmet", "data": data, "api_version": "2026-04" })
        .to_string();
        if let Some(amount) = self.amount {
            whole =
                whole.replacen("\"customer_code\"", &format!("\"amount\": {amount},  \"customer_code\""), 1);
        }
        whole
    }
}

/// Everything that a face can ask of the figures.
fn figures(shop: &Shop) -> Value {
    let reader = shop.reader();
    let coupons = CouponQuery { limit: 1000, ..CouponQuery::default() };
    let customers: Vec<_> = (0..3u128)
        .map(|number| {
            let key = ledger::CustomerKey {
                organization: "kahveci-mehmet".into(),
                customer_id: Uuid::from_u128(0xc0 + number),
            };
            reader.customer(&key).unwrap().map(|page| serde_json::to_value(page).unwrap())
        })
        .collect();
    let feed = reader.feed(&FeedQuery { limit: 1000, ..FeedQuery::default() }).unwrap().events;
    json!({
        "customers": customers,
        "coupons": serde_json::to_value(reader.coupons(&coupons, noon()).unwrap()).unwrap(),
        "feed": serde_json::to_value(feed).unwrap(),
        "health": serde_json::to_value(reader.health().unwrap()).unwrap(),
    })
}

fn deliver(shop: &Shop, body: &str, at: DateTime<Utc>) -> Kept {
    block_on(shop.writer.as_ref().unwrap().deliver(body.as_bytes().to_vec(), at)).unwrap()
}

/// Reduces all that was taken in before `before`, a few at a time; how many.
fn reduce(shop: &Shop, before: DateTime<Utc>, now: DateTime<Utc>) -> u64 {
    let mut bodies = 0;
    loop {
        let done = block_on(shop.writer.as_ref().unwrap().reduce(before, now, 4)).unwrap();
        bodies += done.bodies;
        if !done.more {
            return bodies;
        }
    }
}

fn body(shop: &Shop, seq: i64) -> String {
    shop.reader().delivery(seq).unwrap().unwrap().body
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn reduced_bodies_say_what_the_whole_ones_said(history in history()) {
        let shop = Shop::new();
        let bodies: Vec<String> = history.iter().enumerate().map(|(n, sent)| sent.body(n as u128)).collect();
        for body in &bodies {
            prop_assert_eq!(deliver(&shop, body, long_ago()) == Kept::Duplicate, false);
        }
        let before = figures(&shop);
        let counts = history.iter().any(|sent| sent.kind < 6);
        prop_assert_eq!(before["customers"].as_array().unwrap().iter().any(|it| !it.is_null()), counts);
        reduce(&shop, noon(), noon());
        prop_assert_eq!(&figures(&shop), &before, "at once");
        prop_assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
        block_on(shop.writer.as_ref().unwrap().rebuild()).unwrap();
        prop_assert_eq!(&figures(&shop), &before, "after a rebuild");
        for body in &bodies {
            prop_assert_eq!(deliver(&shop, body, noon()), Kept::Duplicate, "the same comes again");
            let altered = format!("{body} ");
            prop_assert_eq!(deliver(&shop, &altered, noon()), Kept::Conflict, "a space makes it another");
        }
        let reader = shop.reader();
        for (seq, whole) in (1..).zip(&bodies) {
            let (kept, sent) = (reader.delivery(seq).unwrap().unwrap().body, &history[seq as usize - 1]);
            prop_assert!(kept.len() <= whole.len());
            if sent.kind >= 6 {
                prop_assert_eq!(&kept, whole, "a later version may read more in it");
            } else {
                prop_assert!(!kept.contains("basket") && !kept.contains("api_version"));
            }
        }
    }
}

#[test]
fn only_what_is_old_enough_is_reduced_and_only_once() {
    let shop = Shop::new();
    let years_ago = noon() - Days::new(1000);
    for body in SIX {
        deliver(&shop, body, years_ago);
    }
    let young = EARNED.replace("3fa85f64", "4fa85f64");
    deliver(&shop, &young, noon());
    assert_eq!(reduce(&shop, years_ago, noon()), 0, "none is older than that");
    assert_eq!(reduce(&shop, noon() - Days::new(365), noon()), 6);
    assert_eq!(reduce(&shop, noon() - Days::new(365), noon()), 0, "once is enough");
    assert_eq!(body(&shop, 7), young, "as it came");
    assert!(!body(&shop, 2).contains('\n'), "reduced: {}", body(&shop, 2));
    assert!(body(&shop, 2).contains("85.50"), "every digit of the amount stays: {}", body(&shop, 2));
    assert_eq!(reduce(&shop, noon() + Days::new(1), noon() + Days::new(2)), 1, "by then it is old too");
}

#[test]
fn what_was_taken_in_under_a_wrong_clock_stays_whole_and_keeps_nothing_from_being_reduced() {
    let shop = Shop::new();
    deliver(&shop, SIX[0], noon() + Days::new(4000));
    deliver(&shop, SIX[1], noon() - Days::new(1000));
    assert_eq!(reduce(&shop, noon() - Days::new(365), noon()), 1);
    assert_eq!(body(&shop, 1), SIX[0]);
}

#[test]
fn a_customer_whose_deliveries_were_reduced_can_be_forgotten() {
    let shop = Shop::new();
    for body in SIX {
        shop.deliver(body);
    }
    assert_eq!(reduce(&shop, noon() + Days::new(1), noon() + Days::new(2)), 6);
    let forgotten =
        block_on(shop.writer.as_ref().unwrap().forget(regular(), |time| time.timestamp() / 86_400, noon()))
            .unwrap();
    assert!(forgotten.deliveries > 0);
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
    assert_eq!(deliver(&shop, EARNED, noon()), Kept::Forgotten, "nor does it come back");
}
