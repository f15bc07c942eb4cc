//! Deliveries that are committed together: one that cannot be stored takes nobody with it.

use std::collections::BTreeSet;

use ledger::{Kept, LedgerError};

use crate::shop::Shop;
use crate::steps::{Step, examples, observed};
use crate::trap::{self, WAYS, Way, Write};

/// Customers of two other shops. A delivery queued between theirs is never alone in its group, wherever the writer
/// happens to cut. What they change is of an hour in which nothing else happens.
const BEFORE: &str = r#"{"id": "00000000-0000-4000-8000-00000000000a", "event": "customer.enrolled",
    "occurred_at": "2026-04-19T09:00:00Z", "organization": "firin-ayse",
    "data": {"customer_code": 1, "customer_id": "00000000-0000-4000-8000-0000000000aa"}}"#;
const AFTER: &str = r#"{"id": "00000000-0000-4000-8000-00000000000b", "event": "points.earned",
    "occurred_at": "2026-04-19T09:00:00Z", "organization": "pastane-can",
    "data": {"customer_code": 2, "customer_id": "00000000-0000-4000-8000-0000000000bb",
             "points_added": 5, "point_balance": 5}}"#;

#[test]
fn what_is_queued_is_committed_together() {
    let shop = Shop::new();
    let mut changes = shop.writer.changes();
    let examples = examples();
    let bodies: Vec<&str> = examples.iter().filter_map(Step::body).collect();
    let answers = shop.deliver_together(&bodies);
    assert!(answers.iter().all(Result::is_ok), "nothing was in the way: {answers:?}");
    let commits = std::iter::from_fn(|| changes.try_recv().ok()).count();
    assert!(
        commits <= 2,
        "six deliveries: a group of those the writer found first, one of the rest: {commits}"
    );
}

#[test]
fn one_that_cannot_be_stored_takes_nobody_with_it() {
    let observed = observed();
    let of_deliveries = observed.iter().filter(|(step, _)| step.body().is_some());
    let kinds: BTreeSet<&Write> = of_deliveries.flat_map(|(_, writes)| writes).collect();
    for write in kinds {
        for way in WAYS.into_iter().filter(|way| !matches!(way, Way::DiskFull)) {
            let shop = Shop::new();
            trap::prepare(&shop.outside());
            let first = observed
                .iter()
                .position(|(step, writes)| step.body().is_some() && writes.contains(write))
                .unwrap();
            for (step, _) in &observed[..first] {
                shop.take(&step.doing).unwrap();
            }
            refuse_alone(&shop, &observed[first].0, write, way);
        }
    }
}

fn refuse_alone(shop: &Shop, victim: &Step, write: &Write, way: Way) {
    let trial = format!("{way:?} {} {}", write.operation, write.table);
    let body = victim.body().unwrap();
    let known = shop.times_in_log(body);
    trap::set(&shop.outside(), write, "AFTER", way, &only(body, &write.table));
    let answers = shop.deliver_together(&[BEFORE, body, AFTER]);
    trap::clear(&shop.outside());

    assert!(answers[1].is_err(), "{trial}: it could not be stored");
    assert!(answers[0].is_ok() && answers[2].is_ok(), "{trial}: the others could: {answers:?}");
    let in_log = [BEFORE, body, AFTER].map(|body| shop.times_in_log(body));
    assert_eq!(in_log, [1, known, 1], "{trial}: the log holds what was answered, once, and no more");
    shop.assert_sound(&trial);
    assert_eq!(shop.deliver(body).ok(), victim.kept, "{trial}: stored when sent again");
    shop.assert_sound(&trial);
}

#[test]
fn a_group_that_finds_the_disk_full_is_refused_whole_and_taken_when_there_is_space() {
    let shop = Shop::new();
    trap::prepare(&shop.outside());
    let write = Write { table: "event".into(), operation: "INSERT".into() };
    let [enrolled, ..] = examples();
    let bodies = [BEFORE, enrolled.body().unwrap(), AFTER];
    trap::set(&shop.outside(), &write, "AFTER", Way::DiskFull, &only(bodies[1], &write.table));
    let answers = shop.deliver_together(&bodies);
    trap::clear(&shop.outside());

    assert!(matches!(answers[1], Err(LedgerError::Full)), "the disk was full: {answers:?}");
    for (body, answer) in bodies.into_iter().zip(answers) {
        assert_eq!(
            shop.times_in_log(body),
            i64::from(answer.is_ok()),
            "in the log if it was answered so: {body}"
        );
        let again = if answer.is_ok() { Kept::Duplicate } else { Kept::Stored };
        assert_eq!(
            shop.deliver(body).unwrap(),
            again,
            "with space again, what was refused is stored: {body}"
        );
    }
    shop.assert_sound("a full disk");
}

/// Holds for the writes of the delivery with this body only.
fn only(body: &str, table: &str) -> String {
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    let key = format!("x'{}'", body["id"].as_str().unwrap().replace('-', ""));
    match table {
        "delivery" => format!("NEW.key = {key}"),
        "repetition" => format!("NEW.seq = (SELECT seq FROM delivery WHERE key = {key})"),
        "remainder" => "true".into(), // of the three, only that of a forgotten customer leaves one
        _ => format!("(SELECT key FROM delivery ORDER BY seq DESC LIMIT 1) = {key}"), // the log is written first
    }
}
