//! What the two running balances, stamps and points, have in common.

use serde::{Deserialize, Serialize};

/// How a customer's stamps or points begin in this PC's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Opening {
    /// The first known event starts from zero: nothing came before it.
    AtZero,
    /// It starts higher: the history began before this PC listened.
    Above,
    /// The first known event does not say what it started from.
    Unknown,
}

/// A break in the arithmetic: an earlier event never arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// What the known history leads to; `None` where it leads nowhere (below zero).
    pub expected: Option<i64>,
    /// What the platform told.
    pub told: Option<i64>,
}

/// How a move follows from the balance before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// To the stamp or point, or there is nothing known to compare.
    Exact,
    /// Under one of several readings.
    Possible,
    /// Under none.
    Broken(Break),
}

impl Fit {
    /// The break, if there is one.
    pub fn broken(self) -> Option<Break> {
        match self {
            Self::Broken(at) => Some(at),
            Self::Exact | Self::Possible => None,
        }
    }
}

/// A running balance that takes moves one at a time.
pub trait Running: Copy {
    /// What can happen to it.
    type Move;
    /// The balance after `its_move`, and how that follows from the balance before.
    fn after(self, its_move: &Self::Move) -> (Self, Fit);
    /// How it began; `None` before the first move.
    fn opening(self) -> Option<Opening>;
}
