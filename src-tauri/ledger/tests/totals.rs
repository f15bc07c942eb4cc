//! What is added up ahead: by quarters of an hour, when there is time, and never other than the log says.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

mod shop;

use chrono::{DateTime, TimeDelta, Utc};
use ledger::query::Totals;
use ledger::{Fact, check};
use rusqlite::Connection;
use shop::{EARNED, SIX, Shop, block_on, noon};

const FILLED: &str = SIX[2];

fn settle(shop: &Shop, now: DateTime<Utc>) -> u32 {
    block_on(shop.writer.as_ref().unwrap().settle(1_000, now)).unwrap()
}

fn unsettled(shop: &Shop) -> i64 {
    let connection = Connection::open(shop.path()).unwrap();
    connection.query_row("SELECT count(*) FROM unsettled", [], |row| row.get(0)).unwrap()
}

fn totals(shop: &Shop) -> Totals {
    shop.reader().totals(&[noon() - TimeDelta::days(2)..noon()], None).unwrap().remove(0)
}

#[test]
fn they_are_the_same_before_and_after_they_are_added_up() {
    let shop = Shop::new();
    shop.deliver_all();
    let before = totals(&shop);
    assert_eq!(before.events, 6);
    assert_eq!(before.stamps, 2, "those of the card fill came with its purchase");
    assert_eq!(before.amount, Some("256.50".parse().unwrap()), "three purchases of 85.50");
    assert_eq!((before.amounts, before.amount_events), (3, 3));
    assert!(unsettled(&shop) > 0);
    assert_eq!(settle(&shop, noon()), 0, "nothing is left");
    assert_eq!(unsettled(&shop), 0);
    assert_eq!(totals(&shop), before);
    block_on(shop.writer.as_ref().unwrap().rebuild()).unwrap();
    assert!(unsettled(&shop) > 0, "a rebuild only marks");
    assert_eq!(totals(&shop), before);
}

#[test]
fn the_present_quarter_is_left_until_it_is_over() {
    let shop = Shop::new();
    shop.deliver(EARNED); // at half past two
    assert_eq!(
        settle(&shop, "2026-04-19T14:44:59Z".parse().unwrap()),
        0,
        "nothing is over that could be left"
    );
    assert_eq!(unsettled(&shop), 1);
    settle(&shop, "2026-04-19T14:45:00Z".parse().unwrap());
    assert_eq!(unsettled(&shop), 0);
}

#[test]
fn a_purchase_changes_the_quarter_of_the_card_that_it_filled() {
    let shop = Shop::new();
    shop.deliver(FILLED); // at three, without the purchase of half past two
    settle(&shop, noon());
    assert_eq!(totals(&shop).stamps, 1);
    shop.deliver(EARNED);
    assert_eq!(unsettled(&shop), 2, "its own quarter, and that of the card");
    assert_eq!(totals(&shop).stamps, 2, "those of the purchase, once");
    settle(&shop, noon());
    assert_eq!(totals(&shop).stamps, 2);
    shop.say(Fact::EventWasTest(2)).unwrap();
    assert_eq!(totals(&shop).stamps, 1, "the purchase was none: the card's own stamps count again");
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
}

#[test]
fn check_finds_a_total_that_was_tampered_with() {
    let told = |tampering: &str| {
        let shop = Shop::new();
        shop.deliver_all();
        settle(&shop, noon());
        assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new(), "before {tampering}");
        Connection::open(shop.path()).unwrap().execute_batch(tampering).unwrap();
        check(&shop.path()).unwrap()
    };
    for tampering in [
        "UPDATE total SET stamps = stamps + 1 WHERE stamps > 0",
        "UPDATE total SET amount = amount - 1 WHERE amount > 0",
        "DELETE FROM total WHERE coupons_used > 0",
        "INSERT INTO total SELECT quarter + 900000000, organization, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM total LIMIT 1",
    ] {
        let problems = told(tampering);
        assert!(problems.iter().any(|problem| problem.starts_with("total: ")), "{tampering}: {problems:?}");
    }
    let of_no_account =
        "INSERT OR IGNORE INTO unsettled SELECT quarter FROM total; UPDATE total SET stamps = 99";
    assert_eq!(told(of_no_account), Vec::<String>::new(), "nobody looks at what is to be added up anew");
}

#[test]
fn amounts_that_cannot_be_told_exactly_are_left_out() {
    let shop = Shop::new();
    let amounts = ["0.0001", "0.00001", "1e30", "\"12.5\"", "-3", "null", "true"];
    for (number, amount) in amounts.iter().enumerate() {
        let body = EARNED.replace("3fa85f64", &format!("0000000{number}")).replace("85.50", amount);
        shop.deliver(&body);
    }
    let totals = totals(&shop);
    assert_eq!(totals.amount, Some("9.5001".parse().unwrap()));
    assert_eq!((totals.amounts, totals.amount_events), (3, 7));
}
