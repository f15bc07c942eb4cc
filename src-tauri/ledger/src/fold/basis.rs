//! "Why 7?": the events that each figure rests on.

use std::collections::HashSet;

use loyalite::Event;
use uuid::Uuid;

use super::{Entry, Step};

/// The arrival numbers of the events behind a customer's figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Basis {
    /// Behind the stamp balance: the newest snapshot with the fills of its transaction, and card fills worked out since.
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
    let earned_in = transactions(story);
    let told_in = snapshot.and_then(|place| transaction_of(&story[place].0.event));
    let counts = |place: usize, event: &Event| match event {
        Event::StampEarned(_) => Some(place) == snapshot,
        Event::StampRedeemed(fill) => match fill.transaction_id {
            Some(id) if earned_in.contains(&id) => Some(id) == told_in,
            _ => snapshot.is_none_or(|snapshot| place > snapshot),
        },
        _ => false,
    };
    let behind = story.iter().enumerate().filter(|(place, (entry, _))| counts(*place, &entry.event));
    behind.map(|(_, (entry, _))| entry.seq).collect()
}

/// The transactions that a `stamp.earned` speaks for.
fn transactions(story: &[(Entry, Step)]) -> HashSet<Uuid> {
    story.iter().filter_map(|(entry, _)| transaction_of(&entry.event)).collect()
}

fn transaction_of(event: &Event) -> Option<Uuid> {
    match event {
        Event::StampEarned(earned) => earned.transaction_id,
        _ => None,
    }
}
