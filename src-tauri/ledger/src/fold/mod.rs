//! What we know of a customer, as a pure function of that customer's stored events in canonical order. No SQL, no
//! clock. The result depends on which events there are, never on the order in which they arrived.

mod basis;
mod ledger;
mod moves;
mod order;
mod points;
mod stamps;
mod state;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use loyalite::{CustomerCode, Event};
use serde::{Deserialize, Serialize};

pub use basis::{Basis, basis};
pub use ledger::Opening;
pub use points::Points;
pub use stamps::Stamps;
pub use state::{CouponState, State};

/// One stored event of one customer, as the fold sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Arrival number; the fold carries it along and never looks at it.
    pub seq: i64,
    /// The delivery's key: its id, or a digest of its body. Decides between equals.
    pub key: Vec<u8>,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// The code that the event named the customer by.
    pub customer_code: Option<CustomerCode>,
    /// What happened.
    pub event: Event,
}

/// What one event did: the balances after it, and what does not add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The event's arrival number.
    pub seq: i64,
    /// Stamps after this event; `None` is unknown.
    pub stamp_balance: Option<i64>,
    /// Points after this event; `None` is unknown.
    pub point_balance: Option<i64>,
    /// The stamp balance was worked out from a card fill, not told by the platform.
    pub derived: bool,
    /// Where this PC missed something.
    pub marks: Vec<Mark>,
}

/// A place in a customer's history that does not follow from what came before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Mark {
    /// What is the matter.
    pub kind: MarkKind,
    /// The balance that the known history leads to.
    pub expected: Option<i64>,
    /// The balance that the platform told.
    pub told: Option<i64>,
}

/// The kinds of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum MarkKind {
    /// The history opens above zero: it began before this PC listened. Not a break.
    BeganBefore,
    /// The stamps do not add up: an event before this one never arrived.
    StampsMissed,
    /// The points do not add up: an event before this one never arrived.
    PointsMissed,
    /// A coupon was used whose issue never arrived.
    CouponNotAnnounced,
}

/// The state after all `entries`, in whatever order they are given.
pub fn fold(entries: Vec<Entry>) -> State {
    replay(entries).0
}

/// The state after all `entries`, and what each of them did, in canonical order.
pub fn replay(mut entries: Vec<Entry>) -> (State, Vec<(Entry, Step)>) {
    entries.sort_by(|a, b| (a.occurred_at, &a.key).cmp(&(b.occurred_at, &b.key)));
    let mut moves = moves::of(&entries).into_iter();
    let mut state = State::default();
    let mut story = Vec::with_capacity(entries.len());
    for same_time in entries.chunk_by(|a, b| a.occurred_at == b.occurred_at) {
        let group: Vec<_> = same_time.iter().zip(moves.by_ref()).collect();
        for (entry, its_move) in order::canonical(&state, group) {
            story.push((entry.clone(), state.take(entry, &its_move)));
        }
    }
    for (entry, step) in &mut story {
        if state.lacks_issue_of(&entry.event) {
            step.marks.push(Mark { kind: MarkKind::CouponNotAnnounced, expected: None, told: None });
        }
    }
    (state, story)
}

/// Whether `entry` may simply be put on top of `state`: it is newer than everything folded so far. What pairs up with an
/// earlier event by its transaction must be refolded instead; the caller knows the stored card fills
/// (`fill_of_same_transaction`).
pub fn extends(state: &State, entry: &Entry, fill_of_same_transaction: bool) -> bool {
    let newer = state.last_seen_at.is_none_or(|last| entry.occurred_at > last);
    newer && !fill_of_same_transaction && !matches!(entry.event, Event::StampRedeemed(_))
}

/// Puts `entry` on top; only where [`extends`] said so.
pub fn extend(state: &mut State, entry: &Entry) {
    for its_move in moves::of(std::slice::from_ref(entry)) {
        state.take(entry, &its_move);
    }
}
