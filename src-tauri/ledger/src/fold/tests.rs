//! The decisions of the fold, each with its reason.

use chrono::{DateTime, TimeDelta, Utc};
use loyalite::*;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(seconds)
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn entry(number: u8, seconds: i64, event: Event) -> Entry {
    Entry { seq: number.into(), key: vec![number], occurred_at: at(seconds), customer_code: None, event }
}

fn earned(number: u8, seconds: i64, added: i64, balance: i64, transaction: u128) -> Entry {
    let event = StampEarned {
        stamps_added: Some(added),
        stamp_balance: balance,
        max_stamps: Some(10),
        source: None,
        transaction_id: Some(id(transaction)),
        amount: None,
    };
    entry(number, seconds, Event::StampEarned(event))
}

fn filled(number: u8, seconds: i64, added: i64, transaction: u128) -> Entry {
    let event = StampRedeemed {
        stamps_added: Some(added),
        coupon_id: id(1000 + u128::from(number)),
        coupon_name: Some("Bedava Kahve".into()),
        transaction_id: Some(id(transaction)),
    };
    entry(number, seconds, Event::StampRedeemed(event))
}

fn points(number: u8, seconds: i64, added: i64, balance: i64) -> Entry {
    let event = PointsEarned {
        points_added: Some(added),
        point_balance: balance,
        source: None,
        transaction_id: None,
        amount: None,
    };
    entry(number, seconds, Event::PointsEarned(event))
}

fn used(number: u8, seconds: i64, coupon: u128) -> Entry {
    let event = CouponRedeemed { coupon_id: id(coupon), coupon_name: None, redeemed_at: None };
    entry(number, seconds, Event::CouponRedeemed(event))
}

fn kinds(story: &[(Entry, Step)]) -> Vec<MarkKind> {
    story.iter().flat_map(|(_, step)| step.marks.iter().map(|mark| mark.kind)).collect()
}

#[test]
fn a_paired_fill_told_as_full_card_starts_the_new_card() {
    let state = fold(vec![earned(1, 0, 9, 9, 1), earned(2, 60, 1, 10, 2), filled(3, 60, 1, 2)]);
    assert_eq!(state.stamps.balance, Some(0), "10 of 10 with a fill announced: the card was handed in");
    assert!(!state.stamps.derived, "the platform told this balance");
    assert!(state.adds_up());
}

#[test]
fn a_paired_fill_told_after_the_reset_is_taken_as_given() {
    let state = fold(vec![earned(1, 0, 9, 9, 1), earned(2, 60, 3, 2, 2), filled(3, 60, 3, 2)]);
    assert_eq!(state.stamps.balance, Some(2), "9 + 3 - 10");
    assert!(state.adds_up(), "the arithmetic holds");
}

#[test]
fn an_over_full_card_keeps_its_surplus_whether_or_not_the_platform_does() {
    let full = vec![earned(1, 0, 9, 9, 1), earned(2, 60, 3, 12, 2), filled(3, 60, 3, 2)];
    assert_eq!(fold(full.clone()).stamps.balance, Some(2));
    for opening in [2, 0] {
        let mut then = full.clone();
        then.push(earned(4, 90, 1, opening + 1, 4));
        assert_eq!(fold(then).breaks, 0, "both {opening} carried over and a plain reset are possible");
    }
    let mut impossible = full;
    impossible.push(earned(4, 90, 1, 5, 4));
    assert_eq!(fold(impossible).breaks, 1, "no reading of the card leads to 4 stamps before this");
}

#[test]
fn an_unpaired_fill_is_worked_out_until_the_next_snapshot() {
    let mut entries = vec![earned(1, 0, 8, 8, 1), filled(2, 60, 3, 2)];
    let derived = fold(entries.clone());
    assert_eq!((derived.stamps.balance, derived.stamps.derived), (Some(1), true), "8 + 3 - 10, our own sum");
    entries.push(earned(3, 90, 2, 3, 3));
    let told = fold(entries);
    assert_eq!((told.stamps.balance, told.stamps.derived, told.breaks), (Some(3), false, 0));
}

#[test]
fn a_fill_with_nothing_before_it_leaves_the_balance_unknown() {
    let alone = vec![filled(1, 0, 1, 1)];
    let state = fold(alone.clone());
    assert_eq!(state.stamps.balance, None, "unknown, not zero");
    assert_eq!(coupons(&alone).len(), 1, "the coupon is certain all the same");
    assert!(!state.adds_up(), "stamps were earned before this PC listened");
}

#[test]
fn a_fill_with_too_few_stamps_is_a_certain_break() {
    let state = fold(vec![earned(1, 0, 3, 3, 1), filled(2, 60, 1, 2)]);
    assert_eq!(state.stamps.balance, Some(0), "never below zero");
    assert_eq!(state.breaks, 1, "a card of ten cannot fill from 3 + 1");
}

