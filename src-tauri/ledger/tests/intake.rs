//! From the signed body to the figures: what is kept, what it changes, and that neither order nor repetition matters.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

mod shop;

use chrono::TimeDelta;
use ledger::query::{CouponQuery, FeedQuery};
use ledger::{Kept, LedgerError, Reader, Watch, Writer, check};
use rusqlite::Connection;
use shop::{EARNED, SIX, Shop, block_on, noon};

#[test]
fn the_platforms_six_examples_become_figures() {
    let shop = Shop::new();
    for body in SIX {
        assert_eq!(shop.deliver(body), Kept::Stored);
    }
    let stamps = shop.customer("482193");
    assert_eq!((stamps.stamp_balance, stamps.max_stamps), (Some(7), Some(10)));
    assert_eq!(stamps.masked_email.as_deref(), Some("j***@gmail.com"));
    let waiting: Vec<_> =
        stamps.coupons.iter().filter(|c| c.issued_at.is_some() && c.redeemed_at.is_none()).collect();
    assert_eq!(waiting.len(), 1, "one coupon issued; the one that was used is another");
    assert!(!stamps.history_complete, "7 stamps after 2 were added: it began before");
    assert_eq!(shop.customer("391047").point_balance, Some(370));
    assert_eq!(shop.reader().points(None, 10).unwrap().total, 370);
    let coupons =
        shop.reader().coupons(&CouponQuery { limit: 10, ..CouponQuery::default() }, shop::noon()).unwrap();
    assert_eq!((coupons.outstanding_total, coupons.used_total), (1, 1));
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
}

#[test]
fn a_day_counts_each_purchase_once() {
    let shop = Shop::new();
    shop.deliver_all();
    let day = noon() - TimeDelta::hours(36)..noon();
    let today = shop.reader().figures(day.clone(), Some("kahveci-mehmet")).unwrap();
    assert_eq!(today.stamps, 2, "the card fill belongs to the same purchase");
    assert_eq!(
        (today.coupons_issued, today.coupons_used, today.new_customers, today.customers_served),
        (1, 1, 1, 1)
    );
    let all = shop.reader().figures(day, None).unwrap();
    assert_eq!((all.points_earned, all.points_spent, all.customers_served), (125, 500, 2));
    let alone = Shop::new();
    alone.deliver(SIX[2]);
    let day = noon() - TimeDelta::hours(36)..noon();
    assert_eq!(
        alone.reader().figures(day, None).unwrap().stamps,
        1,
        "no stamp.earned: the fill's stamps count"
    );
}

