//! "Why 7?": the events that each figure rests on.

use std::collections::HashSet;

use loyalite::Event;
use uuid::Uuid;

use super::{Entry, Step};

/// The arrival numbers of the events behind a customer's figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Basis {
    /// Behind the stamp balance: the newest snapshot with the fills of its transaction, card fills worked out since, and
    /// then whatever told the size of the card.
    pub stamps: Vec<i64>,
    /// Behind the points balance: the newest event that told it.
    pub points: Vec<i64>,
    /// Behind the masked e-mail and the date of joining.
    pub enrolment: Vec<i64>,
}

/// What the figures at the end of `story` rest on.
pub fn basis(story: &[(Entry, Step)]) -> Basis {
    let last = |wanted: fn(&Event) -> bool| story.iter().rposition(|(entry, _)| wanted(&entry.event));
    let points = last(|event| matches!(event, Event::PointsEarned(_) | Event::PointsSpent(_)));
    let enrolment = last(|event| matches!(event, Event::CustomerEnrolled(_)));
    let snapshot = last(|event| matches!(event, Event::StampEarned(_)));
    let seqs = |place: Option<usize>| place.map(|place| story[place].0.seq).into_iter().collect();
    Basis { stamps: behind_stamps(story, snapshot), points: seqs(points), enrolment: seqs(enrolment) }
}

fn behind_stamps(story: &[(Entry, Step)], snapshot: Option<usize>) -> Vec<i64> {
    let told_in = snapshot.and_then(|place| earned_in(&story[place].0.event));
    let paired: HashSet<Uuid> = story.iter().filter_map(|(entry, _)| earned_in(&entry.event)).collect();
    let is_paired = |event: &Event| filled_in(event).is_some_and(|id| paired.contains(&id));
    let since = &story[snapshot.map_or(0, |place| place + 1)..];
    let worked_out: HashSet<Option<Uuid>> = since
        .iter()
        .filter(|(entry, _)| matches!(entry.event, Event::StampRedeemed(_)) && !is_paired(&entry.event))
        .map(|(entry, _)| filled_in(&entry.event))
        .collect();
    let card_size = card_size(story).filter(|_| !worked_out.is_empty());
    let counts = |place: usize, event: &Event| match event {
        Event::StampEarned(_) => Some(place) == snapshot || Some(place) == card_size,
        Event::StampRedeemed(_) if is_paired(event) => filled_in(event) == told_in,
        // One purchase may fill two cards and counts its stamps once: its fills explain each other.
        Event::StampRedeemed(fill) if fill.transaction_id.is_some() => {
            worked_out.contains(&fill.transaction_id)
        }
        Event::StampRedeemed(_) => snapshot.is_none_or(|snapshot| place > snapshot),
        _ => false,
    };
    let behind = story.iter().enumerate().filter(|(place, (entry, _))| counts(*place, &entry.event));
    behind.map(|(_, (entry, _))| entry.seq).collect()
}

/// The newest event that told how many stamps fill a card.
fn card_size(story: &[(Entry, Step)]) -> Option<usize> {
    let tells = |event: &Event| matches!(event, Event::StampEarned(earned) if earned.max_stamps.is_some());
    story.iter().rposition(|(entry, _)| tells(&entry.event))
}

fn earned_in(event: &Event) -> Option<Uuid> {
    match event {
        Event::StampEarned(earned) => earned.transaction_id,
        _ => None,
    }
}

fn filled_in(event: &Event) -> Option<Uuid> {
    match event {
        Event::StampRedeemed(fill) => fill.transaction_id,
        _ => None,
    }
}
