//! Forgetting a customer: nothing that says who it was is left in any file, the figures of past days stay, and nobody
//! comes back.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

mod shop;

use chrono::{DateTime, TimeDelta, Utc};
use ledger::query::{FeedQuery, Today};
use ledger::{Fact, Forgotten, Kept, LedgerError, check};
use shop::{EARNED, SIX, Shop, block_on, noon, regular};

/// The shop's calendar: here plainly UTC's.
fn day_of(time: DateTime<Utc>) -> i64 {
    time.timestamp().div_euclid(86_400)
}

fn forget(shop: &Shop) -> Result<Forgotten, LedgerError> {
    block_on(shop.writer.as_ref().unwrap().forget(regular(), day_of, noon()))
}

fn figures(shop: &Shop) -> Today {
    shop.reader().figures(noon() - TimeDelta::days(2)..noon(), None).unwrap()
}

/// Every place in the shop's files where one of these traces still stands.
fn traces(shop: &Shop) -> Vec<String> {
    let id: uuid::Uuid = regular().customer_id;
    let wanted: [(&str, Vec<u8>); 9] = [
        ("the id as text", id.to_string().into_bytes()),
        ("the id as bytes", id.as_bytes().to_vec()),
        ("the code", b"482193".to_vec()),
        ("the code as a number", 482_193_u32.to_be_bytes()[1..].to_vec()),
        ("the e-mail", b"j***@gmail.com".to_vec()),
        ("the nickname", "Köşedeki Ayşe".as_bytes().to_vec()),
        ("the note", "şekersiz".as_bytes().to_vec()),
        ("the coupon as bytes", uuid::uuid!("e3b0c442-98fc-1c14-9afb-f4c8996fb924").as_bytes().to_vec()),
        ("the coupon", b"e3b0c442-98fc-1c14-9afb-f4c8996fb924".to_vec()),
    ];
    let files = std::fs::read_dir(shop.folder.path()).unwrap().map(|file| file.unwrap().path());
    files
        .flat_map(|file| {
            let bytes = std::fs::read(&file).unwrap();
            let found = |trace: &[u8]| bytes.windows(trace.len()).any(|window| window == trace);
            let named = |(what, trace): &(&str, Vec<u8>)| {
                found(trace).then(|| format!("{what} in {}", file.display()))
            };
            wanted.iter().filter_map(named).collect::<Vec<_>>()
        })
        .collect()
}

fn a_known_customer() -> Shop {
    let shop = Shop::new();
    shop.deliver_all();
    shop.deliver(&EARNED.replace("3fa85f64", "11111111").replace("stamp_balance", "balance")); // set aside
    shop.deliver(&EARNED.replace("3fa85f64", "22222222").replace("stamp.earned", "stamp.expired")); // unknown kind
    shop.say(Fact::Nickname(regular(), Some("Köşedeki Ayşe".into()))).unwrap();
    shop.say(Fact::Note(regular(), Some("Sade, şekersiz".into()))).unwrap();
    shop
}

#[test]
fn nothing_that_says_who_it_was_is_left_in_any_file() {
    let shop = a_known_customer();
    assert!(traces(&shop).len() >= 7, "the traces can be found at all: {:?}", traces(&shop));
    let forgotten = forget(&shop).unwrap();
    assert_eq!(forgotten, Forgotten { deliveries: 6, coupons: 2, facts: 2, wal_emptied: true });
    assert_eq!(traces(&shop), Vec::<String>::new());
    assert_eq!(shop.reader().customer(&regular()).unwrap(), None);
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
}

#[test]
fn the_figures_of_past_days_stay_through_a_rebuild_too() {
    let shop = a_known_customer();
    let before = figures(&shop);
    forget(&shop).unwrap();
    assert_eq!(figures(&shop), before);
    block_on(shop.writer.as_ref().unwrap().rebuild()).unwrap();
    assert_eq!(figures(&shop), before);
    let points = shop.customer("391047").point_balance;
    assert_eq!(points, Some(370), "nobody else is touched");
}

#[test]
fn repeats_and_late_deliveries_do_not_bring_the_person_back() {
    let shop = a_known_customer();
    forget(&shop).unwrap();
    let before = figures(&shop);
    for body in &SIX[..4] {
        assert_eq!(shop.deliver(body), Kept::Forgotten, "a repeat");
    }
    assert_eq!(figures(&shop), before, "it was counted when it first came");
    let late = EARNED.replace("3fa85f64", "33333333");
    assert_eq!(shop.deliver(&late), Kept::Forgotten);
    assert_eq!(shop.deliver(&late), Kept::Forgotten);
    assert_eq!(figures(&shop).stamps, before.stamps + 2, "a late one counts in its day, once");
    assert_eq!(traces(&shop), Vec::<String>::new());
    let feed = shop.reader().feed(&FeedQuery { limit: 99, ..FeedQuery::default() }).unwrap().events;
    assert!(feed.iter().all(|event| event.customer_code.unwrap().to_string() == "391047"));
    assert_eq!(shop.reader().health().unwrap().forgotten, 1);
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
}

#[test]
fn arrival_numbers_are_never_given_out_again() {
    let shop = Shop::new();
    shop.deliver(SIX[4]); // somebody else
    shop.deliver(EARNED); // the newest: this customer's
    forget(&shop).unwrap();
    shop.deliver(SIX[5]);
    let after = FeedQuery { after: Some(2), limit: 9, ..FeedQuery::default() };
    let newer = shop.reader().feed(&after).unwrap().events;
    assert_eq!(newer.len(), 1, "who has seen number 2 asks for what came after it");
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
}

#[test]
fn whoever_is_not_known_cannot_be_forgotten() {
    let shop = Shop::new();
    assert!(matches!(forget(&shop), Err(LedgerError::Unknown(_))));
}
