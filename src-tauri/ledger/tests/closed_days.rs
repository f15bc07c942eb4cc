//! Days that the owner closed are part of the log: nothing that comes later changes them.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

mod shop;

use chrono::{NaiveDate, TimeDelta};
use ledger::check;
use shop::{Shop, block_on, noon};

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, number).unwrap()
}

#[test]
fn a_day_that_is_closed_again_keeps_both_and_the_last_counts() {
    let mut shop = Shop::new();
    shop.deliver_all();
    let close = |shop: &Shop, organization: Option<&str>, day, report: &str, hours| {
        let (organization, zone) = (organization.map(Into::into), "Europe/Istanbul".into());
        let now = noon() + TimeDelta::hours(hours);
        block_on(shop.writer.as_ref().unwrap().close_day(organization, day, zone, report.into(), now))
            .unwrap()
    };
    let first = close(&shop, None, day(19), r#"{"stamps":2}"#, 0);
    let other = close(&shop, Some("my-store"), day(19), "{}", 1);
    let next = close(&shop, None, day(20), "{}", 2);
    let again = close(&shop, None, day(19), r#"{"stamps":3}"#, 3);

    let reader = shop.reader();
    let listed: Vec<i64> = reader.closed_days(9, None).unwrap().iter().map(|closed| closed.seq).collect();
    assert_eq!(listed, [again, next, other, first], "the last closing first");
    let older = reader.closed_days(1, Some(next)).unwrap();
    assert_eq!(older.iter().map(|closed| closed.seq).collect::<Vec<_>>(), [other], "page by page");

    block_on(shop.writer.as_ref().unwrap().rebuild()).unwrap();
    shop.restart();
    let kept = |seq| shop.reader().closed_day(seq).unwrap().unwrap();
    assert_eq!(kept(first).report, r#"{"stamps":2}"#, "as it was then");
    assert_eq!((kept(first).day, kept(first).closed_at), (day(19), noon()));
    assert_eq!(kept(other).organization.as_deref(), Some("my-store"));
    let closed_before = [first, other, next, again].map(|seq| kept(seq).closed_before);
    assert_eq!(closed_before, [0, 0, 0, 1], "the same day of the same organization");
    assert_eq!(shop.reader().closed_day(99).unwrap(), None);
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
}
