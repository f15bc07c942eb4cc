//! The stamp card. `stamp.earned` tells the balance; whether a card that fills is told as full or already reset is not
//! documented, so both are read right. A fill without its `stamp.earned` is worked out and marked as derived.

use serde::{Deserialize, Serialize};

use super::ledger::{Break, Fit, Opening, Running};

/// A customer's stamps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamps {
    /// The balance; `None` is unknown.
    pub balance: Option<i64>,
    /// The platform may just as well hold any balance from here up to `balance`: after an over-full card it may or may
    /// not carry the surplus over. The same as `balance` where there is no doubt.
    pub at_least: i64,
    /// Worked out from a card fill; until the next snapshot.
    pub derived: bool,
    /// Stamps that fill the card, as last told.
    pub max: Option<i64>,
    /// How the stamps begin in this PC's log; `None` when they do not.
    pub opening: Option<Opening>,
}

/// What an event does to the stamps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StampMove {
    /// `stamp.earned`, with the number of card fills announced for the same transaction.
    Snapshot {
        /// Stamps added.
        added: Option<i64>,
        /// The balance told.
        balance: i64,
        /// Stamps that fill the card.
        max: Option<i64>,
        /// Cards filled in the same transaction.
        fills: i64,
    },
    /// `stamp.redeemed` without a `stamp.earned` of its transaction.
    Fill {
        /// Stamps added by the earn call.
        added: Option<i64>,
    },
}

impl Running for Stamps {
    type Move = StampMove;

    fn opening(self) -> Option<Opening> {
        self.opening
    }

    fn after(self, its_move: &StampMove) -> (Self, Fit) {
        match *its_move {
            StampMove::Snapshot { added, balance, max, fills } => {
                let max = max.or(self.max);
                let reading = Reading::of(added, balance, max, fills);
                let opening = self.opening.unwrap_or_else(|| reading.before.opening());
                let fit = self.fit(&reading, balance);
                let after = Self {
                    balance: Some(reading.closing),
                    at_least: reading.at_least,
                    derived: false,
                    max,
                    opening: Some(opening),
                };
                (after, fit)
            }
            StampMove::Fill { added } => self.filled(added),
        }
    }
}

impl Stamps {
    /// A fill worked out: previous balance + `added` - `max`, never below 0. Unknown stays unknown.
    fn filled(self, added: Option<i64>) -> (Self, Fit) {
        let opening = self.opening.or(Some(Opening::Unknown));
        let (Some(before), Some(added), Some(max)) = (self.balance, added, self.max) else {
            return (Self { balance: None, at_least: 0, derived: false, opening, ..self }, Fit::Exact);
        };
        let surplus = before.saturating_add(added).saturating_sub(max);
        let after = Self { balance: Some(surplus.max(0)), at_least: 0, derived: true, opening, ..self };
        let fit = match surplus {
            0 => Fit::Exact,
            1.. => Fit::Possible,
            // Too few stamps for a full card: some were earned that this PC never heard of.
            _ => Fit::Broken(Break { expected: Some(before.saturating_add(added)), told: Some(max) }),
        };
        (after, fit)
    }

    fn fit(self, reading: &Reading, told: i64) -> Fit {
        // More was added than the balance holds, and no card fill was announced: that is the event missing.
        if reading.before.is_below_zero() {
            return Fit::Broken(Break { expected: None, told: Some(told) });
        }
        let Some(known) = self.balance else { return Fit::Exact };
        if reading.before.is_just(known) {
            Fit::Exact
        } else if reading.before.admits(self.at_least, known) {
            Fit::Possible
        } else {
            let expected =
                reading.gain.map(|gain| known.saturating_add(gain)).filter(|balance| *balance >= 0);
            Fit::Broken(Break { expected, told: Some(told) })
        }
    }
}

/// One `stamp.earned` understood: where the card stands after it, and where it can have stood before.
struct Reading {
    closing: i64,
    at_least: i64,
    before: Before,
    /// What the told balance gained over the one before.
    gain: Option<i64>,
}

/// The balances from which an event can have come.
enum Before {
    Unsaid,
    Exactly(i64),
    /// The second, by the pages; the first, by their example.
    Either(i64, i64),
    /// This many; more, if a surplus was dropped.
    AtLeast(i64),
}

impl Reading {
    fn of(added: Option<i64>, balance: i64, max: Option<i64>, fills: i64) -> Self {
        let told = Self { closing: balance, at_least: balance, before: Before::Unsaid, gain: added };
        let Some(added) = added else { return told };
        let without_fill = balance.saturating_sub(added);
        if fills == 0 {
            return Self { before: Before::Exactly(without_fill), ..told };
        }
        let Some(max) = max else { return told };
        if balance >= max {
            // Told before the reset: full or over-full. The surplus may or may not be carried over.
            let closing = balance - max * fills.min(balance / max);
            return Self { closing, at_least: 0, before: Before::Exactly(without_fill), ..told };
        }
        // Told after the reset; or a fill that the balance does not show, as in the platform's own example.
        let needed = max.saturating_mul(fills);
        let with_fill = without_fill.saturating_add(needed);
        let before = match balance {
            0 => Before::AtLeast(with_fill),
            _ => Before::Either(without_fill, with_fill),
        };
        Self { before, gain: Some(added.saturating_sub(needed)), ..told }
    }
}

impl Before {
    /// Whether `balance` is what the plainest reading expects.
    fn is_just(&self, balance: i64) -> bool {
        match self {
            Self::Unsaid => true,
            Self::Exactly(before) | Self::Either(_, before) | Self::AtLeast(before) => *before == balance,
        }
    }

    /// Whether some balance from `lowest` to `highest` can have come before.
    fn admits(&self, lowest: i64, highest: i64) -> bool {
        let known = lowest..=highest;
        match self {
            Self::Unsaid => true,
            Self::Exactly(balance) => known.contains(balance),
            Self::Either(one, other) => known.contains(one) || known.contains(other),
            Self::AtLeast(least) => highest >= *least,
        }
    }

    fn is_below_zero(&self) -> bool {
        match self {
            Self::Unsaid | Self::AtLeast(_) => false,
            Self::Exactly(balance) => *balance < 0,
            Self::Either(one, other) => *one.max(other) < 0,
        }
    }

    fn opening(&self) -> Opening {
        match self {
            Self::Unsaid => Opening::Unknown,
            Self::Exactly(before) | Self::AtLeast(before) if *before > 0 => Opening::Above,
            Self::Either(one, other) if *one != 0 && *other != 0 => Opening::Above,
            _ => Opening::AtZero,
        }
    }
}
