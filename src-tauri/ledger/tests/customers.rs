//! Customers are found however their name is written, and in the order that is asked for; coupons by age and name.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

mod shop;

use chrono::TimeDelta;
use ledger::Fact;
use ledger::query::{CouponAge, CouponQuery, CustomerFilter, CustomerQuery, CustomerSort};
use shop::{EARNED, Shop, noon, regular};

/// The codes that `query` finds, at noon of the day after the examples.
fn codes(shop: &Shop, query: CustomerQuery) -> Vec<u32> {
    let list = shop.reader().customers(&CustomerQuery { limit: 10, ..query }, noon()).unwrap();
    assert_eq!(
        usize::try_from(list.total).unwrap(),
        list.customers.len(),
        "the total is that of what is asked"
    );
    list.customers.iter().filter_map(|row| row.customer_code.map(|code| code.number())).collect()
}

fn search(part: &str) -> CustomerQuery {
    CustomerQuery { search: Some(part.into()), ..CustomerQuery::default() }
}

#[test]
fn a_customer_is_found_by_any_part_however_it_is_written() {
    let shop = Shop::new();
    shop.deliver_all();
    shop.say(Fact::Nickname(regular(), Some("Işıl Hanım".into()))).unwrap();
    shop.say(Fact::Note(regular(), Some("Sade, şekersiz".into()))).unwrap();
    for part in ["482", "193", "IŞIL", "isil han", "J***@GMAIL", "sekersız", " "] {
        assert!(codes(&shop, search(part)).contains(&482_193), "{part:?}");
    }
    for part in ["%", "_", "ahmet", "4821930"] {
        assert_eq!(codes(&shop, search(part)), [] as [u32; 0], "{part:?} is nobody");
    }
}

#[test]
fn whose_code_was_never_told_goes_by_no_digits() {
    let shop = Shop::new();
    shop.deliver(&EARNED.replace("\"customer_code\": 482193,", ""));
    let found = |part: &str| shop.reader().customers(&search(part), noon()).unwrap().total;
    assert_eq!((found(""), found("000")), (1, 0), "unknown is not 000000");
}

#[test]
fn they_are_sorted_and_filtered_and_what_is_unknown_comes_last() {
    let shop = Shop::new();
    shop.deliver_all();
    let sorted = |sort| codes(&shop, CustomerQuery { sort, ..CustomerQuery::default() });
    assert_eq!(sorted(CustomerSort::Points), [391_047, 482_193], "who has no points comes last");
    assert_eq!(sorted(CustomerSort::StampsToGo), [482_193, 391_047]);
    assert_eq!(sorted(CustomerSort::Code), [391_047, 482_193]);
    let shown = |filter| codes(&shop, CustomerQuery { filter, ..CustomerQuery::default() });
    assert_eq!(shown(CustomerFilter::RewardWaiting), [482_193]);
    assert_eq!(shown(CustomerFilter::NearlyThere), [] as [u32; 0], "7 of 10 is not nearly");
    assert_eq!(shown(CustomerFilter::Away { days: 30 }), [] as [u32; 0]);
    let later = noon() + TimeDelta::days(400);
    let away =
        CustomerQuery { filter: CustomerFilter::Away { days: 90 }, limit: 10, ..CustomerQuery::default() };
    assert_eq!(shop.reader().customers(&away, later).unwrap().total, 2);
    let second = CustomerQuery { offset: 1, limit: 1, sort: CustomerSort::Code, ..CustomerQuery::default() };
    let page = shop.reader().customers(&second, noon()).unwrap();
    assert_eq!((page.customers.len(), page.total), (1, 2), "a page of all");
    let beyond = CustomerQuery { offset: 9, ..second.clone() };
    assert_eq!(shop.reader().customers(&beyond, noon()).unwrap().total, 2, "beyond the last, too");
    for (offset, listed) in [(0, 1), (1, 1), (9, 0)] {
        let found = CustomerQuery { search: Some("1".into()), offset, ..second.clone() };
        let page = shop.reader().customers(&found, noon()).unwrap();
        assert_eq!((page.customers.len(), page.total), (listed, 2), "and of a search, from {offset} on");
    }
}

#[test]
fn outstanding_coupons_are_counted_by_age_and_by_name() {
    let shop = Shop::new();
    shop.deliver_all();
    let waiting = CouponQuery { outstanding: Some(true), limit: 10, ..CouponQuery::default() };
    let issued = shop.reader().coupons(&waiting, noon()).unwrap().coupons[0].coupon.issued_at.unwrap();
    for (days, age) in [
        (0, CouponAge::Week),
        (7, CouponAge::Week),
        (8, CouponAge::Month),
        (30, CouponAge::Month),
        (31, CouponAge::Quarter),
        (90, CouponAge::Quarter),
        (91, CouponAge::Older),
    ] {
        let now = issued + TimeDelta::days(days);
        let page = shop.reader().coupons(&CouponQuery { age: Some(age), ..waiting.clone() }, now).unwrap();
        assert_eq!(page.coupons.len(), 1, "after {days} days it is among {age:?}");
        let ages = [page.ages.week, page.ages.month, page.ages.quarter, page.ages.older];
        assert_eq!((ages.iter().sum::<i64>(), ages[age as usize]), (1, 1), "and counted there alone");
    }
    let page = shop.reader().coupons(&waiting, noon()).unwrap();
    let name = page.names[0].clone();
    assert_eq!((name.outstanding, page.names.len()), (1, 1));
    let other = CouponQuery { coupon_name: Some("Tea".into()), ..waiting.clone() };
    assert!(shop.reader().coupons(&other, noon()).unwrap().coupons.is_empty());
    let same = CouponQuery { coupon_name: name.coupon_name, ..waiting };
    assert_eq!(shop.reader().coupons(&same, noon()).unwrap().coupons.len(), 1);
}
