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
    /// Who walks past.
    pub place: Place,
}

/// Where a shop stands, which decides how many people it sees, and how often again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// Among homes and offices: 150 events a day, most of them of regulars.
    #[default]
    Neighbourhood,
    /// At a station: more people every day, few of them again. Ten years of it are a million events of a hundred
    /// thousand customers.
    Station,
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
            place: Place::default(),
        }
    }
}

impl Shop {
    /// The last `days` calendar days in Istanbul up to and including `end`, in the order in which they happened.
    /// A later `end` on the same day only adds to the end; so does one more day together with a day later.
    pub fn history(&self, days: u32, end: DateTime<Utc>) -> Vec<Delivery> {
        self.days(days, end).flatten().collect()
    }

    /// The same day by day, for histories that are too long to be held in memory.
    pub fn days(&self, days: u32, end: DateTime<Utc>) -> impl Iterator<Item = Vec<Delivery>> {
        let last = day_of(end);
        let first = days.checked_sub(1).and_then(|before| last.checked_sub_days(Days::new(before.into())));
        let lived = first.map(|first| (first, self.opened.unwrap_or(first)));
        lived.into_iter().flat_map(move |(first, opened)| {
            let mut life = Life::begin(self, opened);
            let days = opened.iter_days().take_while(move |day| *day <= last);
            days.map(move |day| (day, life.day(day))).skip_while(move |(day, _)| *day < first).map(
                move |(_, events)| {
                    let told = events.into_iter().filter(|event| event.occurred_at <= end);
                    told.map(|event| event.into_delivery(&self.organization)).collect()
                },
            )
        })
    }
}