#[test]
fn the_same_id_is_stored_once_and_the_first_body_stays() {
    let shop = Shop::new();
    assert_eq!(shop.deliver(EARNED), Kept::Stored);
    assert_eq!(shop.deliver(EARNED), Kept::Duplicate);
    assert_eq!(shop.deliver(&EARNED.replace("\"stamp_balance\": 7", "\"stamp_balance\": 9")), Kept::Conflict);
    assert_eq!(shop.customer("482193").stamp_balance, Some(7));
    let counted: (i64, i64) = Connection::open(shop.path())
        .unwrap()
        .query_row("SELECT repeats, conflicts FROM repetition", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    assert_eq!(counted, (1, 1));
}

#[test]
fn what_cannot_be_used_is_kept_with_its_reason_and_changes_nothing() {
    let shop = Shop::new();
    let other_id = |n: u8| format!("{n:08x}-5717-4562-b3fc-2c963f66afa6");
    let odd = |n: u8, from: &str, to: &str| {
        EARNED.replace("3fa85f64-5717-4562-b3fc-2c963f66afa6", &other_id(n)).replace(from, to)
    };
    assert_eq!(shop.deliver("not json"), Kept::SetAside);
    assert_eq!(shop.deliver("not json"), Kept::Duplicate, "told apart by its digest");
    assert_eq!(shop.deliver(&odd(1, "stamp_balance", "balance")), Kept::SetAside);
    assert_eq!(shop.deliver(&odd(2, "2026-04-19T14:30:00Z", "2026-04-21T12:00:01Z")), Kept::SetAside);
    assert_eq!(
        shop.deliver(&odd(3, "stamp.earned", "stamp.expired")),
        Kept::Stored,
        "unknown kinds are welcome"
    );
    let query = FeedQuery { limit: 10, ..FeedQuery::default() };
    let feed = shop.reader().feed(&query).unwrap().events;
    let reasons: Vec<_> = feed.iter().map(|event| event.set_aside.as_deref()).collect();
    assert_eq!(
        reasons,
        [None, Some("future"), Some("missing:stamp_balance"), Some("unreadable")],
        "newest first"
    );
    assert_eq!(feed[3].id, None);
    assert!(shop.reader().customers_by_code("482193".parse().unwrap()).unwrap().is_empty());
    let only = FeedQuery { set_aside: true, ..query };
    assert_eq!(shop.reader().feed(&only).unwrap().events.len(), 3);
}

#[test]
fn the_feed_pages_and_filters() {
    let shop = Shop::new();
    shop.deliver_all();
    let reader = shop.reader();
    let all = FeedQuery { limit: 4, ..FeedQuery::default() };
    let head = reader.feed(&all).unwrap();
    assert_eq!(head.events.iter().map(|e| e.seq).collect::<Vec<_>>(), [6, 5, 4, 3]);
    assert!(head.more);
    let rest = reader.feed(&FeedQuery { before: Some(3), ..all.clone() }).unwrap();
    assert_eq!((rest.events.len(), rest.more), (2, false));
    assert_eq!(reader.feed(&FeedQuery { after: Some(5), ..all.clone() }).unwrap().events.len(), 1);
    let by_code = FeedQuery { code_prefix: Some("39".into()), ..all.clone() };
    assert!(
        reader
            .feed(&by_code)
            .unwrap()
            .events
            .iter()
            .all(|e| e.customer_code.unwrap().to_string() == "391047")
    );
    let no_code = FeedQuery { code_prefix: Some("4x".into()), ..all.clone() };
    assert!(reader.feed(&no_code).unwrap().events.is_empty(), "no code begins like this");
    let kind = FeedQuery { events: vec!["coupon.redeemed".into()], ..all.clone() };
    assert_eq!(reader.feed(&kind).unwrap().events.len(), 1);
    let both = ["stamp.earned", "points.spent"].map(Into::into).to_vec();
    let of_a_code = FeedQuery { code_prefix: Some("482".into()), events: both, ..all.clone() };
    let seqs = |query| reader.feed(&query).unwrap().events.iter().map(|e| e.seq).collect::<Vec<_>>();
    assert_eq!(seqs(of_a_code.clone()), [2], "of these kinds, the one of a code that begins so");
    assert_eq!(seqs(FeedQuery { after: Some(2), ..of_a_code }), [] as [i64; 0]);
    let store = FeedQuery { organization: Some("my-store".into()), ..all };
    assert_eq!(reader.feed(&store).unwrap().events.len(), 2);
}

#[test]
fn a_code_is_only_a_label_two_organizations_may_share_it() {
    let shop = Shop::new();
    shop.deliver(EARNED);
    shop.deliver(&EARNED.replace("3fa85f64", "4fa85f64").replace("kahveci-mehmet", "firin-ayse"));
    assert_eq!(shop.reader().customers_by_code("482193".parse().unwrap()).unwrap().len(), 2);
    assert_eq!(shop.reader().extent().unwrap().organizations, ["firin-ayse", "kahveci-mehmet"]);
}

#[test]
fn subscribers_hear_of_a_commit_after_it_and_can_read_it_at_once() {
    let shop = Shop::new();
    let mut changes = shop.writer.as_ref().unwrap().changes();
    shop.deliver(EARNED);
    let change = changes.try_recv().expect("told before the deliverer was answered");
    assert_eq!((change.newest_seq, change.customers.unwrap().len()), (1, 1));
    shop.deliver(EARNED);
    assert!(changes.try_recv().is_err(), "a repeat changes nothing");
}

#[test]
fn check_finds_a_figure_that_the_log_does_not_bear_out_and_rebuild_mends_it() {
    let shop = Shop::new();
    shop.deliver_all();
    Connection::open(shop.path()).unwrap().execute("UPDATE customer SET stamp_balance = 8", []).unwrap();
    let problems = check(&shop.path()).unwrap();
    assert!(problems.iter().any(|problem| problem.starts_with("customer: stored")), "{problems:?}");
    let rebuilt = block_on(shop.writer.as_ref().unwrap().rebuild()).unwrap();
    assert_eq!((rebuilt.deliveries, rebuilt.customers), (6, 2));
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
    assert_eq!(shop.customer("482193").stamp_balance, Some(7));
}

#[test]
fn tables_of_another_version_are_filled_anew_when_the_ledger_is_opened() {
    let mut shop = Shop::new();
    shop.deliver_all();
    let as_another_version_left_it =
        "UPDATE ledger SET tables = 0; DROP TABLE coupon; UPDATE customer SET point_balance = 1";
    Connection::open(shop.path()).unwrap().execute_batch(as_another_version_left_it).unwrap();
    shop.restart();
    assert_eq!(shop.customer("391047").point_balance, Some(370));
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
}

#[test]
fn tables_that_fall_short_of_the_log_are_filled_anew_when_the_ledger_is_opened() {
    let mut shop = Shop::new();
    shop.deliver_all();
    Connection::open(shop.path()).unwrap().execute("DELETE FROM event WHERE seq = 6", []).unwrap();
    shop.restart();
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new(), "nobody had to be asked");
}

#[test]
fn a_newer_database_is_refused_untouched() {
    let shop = Shop::new();
    let path = shop.path();
    drop(shop.writer);
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 999).unwrap();
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(Writer::start(&path), Err(LedgerError::Newer { .. })));
    assert!(matches!(Reader::open(&path), Err(LedgerError::Newer { .. })));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_reader_from_before_the_first_delivery_sees_what_is_written_later() {
    let mut shop = Shop { folder: tempfile::tempdir().unwrap(), writer: None };
    let (early, mut watch) = (shop.reader(), Watch::open(&shop.path()).unwrap());
    assert_eq!(early.extent().unwrap().organizations, [] as [String; 0], "there is no database yet");
    std::fs::write(shop.path(), "").unwrap();
    assert_eq!(early.extent().unwrap().organizations, [] as [String; 0], "one is only being made");
    assert_eq!(std::fs::read(shop.path()).unwrap(), b"", "who reads leaves that to who writes");
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
    assert!(!watch.moved().unwrap());
    shop.restart();
    shop.deliver(EARNED);
    assert_eq!(early.extent().unwrap().organizations, ["kahveci-mehmet"], "now there is one");
    assert_eq!(
        (watch.moved().unwrap(), watch.moved().unwrap()),
        (true, false),
        "and who watches it is told, once"
    );
}

#[test]
fn a_damaged_database_is_told_from_a_missing_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stampdesk.db");
    let empty = Reader::open(&path).unwrap();
    assert!(empty.extent().unwrap().organizations.is_empty(), "nothing yet is an answer, not an error");
    assert!(!path.exists(), "reading makes no file");
    std::fs::write(&path, "this is no database, but it was somebody's file".repeat(100)).unwrap();
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(Writer::start(&path), Err(LedgerError::Damaged { .. })));
    assert!(matches!(Reader::open(&path), Err(LedgerError::Damaged { .. })));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}
