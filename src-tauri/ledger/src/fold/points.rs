//! The points balance: every event tells it, so the newest one is right, and a break shows what is missing.

use serde::{Deserialize, Serialize};

use super::ledger::{Break, Fit, Opening, Running};

/// A customer's points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Points {
    /// The balance; `None` before the first event that tells one.
    pub balance: Option<i64>,
    /// How the points begin in this PC's log; `None` when they do not.
    pub opening: Option<Opening>,
}

/// What an event does to the points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointsMove {
    /// Points added minus points spent, where the event says.
    pub change: Option<i64>,
    /// The balance that the event tells.
    pub balance: i64,
}

impl Running for Points {
    type Move = PointsMove;

    fn opening(self) -> Option<Opening> {
        self.opening
    }

    fn after(self, its_move: &PointsMove) -> (Self, Fit) {
        let before = its_move.change.map(|change| its_move.balance.saturating_sub(change));
        let fit = match (self.balance, its_move.change) {
            (Some(known), Some(change)) if before != Some(known) => Fit::Broken(Break {
                expected: Some(known.saturating_add(change)),
                told: Some(its_move.balance),
            }),
            _ => Fit::Exact,
        };
        let opening = self.opening.unwrap_or(match before {
            None => Opening::Unknown,
            Some(0) => Opening::AtZero,
            Some(_) => Opening::Above,
        });
        (Self { balance: Some(its_move.balance), opening: Some(opening) }, fit)
    }
}
