//! A test event of our own is in the log and in the feed, and in no figure: a shop with it and one without it are told the
//! same.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

mod shop;

use chrono::{DateTime, TimeDelta, Utc};
use ledger::query::{
    CouponPage, CouponQuery, CustomerPage, Extent, FeedEvent, FeedQuery, PointsList, Silence,
};
use ledger::{Fact, Kept, check};
use loyalite::test_event;
use proptest::prelude::*;
use serde_json::Value;
use shop::{SIX, Shop, block_on, noon, regular};
use uuid::Uuid;

fn own_test(number: u128) -> String {
    String::from_utf8(test_event::body(test_event::id(Uuid::from_u128(number)), noon())).unwrap()
}

fn weeks_before(time: DateTime<Utc>, weeks: u32) -> DateTime<Utc> {
    time - TimeDelta::weeks(weeks.into())
}

/// The answer to every question there is, but what can only differ: when each ledger was begun, and arrival numbers.
#[derive(Debug, PartialEq)]
struct Told {
    last_event_at: Option<DateTime<Utc>>,
    organizations: Vec<String>,
    /// Everything, and the part of each organization.
    figures: Vec<[Value; 3]>,
    customer: Option<Value>,
    health: Value,
    silence: Silence,
    real_feed: Vec<FeedEvent>,
}

fn told(shop: &Shop) -> Told {
    let reader = shop.reader();
    let Extent { last_event_at, organizations, .. } = reader.extent().unwrap();
    let mut whose: Vec<_> = organizations.iter().map(|slug| Some(slug.as_str())).collect();
    whose.extend([None, Some("kahveci-mehmet"), Some("stampdesk-test")]);
    let figures = |organization: Option<&str>| {
        let span = noon() - TimeDelta::weeks(1)..noon() + TimeDelta::weeks(1);
        let points: PointsList = reader.points(organization, 100).unwrap();
        let coupons: CouponPage = reader
            .coupons(
                &CouponQuery {
                    organization: organization.map(Into::into),
                    limit: 100,
                    ..CouponQuery::default()
                },
                noon(),
            )
            .unwrap();
        [json(&reader.figures(span, organization).unwrap()), json(&points), json(&coupons)]
    };
    let figures = whose.into_iter().map(figures).collect();
    let customer: Option<CustomerPage> = reader.customer(&regular()).unwrap();
    Told {
        last_event_at,
        organizations,
        figures,
        customer: customer.map(|page| without_seqs(json(&page))),
        health: json(&reader.health().unwrap()),
        silence: reader.silence(noon() + TimeDelta::hours(3), weeks_before).unwrap(),
        real_feed: feed(shop).into_iter().filter(|event| !is_test(event)).map(unnumbered).collect(),
    }
}

fn json(told: &impl serde::Serialize) -> Value {
    serde_json::to_value(told).unwrap()
}

fn feed(shop: &Shop) -> Vec<FeedEvent> {
    shop.reader().feed(&FeedQuery { limit: 1_000, ..FeedQuery::default() }).unwrap().events
}

fn is_test(event: &FeedEvent) -> bool {
    event.event.as_deref() == Some("stampdesk.test")
}

fn unnumbered(event: FeedEvent) -> FeedEvent {
    FeedEvent { seq: 0, ..event }
}

/// How many events behind a figure stays; which arrival numbers they have does not.
fn without_seqs(mut page: Value) -> Value {
    for step in page["timeline"].as_array_mut().unwrap() {
        step["event"]["seq"] = Value::Null;
    }
    for basis in ["stamps_rest_on", "points_rest_on"] {
        page[basis] = page[basis].as_array().unwrap().len().into();
    }
    page
}

fn proven(shop: &Shop) {
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
}

#[test]
fn it_is_stored_whole_and_shown_as_a_test() {
    let shop = Shop::new();
    shop.deliver_all();
    assert_eq!(shop.deliver(&own_test(1)), Kept::Stored, "to whoever posts it, it came in like any other");
    let [test, ..] = &feed(&shop)[..] else { panic!("the newest is the test") };
    assert_eq!(test.event.as_deref(), Some("stampdesk.test"));
    assert_eq!(test.set_aside.as_deref(), Some("test"), "as an event that the owner marked");
    assert_eq!(shop.reader().delivery(test.seq).unwrap().unwrap().body, own_test(1), "raw, as all are");
    assert_eq!(shop.deliver(&own_test(1)), Kept::Duplicate, "a tunnel may bring it twice");
}

#[test]
fn a_test_before_the_first_event_leaves_the_shop_as_if_nothing_had_come() {
    let (with, without) = (Shop::new(), Shop::new());
    with.deliver(&own_test(1));
    let told = told(&with);
    assert_eq!(told, self::told(&without));
    assert_eq!(told.last_event_at, None);
    assert_eq!(told.organizations, Vec::<String>::new());
}

#[test]
fn nobody_can_make_it_count() {
    let shop = Shop::new();
    shop.deliver(&own_test(1));
    let before = told(&shop);
    shop.say(Fact::EventWasTest(1)).unwrap();
    shop.say(Fact::EventWasReal(1)).unwrap();
    assert_eq!(told(&shop), before, "that it was a test is no word of the owner's");
    assert_eq!(feed(&shop)[0].set_aside.as_deref(), Some("test"));
    proven(&shop);
}

#[test]
fn what_only_resembles_it_is_taken_for_real() {
    let shop = Shop::new();
    let marked = test_event::id(Uuid::from_u128(9)).to_string();
    let real = shop::EARNED.replace("3fa85f64-5717-4562-b3fc-2c963f66afa6", &marked);
    assert_eq!(shop.deliver(&real), Kept::Stored);
    assert_eq!(shop.customer("482193").stamp_balance, Some(7), "the mark alone hides no purchase");
    let named = own_test(1).replace("57a3bde5", "3fa85f64");
    shop.deliver(&named);
    assert_eq!(feed(&shop)[0].set_aside, None, "the name alone is an event type that we do not know");
    proven(&shop);
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    /// Tests of our own anywhere between real events, some of them twice, through restarts and a rebuild.
    #[test]
    fn a_shop_with_it_and_one_without_are_told_the_same(
        days in prop::collection::vec(prop_oneof![
            2 => (0..SIX.len()).prop_map(Some),
            1 => Just(None),
        ], 0..14),
        restart in any::<bool>(),
    ) {
        let (mut with, without) = (Shop::new(), Shop::new());
        for (number, what) in (0..).zip(&days) {
            match what {
                Some(event) => {
                    prop_assert_eq!(with.deliver(SIX[*event]), without.deliver(SIX[*event]));
                }
                None => {
                    with.deliver(&own_test(number));
                    with.deliver(&own_test(number / 2));
                }
            }
        }
        if restart {
            with.restart();
        }
        let expected = told(&without);
        prop_assert_eq!(told(&with), expected);
        proven(&with);
        let shown = feed(&with);
        block_on(with.writer.as_ref().unwrap().rebuild()).unwrap();
        prop_assert_eq!(told(&with), told(&without), "after a rebuild");
        prop_assert_eq!(feed(&with), shown);
        proven(&with);
    }
}
