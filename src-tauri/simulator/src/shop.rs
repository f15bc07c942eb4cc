//! The shop: a small world that lives day by day from its opening and tells what happened in it.

mod customer;
mod dice;
mod event;
mod hours;
mod life;
mod menu;
mod visit;

use chrono::{DateTime, Days, NaiveDate, Utc};

use self::life::Life;
use crate::Delivery;

pub use self::customer::{POINTS_REGULAR, STAMPS_REGULAR};
pub use self::hours::day_of;

/// A café with a loyalty programme. Everything that happens in it follows from these settings, so equal shops have
/// equal histories, to the byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shop {
    /// Another seed, other people on other days.
    pub seed: u64,
    /// The store's slug, as deliveries carry it.
    pub organization: String,
    /// The first day. `None` opens the shop on the first day that is asked for. A fixed day gives it one past: runs on
    /// different days then show parts of the same life, with the same ids, and can go to the same desk.
    pub opened: Option<NaiveDate>,
    /// Stamps that fill a card; 0 is taken as 1.
    pub max_stamps: u32,
    /// The reward on a full card.
    pub coupon_name: String,
    /// What `stamp.earned` says about a card that has just filled.
    pub full_card_balance: FullCardBalance,
}

/// The platform's pages do not say which of these it does; a receiver has to come out right under each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FullCardBalance {
    /// `stamp_balance` still shows the full card, or more than full.
    Full,
    /// `stamp_balance` already shows the new card.
    #[default]
    AfterReset,
    /// No `stamp.earned` at all: only `stamp.redeemed` tells of this purchase.
    NoEarned,
}

impl Default for Shop {
    fn default() -> Self {
        Self {
            seed: 1,
            organization: "kahveci-mehmet".into(),
            opened: None,
            max_stamps: 10,
            coupon_name: "Bedava Kahve".into(),
            full_card_balance: FullCardBalance::default(),
        }
    }
}

impl Shop {
    /// The last `days` calendar days in Istanbul up to and including `end`, in the order in which they happened.
    /// A later `end` on the same day only adds to the end; so does one more day together with a day later.
    pub fn history(&self, days: u32, end: DateTime<Utc>) -> Vec<Delivery> {
        let last = day_of(end);
        let Some(first) =
            days.checked_sub(1).and_then(|before| last.checked_sub_days(Days::new(before.into())))
        else {
            return Vec::new();
        };
        let opened = self.opened.unwrap_or(first);
        let mut life = Life::begin(self, opened);
        let mut deliveries = Vec::new();
        for day in opened.iter_days().take_while(|day| *day <= last) {
            let events = life.day(day);
            if day >= first {
                let told = events.into_iter().filter(|event| event.occurred_at <= end);
                deliveries.extend(told.map(|event| event.into_delivery(&self.organization)));
            }
        }
        deliveries
    }
}
