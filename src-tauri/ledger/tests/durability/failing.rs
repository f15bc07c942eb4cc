//! Every write the ledger ever makes, made to fail.

use std::collections::BTreeSet;

use crate::shop::Shop;
use crate::steps::observed;
use crate::trap::{self, WAYS};

/// All that is ever written. A new kind fails the first story below: list it, and make sure that a step makes it happen.
const WRITES: [&str; 30] = [
    "DELETE coupon",
    "DELETE customer",
    "DELETE delivery",
    "DELETE event",
    "DELETE fact",
    "DELETE repetition",
    "DELETE snapshot",
    "DELETE total",
    "DELETE unsettled",
    "INSERT closed_day",
    "INSERT coupon",
    "INSERT coupon_count",
    "INSERT customer",
    "INSERT delivery",
    "INSERT event",
    "INSERT fact",
    "INSERT organization",
    "INSERT remainder",
    "INSERT repetition",
    "INSERT snapshot",
    "INSERT tombstone",
    "INSERT total",
    "INSERT unsettled",
    "UPDATE coupon",
    "UPDATE coupon_count",
    "UPDATE customer",
    "UPDATE ledger",
    "UPDATE organization",
    "UPDATE repetition",
    "UPDATE snapshot",
];

#[test]
fn the_steps_make_every_kind_of_write_there_is() {
    let seen: BTreeSet<String> = observed()
        .iter()
        .flat_map(|(_, writes)| writes)
        .map(|write| format!("{} {}", write.operation, write.table))
        .collect();
    assert_eq!(
        seen.into_iter().collect::<Vec<_>>(),
        WRITES,
        "what is tried below is all that is ever written"
    );
}

#[test]
fn whichever_write_fails_and_however_nothing_is_left_behind_and_it_succeeds_when_it_comes_again() {
    let shop = Shop::new();
    let outside = shop.outside();
    trap::prepare(&outside);
    for (step, writes) in observed() {
        let before = shop.contents();
        for write in &writes {
            for (moment, way) in ["BEFORE", "AFTER"].into_iter().flat_map(|it| WAYS.map(|way| (it, way))) {
                let trial = format!("{}, {way:?} {moment} {} {}", step.what, write.operation, write.table);
                trap::set(&outside, write, moment, way, "true");
                let answer = shop.take(&step.doing);
                trap::clear(&outside);
                assert!(answer.is_err(), "{trial}: a write failed, so it is not said to be stored");
                assert_eq!(shop.contents(), before, "{trial}: nothing of it is in any table");
                shop.assert_sound(&trial);
            }
        }
        assert_eq!(
            shop.take(&step.doing).unwrap(),
            step.kept,
            "{}: the same writer stores it now",
            step.what
        );
        shop.assert_sound(step.what);
    }
}
