//! The till: what is bought and what it costs, in kuruş, so that money is never a binary fraction.

use serde::ser::Error;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::dice::Dice;

/// An amount of money in hundredths, written with two decimals: `85.50`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Money(pub u32);

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let digits = format!("{}.{:02}", self.0 / 100, self.0 % 100);
        RawValue::from_string(digits).map_err(S::Error::custom)?.serialize(serializer)
    }
}

/// (how often, price): çay, Türk kahvesi, americano, filtre kahve, cappuccino, latte, flat white, mocha.
#[allow(clippy::inconsistent_digit_grouping, reason = "liras_kuruş")]
const DRINKS: [(u32, u32); 8] = [
    (12, 35_00),
    (20, 85_50),
    (12, 110_00),
    (14, 105_50),
    (12, 129_90),
    (16, 135_00),
    (8, 139_90),
    (6, 149_90),
];
/// Simit, poğaça, cookie, brownie, cheesecake, San Sebastian.
#[allow(clippy::inconsistent_digit_grouping, reason = "liras_kuruş")]
const BITES: [(u32, u32); 6] =
    [(22, 30_00), (18, 42_50), (20, 75_00), (14, 119_90), (14, 165_00), (12, 189_50)];

/// One visit to the till.
pub(super) struct Purchase {
    /// Drinks bought: each is a stamp.
    pub drinks: u32,
    pub total: Money,
    /// Keyed into the merchant app instead of coming from the till.
    pub manual: bool,
    /// Whether the amount was passed on: the till always does, people often don't bother.
    pub amount_passed: bool,
}

impl Purchase {
    pub fn new(dice: &mut Dice) -> Self {
        let drinks = dice.pick(&[(70, 1), (23, 2), (7, 3)]);
        let mut total: u32 = (0..drinks).map(|_| dice.pick(&DRINKS)).sum();
        if dice.chance(0.35) {
            total += dice.pick(&BITES);
        }
        let manual = dice.chance(0.12);
        let amount_passed = !manual || dice.chance(0.3);
        Self { drinks, total: Money(total), manual, amount_passed }
    }

    /// The platform's word for where the purchase came from.
    pub fn source(&self) -> &'static str {
        if self.manual { "manual" } else { "webhook" }
    }

    pub fn amount(&self) -> Option<Money> {
        self.amount_passed.then_some(self.total)
    }
}
