//! When silence is worth a word: compared with the same weekday and time of the weeks before, never with a feeling.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

mod shop;

use std::convert::Infallible;

use chrono::{DateTime, TimeDelta, Utc};
use ledger::query::{Silence, Usual};
use shop::{Shop, block_on};
use uuid::Uuid;

const HOUR: TimeDelta = TimeDelta::hours(1);

fn at(time: &str) -> DateTime<Utc> {
    time.parse().unwrap()
}

/// A place without daylight saving time.
fn weeks_before(time: DateTime<Utc>, weeks: u32) -> DateTime<Utc> {
    time - TimeDelta::weeks(weeks.into())
}

/// A shop that is open from ten to ten with an event at half past every hour, for so many weeks up to `last`.
fn days(weeks: i64, last: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let open = |time: &DateTime<Utc>| (10..22).contains(&chrono::Timelike::hour(time));
    (0..weeks * 7 * 24).map(|hours| last - HOUR * i32::try_from(hours).unwrap()).filter(open).collect()
}

fn silence(events: &[DateTime<Utc>], now: DateTime<Utc>) -> Silence {
    let first_and_last = (*events.iter().min().unwrap(), *events.iter().max().unwrap());
    let happened =
        |stretch: std::ops::Range<_>| Ok::<_, Infallible>(events.iter().any(|event| stretch.contains(event)));
    let Ok(silence) = Silence::of(first_and_last, now, weeks_before, happened);
    silence
}

#[test]
fn a_quiet_afternoon_is_unusual_where_every_other_one_was_busy() {
    // 2026-04-19 is a Sunday; its last event came at half past one.
    let events = days(9, at("2026-04-19T13:30:00Z"));
    assert!(!silence(&events, at("2026-04-19T15:20:00Z")).unusual, "a lull of under two hours is nothing");
    let silence = silence(&events, at("2026-04-19T16:00:00Z"));
    assert_eq!(silence.last_event_at, Some(at("2026-04-19T13:30:00Z")));
    assert_eq!(silence.quiet_for, Some(9_000), "in seconds");
    assert_eq!(silence.usual, Some(Usual { weeks: 8, busy: 8 }));
    assert!(silence.unusual);
}

#[test]
fn the_night_is_as_silent_as_ever_and_the_morning_may_begin_late() {
    let mut events = days(9, at("2026-04-19T19:30:00Z"));
    events.push(at("2026-04-19T20:45:00Z")); // three quarters of an hour before other days' last
    for hour in 0..13 {
        let now = at("2026-04-19T21:45:00Z") + HOUR * hour;
        assert!(!silence(&events, now).unusual, "the shop is closed, or about to open, at {now}");
    }
    assert!(silence(&events, at("2026-04-20T12:00:00Z")).unusual, "by noon somebody has always come");
}

#[test]
fn a_day_off_is_compared_with_other_days_off() {
    let mut events = days(9, at("2026-04-18T21:30:00Z"));
    events.retain(|event| chrono::Datelike::weekday(event) != chrono::Weekday::Sun);
    assert!(!silence(&events, at("2026-04-19T17:00:00Z")).unusual, "closed on Sundays");
    assert!(silence(&events, at("2026-04-20T17:00:00Z")).unusual, "but not on Mondays");
}

#[test]
fn most_weeks_means_more_than_half() {
    let busy_sundays = |count: i64| {
        let last = at("2026-04-19T10:30:00Z");
        let mut events = vec![last, last - TimeDelta::weeks(12)];
        events.extend((1..=count).map(|week| at("2026-04-19T14:00:00Z") - TimeDelta::weeks(week)));
        silence(&events, at("2026-04-19T16:00:00Z"))
    };
    assert_eq!(busy_sundays(4).usual, Some(Usual { weeks: 8, busy: 4 }));
    assert!(!busy_sundays(4).unusual, "half is not most");
    assert!(busy_sundays(5).unusual);
}

#[test]
fn a_short_history_says_nothing_of_what_is_usual() {
    for (weeks, known) in [(1, None), (3, None), (4, Some(Usual { weeks: 4, busy: 4 }))] {
        let silence = silence(&days(weeks, at("2026-04-19T11:30:00Z")), at("2026-04-19T18:00:00Z"));
        assert_eq!((silence.usual, silence.unusual), (known, known.is_some()), "after {weeks} weeks");
    }
}

#[test]
fn a_long_silence_never_becomes_the_usual_by_lasting() {
    let events = days(20, at("2026-03-01T20:30:00Z"));
    for weeks in 1..30 {
        let now = at("2026-03-02T15:00:00Z") + TimeDelta::weeks(weeks);
        let silence = silence(&events, now);
        assert!(silence.unusual, "after {weeks} weeks: {silence:?}");
    }
}

#[test]
fn a_clock_set_back_makes_no_negative_silence() {
    let silence = silence(&days(9, at("2026-04-19T13:30:00Z")), at("2026-04-19T09:00:00Z"));
    assert_eq!((silence.quiet_for, silence.unusual), (Some(0), false));
}

#[test]
fn the_ledger_answers_from_what_happened_and_no_test_breaks_the_silence() {
    let shop = Shop::new();
    let deliver = |event: &str, time: DateTime<Utc>| {
        let body = format!(
            r#"{{"id":"{}","event":"{event}","occurred_at":"{}","organization":"kahveci-mehmet","data":{{
                "customer_id":"a1b2c3d4-e5f6-7890-abcd-ef1234567890","point_balance":5,"points_added":5}}}}"#,
            Uuid::new_v4(),
            time.to_rfc3339()
        );
        block_on(shop.writer.as_ref().unwrap().deliver(body.into_bytes(), time)).unwrap();
    };
    let now = at("2026-04-19T16:00:00Z");
    let silence = || shop.reader().silence(now, weeks_before).unwrap();
    assert_eq!((silence().last_event_at, silence().usual), (None, None), "nothing ever came");

    for event in days(9, at("2026-04-19T11:30:00Z")).into_iter().rev() {
        deliver("points.earned", event);
    }
    let told = silence();
    assert_eq!(told.last_event_at, Some(at("2026-04-19T11:30:00Z")));
    assert_eq!((told.usual, told.unusual), (Some(Usual { weeks: 8, busy: 8 }), true));

    let test = loyalite::test_event::body(loyalite::test_event::id(Uuid::new_v4()), now);
    block_on(shop.writer.as_ref().unwrap().deliver(test, now)).unwrap();
    assert_eq!(
        silence(),
        told,
        "our own test proves that this PC can be reached, not that the platform sends"
    );
    deliver("customer.winked", now);
    assert_eq!(silence().quiet_for, Some(0), "any real event breaks it");
}
