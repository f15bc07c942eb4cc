//! Which stamp events belong to one purchase. A `stamp.redeemed` with a `stamp.earned` of the same transaction is that
//! snapshot's fill; without one it moves the balance itself.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use loyalite::Event;
use uuid::Uuid;

use super::Entry;

/// The stamp transactions of a customer: whole, even where only a part of the history is folded.
#[derive(Debug, Clone, Default)]
pub struct Transactions(HashMap<Uuid, Transaction>);

#[derive(Debug, Clone, Default)]
struct Transaction {
    earned: bool,
    fills: i64,
    first_fill: Option<(DateTime<Utc>, Vec<u8>)>,
}

/// The transaction that may pair a stamp event with others.
pub fn transaction_of(event: &Event) -> Option<Uuid> {
    match event {
        Event::StampEarned(earned) => earned.transaction_id,
        Event::StampRedeemed(fill) => fill.transaction_id,
        _ => None,
    }
}

impl Transactions {
    /// Those among `entries`.
    pub fn of(entries: &[Entry]) -> Self {
        let mut transactions = Self::default();
        for entry in entries {
            match (&entry.event, transaction_of(&entry.event)) {
                (Event::StampRedeemed(_), Some(id)) => transactions.filled(id, entry.occurred_at, &entry.key),
                (_, Some(id)) => transactions.earned(id),
                (_, None) => {}
            }
        }
        transactions
    }

    /// A `stamp.earned` belongs to it.
    pub fn earned(&mut self, id: Uuid) {
        self.0.entry(id).or_default().earned = true;
    }

    /// A `stamp.redeemed` belongs to it: of this time and key.
    pub fn filled(&mut self, id: Uuid, occurred_at: DateTime<Utc>, key: &[u8]) {
        let transaction = self.0.entry(id).or_default();
        transaction.fills += 1;
        let earlier =
            transaction.first_fill.as_ref().is_none_or(|(at, first)| (occurred_at, key) < (*at, first));
        if earlier {
            transaction.first_fill = Some((occurred_at, key.to_vec()));
        }
    }

    /// How many cards it filled.
    pub(super) fn fills(&self, id: Uuid) -> i64 {
        self.0.get(&id).map_or(0, |transaction| transaction.fills)
    }

    /// Whether its `stamp.earned` is known.
    pub(super) fn is_earned(&self, id: Uuid) -> bool {
        self.0.get(&id).is_some_and(|transaction| transaction.earned)
    }

    /// Whether `fill` is the first of its fills.
    pub(super) fn begins_with(&self, id: Uuid, fill: &Entry) -> bool {
        let first = self.0.get(&id).and_then(|transaction| transaction.first_fill.as_ref());
        first.is_none_or(|(at, key)| (*at, key) == (fill.occurred_at, &fill.key))
    }
}
