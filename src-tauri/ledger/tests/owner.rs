//! What the owner says is kept as the platform's deliveries are: a rebuild keeps it, and every word can be taken back.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

mod shop;

use ledger::query::{CouponQuery, CustomerPage, FeedQuery};
use ledger::{CustomerKey, Fact, Kept, LedgerError, check};
use shop::{EARNED, Shop, block_on, noon, regular};
use uuid::Uuid;

fn coupon() -> Uuid {
    "e3b0c442-98fc-1c14-9afb-f4c8996fb924".parse().unwrap()
}

fn page(shop: &Shop) -> CustomerPage {
    shop.reader().customer(&regular()).unwrap().unwrap()
}

/// Proves that a rebuild changes nothing, and that the tables are what the log adds up to.
fn proven(shop: &Shop) {
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
    let before = page(shop);
    block_on(shop.writer.as_ref().unwrap().rebuild()).unwrap();
    assert_eq!(page(shop), before);
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
}

#[test]
fn a_nickname_and_a_note_stay_until_they_are_taken_back() {
    let shop = Shop::new();
    shop.deliver_all();
    shop.say(Fact::Nickname(regular(), Some("Köşedeki Ayşe".into()))).unwrap();
    shop.say(Fact::Note(regular(), Some("Sade, şekersiz".into()))).unwrap();
    shop.say(Fact::Nickname(regular(), Some("Ayşe Hanım".into()))).unwrap();
    proven(&shop);
    assert_eq!(page(&shop).nickname.as_deref(), Some("Ayşe Hanım"), "the last word counts");
    shop.say(Fact::Note(regular(), None)).unwrap();
    assert_eq!((page(&shop).nickname.is_some(), page(&shop).note), (true, None));
    proven(&shop);
}

#[test]
fn a_coupon_closed_by_hand_is_not_outstanding_until_it_is_reopened() {
    let shop = Shop::new();
    shop.deliver_all();
    let outstanding = || {
        let query = CouponQuery { outstanding: Some(true), limit: 10, ..CouponQuery::default() };
        shop.reader().coupons(&query, noon()).unwrap().outstanding_total
    };
    shop.say(Fact::CouponClosed(regular(), coupon(), "süresi doldu".into())).unwrap();
    assert_eq!(outstanding(), 0);
    let closed = page(&shop).customer.coupons.into_iter().find(|it| it.coupon_id == coupon()).unwrap().closed;
    assert_eq!(closed.unwrap().reason, "süresi doldu");
    proven(&shop);
    shop.say(Fact::CouponReopened(regular(), coupon())).unwrap();
    assert_eq!(outstanding(), 1);
    proven(&shop);
}

#[test]
fn an_event_marked_as_a_test_counts_nowhere_until_it_is_real_again() {
    let shop = Shop::new();
    shop.deliver_all();
    let real = page(&shop);
    let earned =
        real.timeline.iter().find(|it| it.event.event.as_deref() == Some("stamp.earned")).unwrap().event.seq;
    shop.say(Fact::EventWasTest(earned)).unwrap();
    assert_eq!(page(&shop).customer.stamp_balance, None, "without it nobody told the stamps");
    let aside =
        shop.reader().feed(&FeedQuery { set_aside: true, limit: 9, ..FeedQuery::default() }).unwrap().events;
    assert_eq!(aside[0].set_aside.as_deref(), Some("test"), "it is still shown, and why it does not count");
    proven(&shop);
    shop.say(Fact::EventWasReal(earned)).unwrap();
    assert_eq!(page(&shop), real);
    proven(&shop);
}

#[test]
fn a_customer_who_was_only_a_test_is_gone_and_comes_back_with_the_owners_words() {
    let shop = Shop::new();
    shop.deliver(EARNED);
    shop.say(Fact::Nickname(regular(), Some("Deneme".into()))).unwrap();
    shop.say(Fact::EventWasTest(1)).unwrap();
    assert_eq!(shop.reader().customer(&regular()).unwrap(), None);
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
    shop.say(Fact::EventWasReal(1)).unwrap();
    assert_eq!(page(&shop).nickname.as_deref(), Some("Deneme"));
    proven(&shop);
}

#[test]
fn who_was_only_a_test_and_comes_again_is_still_known_by_name() {
    let shop = Shop::new();
    shop.deliver(EARNED);
    shop.say(Fact::Nickname(regular(), Some("Köşedeki Ayşe".into()))).unwrap();
    shop.say(Fact::Note(regular(), Some("Sade, şekersiz".into()))).unwrap();
    shop.say(Fact::EventWasTest(1)).unwrap();
    let again = EARNED.replace("3fa85f64-5717", "3fa85f64-5718");
    assert_eq!(shop.deliver(&again), Kept::Stored, "another delivery of the same customer");
    let words = (page(&shop).nickname, page(&shop).note);
    assert_eq!(
        words,
        (Some("Köşedeki Ayşe".into()), Some("Sade, şekersiz".into())),
        "what the owner said stays"
    );
    proven(&shop);
}

#[test]
fn why_seven() {
    let shop = Shop::new();
    shop.deliver_all();
    let page = page(&shop);
    let named = |seqs: &[i64]| -> Vec<String> {
        let event = |seq: &i64| {
            page.timeline.iter().find(|step| step.event.seq == *seq).unwrap().event.event.clone().unwrap()
        };
        seqs.iter().map(event).collect()
    };
    assert_eq!(
        named(&page.stamps_rest_on),
        ["stamp.earned", "stamp.redeemed"],
        "the snapshot, and the fill of its purchase"
    );
    assert!(page.points_rest_on.is_empty(), "nobody told points");
}

#[test]
fn words_about_what_is_not_known_are_refused() {
    let shop = Shop::new();
    shop.deliver_all();
    let stranger = CustomerKey { customer_id: Uuid::from_u128(1), ..regular() };
    for said in [
        Fact::Nickname(stranger.clone(), Some("?".into())),
        Fact::CouponClosed(regular(), Uuid::from_u128(2), "?".into()),
        Fact::EventWasTest(99),
    ] {
        assert!(matches!(shop.say(said.clone()), Err(LedgerError::Unknown(_))), "{said:?}");
    }
    proven(&shop);
}
