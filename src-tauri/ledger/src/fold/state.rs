//! Everything known of one customer after some of its events.

use chrono::{DateTime, Utc};
use loyalite::{CustomerCode, Event};
use serde::{Deserialize, Serialize};

use super::ledger::{Break, Opening, Running};
use super::moves::Move;
use super::{Entry, Mark, MarkKind, Points, Stamps, Step};

/// What the events of a customer add up to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The newest code that an event named the customer by.
    pub customer_code: Option<CustomerCode>,
    /// The masked e-mail of the enrolment.
    pub masked_email: Option<String>,
    /// When the customer joined; `None` when the enrolment never reached this PC.
    pub enrolled_at: Option<DateTime<Utc>>,
    /// When the newest event happened.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// The stamp card.
    pub stamps: Stamps,
    /// The points.
    pub points: Points,
    /// Places where the arithmetic breaks. Kept in a column of its own: a late event may change how many there are before
    /// a later state, and nothing else of it.
    #[serde(skip)]
    pub breaks: u32,
}

impl State {
    /// The history opens at zero and has no break: nothing of this customer was missed, as far as the balances can tell.
    pub fn adds_up(&self) -> bool {
        let from_zero = |opening: Option<Opening>| opening.is_none_or(|opening| opening == Opening::AtZero);
        self.breaks == 0 && from_zero(self.stamps.opening) && from_zero(self.points.opening)
    }

    /// Whether the same later events lead both to the same state, but for the breaks before them.
    pub fn leads_on_like(&self, other: &Self) -> bool {
        Self { breaks: 0, ..self.clone() } == Self { breaks: 0, ..other.clone() }
    }

    /// Takes the next event in canonical order.
    pub(super) fn take(&mut self, entry: &Entry, its_move: &Move) -> Step {
        self.customer_code = entry.customer_code.or(self.customer_code);
        self.last_seen_at = Some(entry.occurred_at);
        let marks = match its_move {
            Move::Stamps(stamps) => self.move_stamps(stamps),
            Move::Points(points) => self.move_points(points),
            Move::Neither => Vec::new(),
        };
        self.note(entry);
        Step {
            seq: entry.seq,
            stamp_balance: self.stamps.balance,
            point_balance: self.points.balance,
            derived: self.stamps.derived,
            marks,
        }
    }

    fn move_stamps(&mut self, its_move: &<Stamps as Running>::Move) -> Vec<Mark> {
        let first = self.stamps.opening.is_none();
        let (after, fit) = self.stamps.after(its_move);
        self.stamps = after;
        self.marks(fit.broken(), MarkKind::StampsMissed, first && after.opening == Some(Opening::Above))
    }

    fn move_points(&mut self, its_move: &<Points as Running>::Move) -> Vec<Mark> {
        let first = self.points.opening.is_none();
        let (after, fit) = self.points.after(its_move);
        self.points = after;
        self.marks(fit.broken(), MarkKind::PointsMissed, first && after.opening == Some(Opening::Above))
    }

    fn marks(&mut self, broken: Option<Break>, kind: MarkKind, began_before: bool) -> Vec<Mark> {
        self.breaks += u32::from(broken.is_some());
        let before = began_before.then_some(Mark { kind: MarkKind::BeganBefore, expected: None, told: None });
        before
            .into_iter()
            .chain(broken.map(|at| Mark { kind, expected: at.expected, told: at.told }))
            .collect()
    }

    /// What is no running balance.
    fn note(&mut self, entry: &Entry) {
        if let Event::CustomerEnrolled(new) = &entry.event {
            self.masked_email = new.masked_email.clone().or(self.masked_email.take());
            self.enrolled_at = Some(new.enrolled_at.unwrap_or(entry.occurred_at));
        }
    }
}
