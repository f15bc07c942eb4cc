//! Everything known of one customer after some of its events.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use loyalite::{CustomerCode, Event};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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
    /// Places where the arithmetic breaks.
    pub breaks: u32,
    /// Every coupon heard of; kept in a table of its own, so not part of the stored state.
    #[serde(skip)]
    pub coupons: BTreeMap<Uuid, CouponState>,
}

/// What is known of one coupon.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CouponState {
    /// Its name, as the merchant configured it.
    pub coupon_name: Option<String>,
    /// When the card filled; `None` when that never reached this PC.
    pub issued_at: Option<DateTime<Utc>>,
    /// When it was used at the counter.
    pub redeemed_at: Option<DateTime<Utc>>,
}

impl State {
    /// The history opens at zero and has no break: nothing of this customer was missed, as far as arithmetic can tell.
    pub fn history_complete(&self) -> bool {
        let from_zero = |opening: Option<Opening>| opening.is_none_or(|opening| opening == Opening::AtZero);
        self.breaks == 0
            && from_zero(self.stamps.opening)
            && from_zero(self.points.opening)
            && self.coupons.values().all(|coupon| coupon.issued_at.is_some())
    }

    /// Whether `event` uses a coupon whose issue is not among the folded events.
    pub(super) fn lacks_issue_of(&self, event: &Event) -> bool {
        let Event::CouponRedeemed(used) = event else { return false };
        self.coupons.get(&used.coupon_id).is_some_and(|coupon| coupon.issued_at.is_none())
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

    /// Names, dates and coupons: what is no running balance.
    fn note(&mut self, entry: &Entry) {
        match &entry.event {
            Event::CustomerEnrolled(new) => {
                self.masked_email = new.masked_email.clone().or(self.masked_email.take());
                self.enrolled_at = Some(new.enrolled_at.unwrap_or(entry.occurred_at));
            }
            Event::StampRedeemed(fill) => {
                let coupon = self.coupons.entry(fill.coupon_id).or_default();
                coupon.issued_at.get_or_insert(entry.occurred_at);
                coupon.coupon_name = fill.coupon_name.clone().or(coupon.coupon_name.take());
            }
            Event::CouponRedeemed(used) => {
                let coupon = self.coupons.entry(used.coupon_id).or_default();
                coupon.redeemed_at.get_or_insert(used.redeemed_at.unwrap_or(entry.occurred_at));
                if coupon.coupon_name.is_none() {
                    coupon.coupon_name.clone_from(&used.coupon_name);
                }
            }
            Event::StampEarned(_) | Event::PointsEarned(_) | Event::PointsSpent(_) => {}
        }
    }
}
