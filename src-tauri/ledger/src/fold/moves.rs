//! What each event does to the running balances. Card fills need a look at the whole history: a `stamp.redeemed` with
//! a `stamp.earned` of the same transaction is that snapshot's fill; without one it moves the balance itself.

use std::collections::{HashMap, HashSet};

use loyalite::Event;
use uuid::Uuid;

use super::Entry;
use super::points::PointsMove;
use super::stamps::StampMove;

/// What one event does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// To the stamps.
    Stamps(StampMove),
    /// To the points.
    Points(PointsMove),
    /// Nothing to a running balance.
    Neither,
}

#[derive(Default)]
struct Transaction {
    earned: bool,
    fills: i64,
}

/// The move of every entry. `entries` are one customer's, sorted by time and key.
pub fn of(entries: &[Entry]) -> Vec<Move> {
    let transactions = stamp_transactions(entries);
    let mut filled: HashSet<Uuid> = HashSet::new();
    entries
        .iter()
        .map(|entry| match &entry.event {
            Event::StampEarned(earned) => Move::Stamps(StampMove::Snapshot {
                added: earned.stamps_added,
                balance: earned.stamp_balance,
                max: earned.max_stamps,
                fills: earned.transaction_id.map_or(0, |id| transactions[&id].fills),
            }),
            Event::StampRedeemed(fill) => match fill.transaction_id {
                Some(id) if transactions[&id].earned => Move::Neither,
                // Two cards filled by one earn call carry the same `stamps_added`: it counts once.
                Some(id) if !filled.insert(id) => Move::Stamps(StampMove::Fill { added: Some(0) }),
                _ => Move::Stamps(StampMove::Fill { added: fill.stamps_added }),
            },
            Event::PointsEarned(earned) => {
                Move::Points(PointsMove { change: earned.points_added, balance: earned.point_balance })
            }
            Event::PointsSpent(spent) => Move::Points(PointsMove {
                change: spent.points_spent.map(|points| spent.points_earned.saturating_sub(points)),
                balance: spent.point_balance,
            }),
            Event::CouponRedeemed(_) | Event::CustomerEnrolled(_) => Move::Neither,
        })
        .collect()
}

fn stamp_transactions(entries: &[Entry]) -> HashMap<Uuid, Transaction> {
    let mut transactions: HashMap<Uuid, Transaction> = HashMap::new();
    for entry in entries {
        match &entry.event {
            Event::StampEarned(earned) => {
                if let Some(id) = earned.transaction_id {
                    transactions.entry(id).or_default().earned = true;
                }
            }
            Event::StampRedeemed(fill) => {
                if let Some(id) = fill.transaction_id {
                    transactions.entry(id).or_default().fills += 1;
                }
            }
            _ => {}
        }
    }
    transactions
}
