//! Chance: every random decision of a shop is drawn here, in one order, so that a seed repeats a whole history.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use uuid::{Builder, Uuid};

pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// Organization and opening day are part of the seed (by FNV-1a): two shops never share an id.
    pub fn of(seed: u64, organization: &str, opened: NaiveDate) -> Self {
        let told_apart_by = organization.bytes().chain(opened.num_days_from_ce().to_le_bytes());
        let key = told_apart_by.fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(ChaCha8Rng::seed_from_u64(key))
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// Evenly from 0 up to, but not including, 1.
    pub fn share(&mut self) -> f64 {
        self.0.random()
    }

    pub fn between(&mut self, range: RangeInclusive<u32>) -> u32 {
        self.0.random_range(range)
    }

    /// One entry of a table of (weight, entry), heavier ones more often.
    pub fn pick<T: Copy>(&mut self, table: &[(u32, T)]) -> T {
        let total: u32 = table.iter().map(|(weight, _)| weight).sum();
        let mut left = self.0.random_range(0..total);
        let mut row = 0;
        while left >= table[row].0 {
            left -= table[row].0;
            row += 1;
        }
        table[row].1
    }

    pub fn uuid(&mut self) -> Uuid {
        Builder::from_random_bytes(self.0.random()).into_uuid()
    }
}
