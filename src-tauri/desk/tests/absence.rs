//! What may be lost by absences, hour by hour, held against the platform's six attempts taken one by one.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

use chrono::{DateTime, TimeDelta, Utc};
use desk::{Gap, RETRIED_FOR, Stretch, may_have_missed, words_on_missed};
use proptest::prelude::*;

/// In minutes, as the platform documents them.
const ATTEMPTS: [i64; 6] = [0, 1, 6, 36, 156, 516];

fn at(time: &str) -> DateTime<Utc> {
    format!("2026-04-{time}:00Z").parse().unwrap()
}

fn stretch(from: &str, to: &str) -> Stretch {
    Stretch { from: at(from), to: at(to) }
}

fn missed(absences: &[Stretch]) -> Vec<Stretch> {
    may_have_missed(absences, &[])
}

#[test]
fn a_night_loses_nothing() {
    assert_eq!(RETRIED_FOR, TimeDelta::hours(8) + TimeDelta::minutes(36));
    assert_eq!(missed(&[stretch("18T22:00", "19T06:36")]), [], "exactly the window: the last attempt is met");
    assert_eq!(missed(&[]), []);
}

#[test]
fn a_weekend_loses_all_but_its_last_hours() {
    let weekend = stretch("18T20:00", "20T09:00");
    assert_eq!(missed(&[weekend]), [stretch("18T20:00", "20T00:24")], "8 h 36 min before the PC came back");
}

#[test]
fn a_pc_that_slept_was_away_just_as_well_and_a_clock_set_back_says_nothing() {
    let slept = Gap { from: at("18T20:00"), to: at("19T10:00") };
    let back = Gap { from: at("20T10:00"), to: at("19T20:00") };
    assert_eq!(may_have_missed(&[], &[slept, back]), [stretch("18T20:00", "19T01:24")]);
    let off = stretch("19T10:00", "19T12:00");
    assert_eq!(
        may_have_missed(&[off], &[slept]),
        [stretch("18T20:00", "19T03:24")],
        "put to sleep, then switched off: one absence"
    );
}

#[test]
fn a_short_wake_saves_only_what_was_surely_tried_in_it() {
    // Awake from 02:00 to 02:30 between two long absences.
    let absences = [stretch("19T02:30", "19T20:00"), stretch("18T20:00", "19T02:00")];
    let saved = |time: &str| !missed(&absences).iter().any(|it| it.from <= at(time) && at(time) < it.to);
    assert!(saved("19T01:55"), "its attempt 6 min later, 8 at the latest, fell into the wake");
    assert!(!saved("19T01:00"), "tried at 01:36 and at 03:36: neither in the wake");
    assert!(saved("19T01:30"), "tried again at 02:06, at 02:09 at the latest");
    assert!(!saved("18T23:22"), "tried at 01:58, or late and in the wake: nobody knows");
    assert!(saved("18T23:24"), "tried at 02:00, at 02:04 at the latest");
    assert!(!saved("19T03:00") && saved("19T11:24"), "the second absence by itself");
}

#[test]
fn a_wake_of_a_moment_saves_nothing_by_itself() {
    let absences = [stretch("19T08:01", "19T20:00"), stretch("18T20:00", "19T08:00")];
    let newest_first = missed(&absences);
    let lost: i64 = newest_first.iter().map(|it| (it.to - it.from).num_minutes()).sum();
    let whole: i64 = (at("19T11:24") - at("18T20:00")).num_minutes();
    assert!(whole - lost <= 2, "{lost} of {whole} minutes: {newest_first:?}");
    assert!(
        newest_first.is_sorted_by_key(|it| std::cmp::Reverse(it.from)),
        "newest first, as all lists here"
    );
}

#[test]
fn the_words_count_what_the_histories_show() {
    assert!(words_on_missed(&[], Some(7)).starts_with("Nothing should be missing"));
    let missed = [stretch("18T20:00", "20T00:24")];
    assert!(words_on_missed(&missed, Some(1)).contains("One customer’s history"));
    assert!(words_on_missed(&missed, Some(3)).contains("The histories of 3 customers"));
    assert!(words_on_missed(&missed, Some(0)).contains("No customer’s history"));
    assert!(words_on_missed(&missed, None).ends_with("next event."), "unknown is not said to be none");
}

/// Absences and wakes in turn, in minutes.
fn turns() -> impl Strategy<Value = Vec<(i64, i64)>> {
    let away = prop_oneof![1..30i64, 30..600i64, 600..2_000i64];
    let awake = prop_oneof![1..10i64, 10..700i64];
    prop::collection::vec((away, awake), 1..8)
}

proptest! {
    /// Every minute by itself: lost if each attempt, between its time and its latest, may have met an absence.
    #[test]
    fn it_is_what_the_attempts_one_by_one_come_to(turns in turns()) {
        let minute = |minute: i64| at("01T00:00") + TimeDelta::minutes(minute);
        let mut absences = Vec::new();
        let mut away = Vec::new();
        for (off, on) in turns {
            let from = away.len();
            away.extend(std::iter::repeat_n(true, usize::try_from(off).unwrap()));
            absences.insert(0, Stretch {
                from: minute(i64::try_from(from).unwrap()),
                to: minute(i64::try_from(away.len()).unwrap()),
            });
            away.extend(std::iter::repeat_n(false, usize::try_from(on).unwrap()));
        }
        let found = missed(&absences);
        for happened in 0..away.len() {
            // In the middle of a minute, so that no attempt falls on an edge.
            let may_miss = |(failures, attempt): (usize, &i64)| {
                let first = happened + usize::try_from(*attempt).unwrap();
                (first..=first + failures).any(|minute| away.get(minute).copied().unwrap_or(false))
            };
            let lost = ATTEMPTS.iter().enumerate().all(may_miss);
            let middle = minute(i64::try_from(happened).unwrap()) + TimeDelta::seconds(30);
            let said = found.iter().any(|it| it.from <= middle && middle < it.to);
            prop_assert_eq!(said, lost, "minute {}: {:?}", happened, found);
        }
    }
}
