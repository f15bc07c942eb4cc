//! What each event does to the running balances.

use loyalite::Event;

use super::Entry;
use super::points::PointsMove;
use super::stamps::StampMove;
use super::transactions::Transactions;

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

/// The move of `entry`, within the transactions of its customer.
pub fn of(entry: &Entry, transactions: &Transactions) -> Move {
    match &entry.event {
        Event::StampEarned(earned) => Move::Stamps(StampMove::Snapshot {
            added: earned.stamps_added,
            balance: earned.stamp_balance,
            max: earned.max_stamps,
            fills: earned.transaction_id.map_or(0, |id| transactions.fills(id)),
        }),
        Event::StampRedeemed(fill) => match fill.transaction_id {
            Some(id) if transactions.is_earned(id) => Move::Neither,
            // Two cards filled by one earn call carry the same `stamps_added`: it counts once.
            Some(id) if !transactions.begins_with(id, entry) => {
                Move::Stamps(StampMove::Fill { added: Some(0) })
            }
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
    }
}
