//! Whom staff are told of: who was just served and has a reward waiting, each once, however much else arrived.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

mod shop;

use chrono::{DateTime, TimeDelta, Utc};
use ledger::query::Visits;
use ledger::{CustomerKey, Fact};
use shop::{SIX, Shop, regular};

/// The examples happened on this day.
fn then() -> DateTime<Utc> {
    "2026-04-19T00:00:00Z".parse().unwrap()
}

fn visits(shop: &Shop, after: i64) -> Visits {
    shop.reader().visits(after, then(), 10).unwrap()
}

fn who(visits: &Visits) -> Vec<&CustomerKey> {
    visits.rewarded.iter().map(|visit| &visit.customer).collect()
}

#[test]
fn a_filled_card_is_a_visit_with_the_reward_by_its_name() {
    let shop = Shop::new();
    assert_eq!(visits(&shop, 0), Visits { newest_seq: 0, rewarded: Vec::new() });
    let before = visits(&shop, 0).newest_seq;
    shop.deliver(SIX[0]);
    assert_eq!(who(&visits(&shop, before)), Vec::<&CustomerKey>::new(), "who joins has nothing waiting");
    shop.deliver(SIX[2]);
    let now = visits(&shop, before);
    assert_eq!(who(&now), [&regular()], "joined and rewarded: one visit");
    let visit = &now.rewarded[0];
    assert_eq!(visit.customer_code.unwrap().to_string(), "482193");
    assert_eq!((visit.coupons, visit.coupon_name.as_deref()), (1, Some("Free Coffee")));
    assert_eq!(who(&visits(&shop, now.newest_seq)), Vec::<&CustomerKey>::new(), "it arrived before");
    shop.deliver(SIX[1]);
    assert_eq!(who(&visits(&shop, now.newest_seq)), [&regular()], "back with the coupon still waiting");
}

#[test]
fn nobody_is_announced_who_came_long_ago_or_whose_coupon_is_gone() {
    let shop = Shop::new();
    shop.deliver(SIX[2]);
    let later = then() + TimeDelta::days(1);
    assert_eq!(shop.reader().visits(0, later, 10).unwrap().rewarded, [], "its event came late");
    assert_eq!(visits(&shop, 0).rewarded.len(), 1);
    let coupon = "e3b0c442-98fc-1c14-9afb-f4c8996fb924".parse().unwrap();
    shop.say(Fact::CouponClosed(regular(), coupon, "replaced".into())).unwrap();
    assert_eq!(visits(&shop, 0).rewarded, [], "the owner closed it before anybody was told");
}
