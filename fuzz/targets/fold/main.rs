//! Any history of one customer, true or contradictory, folds to one state: whatever the order of arrival, whether it
//! is folded at once or put on top event by event, and soon.

#![no_main]

mod history;

use ledger::fold::{Entry, MarkKind, State, Step, extend, extends, fold, replay, transaction_of};
use libfuzzer_sys::fuzz_target;
use loyalite::Event;

fuzz_target!(|input: &[u8]| {
    let entries = history::read(input);
    let (state, story) = replay(entries.clone());
    arrival_order_never_matters(&entries, (&state, &story));
    the_story_tells_every_event_once(&entries, &story);
    the_last_told_points_stand(&state, &story);
    marks_and_state_agree(&state, &story);
    extending_is_the_same_as_folding_anew(&entries, &state);
});

fn arrival_order_never_matters(entries: &[Entry], expected: (&State, &[(Entry, Step)])) {
    let mut backwards = entries.to_vec();
    backwards.reverse();
    let mut halves_swapped = entries.to_vec();
    halves_swapped.rotate_left(entries.len() / 2);
    for other in [backwards, halves_swapped] {
        let (state, story) = replay(other);
        assert_eq!((&state, story.as_slice()), expected);
    }
}

fn the_story_tells_every_event_once(entries: &[Entry], story: &[(Entry, Step)]) {
    assert!(story.is_sorted_by_key(|(entry, _)| entry.occurred_at), "time is never turned back");
    let mut told: Vec<&Entry> = story.iter().map(|(entry, _)| entry).collect();
    told.sort_by_key(|entry| entry.seq);
    assert_eq!(told, entries.iter().collect::<Vec<_>>());
}

fn the_last_told_points_stand(state: &State, story: &[(Entry, Step)]) {
    let mut last = None;
    for (entry, step) in story {
        last = match &entry.event {
            Event::PointsEarned(earned) => Some(earned.point_balance),
            Event::PointsSpent(spent) => Some(spent.point_balance),
            _ => last,
        };
        assert_eq!(step.point_balance, last, "after {entry:?}");
    }
    assert_eq!(state.points.balance, last);
}

fn marks_and_state_agree(state: &State, story: &[(Entry, Step)]) {
    let kinds: Vec<MarkKind> = story.iter().flat_map(|(_, step)| &step.marks).map(|mark| mark.kind).collect();
    let breaks = kinds.iter().filter(|kind| matches!(kind, MarkKind::StampsMissed | MarkKind::PointsMissed));
    assert_eq!(breaks.count(), state.breaks as usize, "every break has its mark");
    let of_balances = kinds.iter().filter(|kind| **kind != MarkKind::CouponNotAnnounced);
    if state.adds_up() {
        assert_eq!(of_balances.count(), 0, "a history without a gap shows none");
    }
    if let Some(balance) = state.stamps.balance {
        assert!(state.stamps.at_least <= balance, "{:?}", state.stamps);
    }
}

/// As intake does it with the newest delivery, on the state as it is stored. Shorter histories are inputs of their own.
fn extending_is_the_same_as_folding_anew(entries: &[Entry], anew: &State) {
    let Some((newest, known)) = entries.split_last() else { return };
    let mut state = stored(fold(known.to_vec()));
    let purchase = transaction_of(&newest.event);
    let purchase_known = known.iter().any(|other| transaction_of(&other.event) == purchase);
    if extends(&state, newest, purchase.is_some() && purchase_known) {
        extend(&mut state, newest);
        assert_eq!(&state, anew, "after {newest:?}");
    }
}

/// The breaks have a column of their own; the rest of the state is kept as JSON.
fn stored(state: State) -> State {
    let json = serde_json::to_string(&state).expect("a state has a JSON form");
    let read: State = serde_json::from_str(&json).expect("a state reads back");
    State { breaks: state.breaks, ..read }
}