#[test]
fn a_fill_that_was_never_announced_is_a_break_and_heals_when_it_arrives() {
    let mut entries = vec![earned(1, 0, 9, 9, 1), earned(2, 60, 1, 0, 2)];
    assert_eq!(fold(entries.clone()).breaks, 1, "9 + 1 = 0 only if a card filled in between");
    entries.push(filled(3, 60, 1, 2));
    assert!(fold(entries).adds_up());
}

#[test]
fn two_cards_in_one_purchase_count_its_stamps_once() {
    let purchase =
        vec![earned(1, 0, 8, 8, 1), earned(2, 60, 15, 23, 2), filled(3, 60, 15, 2), filled(4, 60, 15, 2)];
    assert_eq!((fold(purchase.clone()).stamps.balance, coupons(&purchase).len()), (Some(3), 2));
    let alone = fold(vec![earned(1, 0, 8, 8, 1), filled(3, 60, 15, 2), filled(4, 60, 15, 2)]);
    assert_eq!(alone.stamps.balance, Some(3), "8 + 15 - 10 - 10");
}

#[test]
fn the_platforms_own_example_is_no_break() {
    let state = fold(vec![earned(1, 0, 5, 5, 1), earned(2, 60, 2, 7, 2), filled(3, 90, 1, 2)]);
    assert_eq!((state.stamps.balance, state.breaks), (Some(7), 0), "below full: as given");
}

#[test]
fn a_history_that_opens_above_zero_began_before_and_is_no_break() {
    let (state, story) = replay(vec![points(1, 0, 125, 870), earned(2, 5, 2, 7, 1)]);
    assert_eq!(state.breaks, 0);
    assert_eq!(kinds(&story), [MarkKind::BeganBefore, MarkKind::BeganBefore], "points and stamps");
    assert!(!state.adds_up());
}

#[test]
fn the_snapshot_wins_over_the_arithmetic_and_the_break_is_kept() {
    let (state, story) = replay(vec![points(1, 0, 100, 100), points(2, 60, 50, 350), points(3, 90, 10, 360)]);
    assert_eq!(state.points.balance, Some(360));
    assert_eq!(state.breaks, 1, "one event is missing, and only one place shows it");
    let expected = Mark { kind: MarkKind::PointsMissed, expected: Some(150), told: Some(350) };
    assert_eq!(story[1].1.marks, [expected]);
}

#[test]
fn events_of_one_second_stand_in_the_order_of_their_balances() {
    let (state, story) = replay(vec![points(1, 0, 10, 30), points(2, 0, 10, 10), points(3, 0, 10, 20)]);
    assert_eq!(state.points.balance, Some(30));
    assert_eq!(story.iter().map(|(entry, _)| entry.seq).collect::<Vec<_>>(), [2, 3, 1]);
    assert!(state.adds_up());
}

#[test]
fn a_loop_within_one_second_is_walked_whole() {
    let spend = |number, spent, balance| {
        let event = PointsSpent {
            points_spent: Some(spent),
            points_earned: 0,
            point_balance: balance,
            remaining_amount: None,
            amount: None,
            transaction_id: None,
        };
        entry(number, 0, Event::PointsSpent(event))
    };
    let state = fold(vec![points(1, 0, 3, 3), points(2, 0, 5, 5), spend(3, 5, 0)]);
    assert_eq!(
        (state.points.balance, state.breaks),
        (Some(3), 0),
        "0 > 5 > 0 > 3; taking 3 first would strand"
    );
}

#[test]
fn a_worked_out_balance_rests_on_its_snapshot_its_fill_and_the_size_of_the_card() {
    let mut sizeless = earned(2, 60, 1, 9, 2);
    if let Event::StampEarned(earned) = &mut sizeless.event {
        earned.max_stamps = None;
    }
    let (state, story) = replay(vec![earned(1, 0, 8, 8, 1), sizeless, filled(3, 90, 2, 3)]);
    assert_eq!((state.stamps.balance, state.stamps.derived), (Some(1), true), "9 + 2 - 10");
    assert_eq!(basis(&story).stamps, [1, 2, 3], "10 was told by the first, 9 by the second");
}

#[test]
fn an_exact_reading_goes_before_a_possible_one() {
    let state = fold(vec![
        earned(9, 0, 5, 5, 9),
        earned(1, 5, 3, 8, 1),
        earned(2, 5, 5, 0, 2),
        filled(3, 5, 5, 2),
        earned(4, 5, 5, 5, 4),
    ]);
    assert_eq!(state.stamps.balance, Some(8), "5 > full > 5 > 8; 5 > 8 > full would need a dropped surplus");
}

#[test]
fn a_coupon_may_be_used_before_its_issue_arrives() {
    let early = vec![used(1, 60, 1002)];
    assert!(coupons(&early)[&id(1002)].issued_at.is_none());
    let (_, story) = replay(early);
    assert_eq!(kinds(&story), [MarkKind::CouponNotAnnounced]);
    let whole = vec![used(1, 60, 1002), filled(2, 0, 1, 9)];
    let coupon = &coupons(&whole)[&id(1002)];
    assert_eq!((coupon.issued_at, coupon.redeemed_at), (Some(at(0)), Some(at(60))));
    let (_, story) = replay(whole);
    assert_eq!(kinds(&story), []);
}

