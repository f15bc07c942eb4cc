//! What we know of a customer, as a pure function of that customer's stored events in canonical order. No SQL, no
//! clock. The result depends on which events there are, never on the order in which they arrived.

mod basis;
mod coupons;
mod ledger;
mod moves;
mod order;
mod points;
mod stamps;
mod state;
#[cfg(test)]
mod tests;
mod transactions;

use chrono::{DateTime, Utc};
use loyalite::{CustomerCode, Event};
use serde::{Deserialize, Serialize};

pub use basis::{Basis, basis};
pub use coupons::{CouponState, coupon_of, coupons};
pub use ledger::Opening;
pub use points::Points;
pub use stamps::Stamps;
pub use state::State;
pub use transactions::{Transactions, transaction_of};

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
    sort(&mut entries);
    let mut state = State::default();
    let mut story = Vec::with_capacity(entries.len());
    let told = |entry: &Entry, step| story.push((entry.clone(), step));
    advance(&mut state, &entries, &Transactions::of(&entries), told, |_| {});
    let coupons = coupons(&entries);
    for (entry, step) in &mut story {
        if coupons::lacks_issue(&coupons, &entry.event) {
            step.marks.push(Mark { kind: MarkKind::CouponNotAnnounced, expected: None, told: None });
        }
    }
    (state, story)
}

/// By time, and within one instant by key.
pub fn sort(entries: &mut [Entry]) {
    entries.sort_by(|a, b| (a.occurred_at, &a.key).cmp(&(b.occurred_at, &b.key)));
}

/// Puts `entries` on top of `state`: sorted, newer than all it knows, and of each instant all that there are. `told` hears
/// what each did, `settled` the state after each instant.
pub fn advance(
    state: &mut State,
    entries: &[Entry],
    transactions: &Transactions,
    mut told: impl FnMut(&Entry, Step),
    mut settled: impl FnMut(&State),
) {
    for instant in entries.chunk_by(|a, b| a.occurred_at == b.occurred_at) {
        let group = instant.iter().map(|entry| (entry, moves::of(entry, transactions))).collect();
        for (entry, its_move) in order::canonical(state, group) {
            told(entry, state.take(entry, &its_move));
        }
        settled(state);
    }
}

/// Whether `entry` may simply be put on top of `state`: it is newer than everything folded so far, and no other event of
/// its transaction is known (which the caller says), so that nothing before it reads otherwise now.
pub fn extends(state: &State, entry: &Entry, transaction_known: bool) -> bool {
    !transaction_known && state.last_seen_at.is_none_or(|last| entry.occurred_at > last)
}

/// Puts `entry` on top; only where [`extends`] said so.
pub fn extend(state: &mut State, entry: &Entry) {
    let alone = std::slice::from_ref(entry);
    advance(state, alone, &Transactions::of(alone), |_, _| {}, |_| {});
}