#[test]
fn a_late_enrolment_and_a_moved_code_settle_by_time_not_by_arrival() {
    let enrolled = CustomerEnrolled { masked_email: Some("a***@posta.tr".into()), enrolled_at: None };
    let mut late = entry(9, 0, Event::CustomerEnrolled(enrolled));
    late.customer_code = CustomerCode::new(111_111);
    let mut moved = earned(1, 60, 1, 1, 1);
    moved.customer_code = CustomerCode::new(222_222);
    let state = fold(vec![moved, late]);
    assert_eq!(state.masked_email.as_deref(), Some("a***@posta.tr"));
    assert_eq!(state.customer_code, CustomerCode::new(222_222), "the newest event names the customer");
    assert_eq!(state.last_seen_at, Some(at(60)));
}

/// A true history: what a platform that loses nothing would send, ties and fills included.
fn history() -> impl Strategy<Value = Vec<Entry>> {
    history_with_pauses(0..3)
}

fn history_with_pauses(pauses: std::ops::Range<i64>) -> impl Strategy<Value = Vec<Entry>> {
    let visit = (pauses, 1..4i64, prop::bool::ANY, prop::bool::ANY);
    prop::collection::vec(visit, 1..24).prop_map(|visits| {
        let (mut entries, mut now, mut stamps, mut total) = (Vec::new(), 0, 0, 0);
        for (pause, added, full_first, on_stamps) in visits {
            now += pause;
            let number = u8::try_from(entries.len()).unwrap().wrapping_mul(91); // keys in no order of time
            if on_stamps {
                stamps += added;
                let fills = stamps >= 10;
                let told = if fills && !full_first { stamps - 10 } else { stamps };
                entries.push(earned(number, now, added, told, u128::from(number)));
                if fills {
                    stamps -= 10;
                    entries.push(filled(number.wrapping_add(7), now, added, u128::from(number)));
                }
            } else {
                total += added;
                entries.push(points(number, now, added, total));
            }
        }
        entries
    })
}

/// More by `PROPTEST_CASES`.
fn cases() -> ProptestConfig {
    let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: wanted.unwrap_or(2_000), ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn arrival_order_never_matters((history, shuffled) in history().prop_flat_map(|h| (Just(h.clone()), Just(h).prop_shuffle()))) {
        prop_assert_eq!(replay(history), replay(shuffled));
    }

    #[test]
    fn a_history_without_loss_has_no_break(history in history()) {
        let state = fold(history);
        prop_assert_eq!(state.breaks, 0);
        prop_assert!(state.adds_up());
    }

    #[test]
    fn extending_is_the_same_as_folding_anew(history in history()) {
        let mut state = State::default();
        let mut known: Vec<Entry> = Vec::new();
        for entry in history {
            let purchase = transaction_of(&entry.event);
            let purchase_known = purchase.is_some() && known.iter().any(|k| transaction_of(&k.event) == purchase);
            known.push(entry.clone());
            if extends(&state, &entry, purchase_known) {
                extend(&mut state, &entry);
            } else {
                state = fold(known.clone());
            }
            prop_assert_eq!(&state, &fold(known.clone()));
        }
    }

    #[test]
    fn one_lost_event_leaves_the_closing_balance_right_and_a_mark_where_arithmetic_can_tell(
        history in history_with_pauses(1..3), lost: prop::sample::Index,
    ) {
        let whole = fold(history.clone());
        let lost = lost.index(history.len());
        let mut rest = history.clone();
        let missing = rest.remove(lost);
        let same_ledger = |entry: &&Entry| match (&missing.event, &entry.event) {
            (Event::PointsEarned(_), Event::PointsEarned(_)) => true,
            (Event::StampEarned(_) | Event::StampRedeemed(_), Event::StampEarned(_)) => entry.occurred_at > missing.occurred_at,
            _ => false,
        };
        let state = fold(rest.clone());
        if !rest[lost..].iter().any(|entry| same_ledger(&entry)) {
            return Ok(()); // nothing later tells the balance
        }
        prop_assert_eq!(state.points.balance, whole.points.balance);
        prop_assert_eq!(state.stamps.balance, whole.stamps.balance);
        let fill_says_it_all = matches!(&missing.event, Event::StampEarned(earned) if rest.iter().any(|entry|
            matches!(&entry.event, Event::StampRedeemed(fill) if fill.transaction_id == earned.transaction_id)));
        let surplus_is_open = rest.iter().any(|entry|
            matches!(&entry.event, Event::StampEarned(earned) if earned.stamp_balance > 10));
        if !fill_says_it_all && !surplus_is_open {
            prop_assert!(!state.adds_up(), "something is missing before a later event, and it does not show");
        }
    }
}
