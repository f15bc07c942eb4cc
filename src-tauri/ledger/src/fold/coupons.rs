//! Coupons. Each is a fold of its own few events, by time and key: no balance depends on it, and it depends on none.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use loyalite::Event;
use uuid::Uuid;

use super::Entry;

/// What is known of one coupon.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CouponState {
    /// Its name, as the merchant configured it.
    pub coupon_name: Option<String>,
    /// When the card filled; `None` when that never reached this PC.
    pub issued_at: Option<DateTime<Utc>>,
    /// When it was used at the counter.
    pub redeemed_at: Option<DateTime<Utc>>,
}

/// The coupon that an event is about.
pub fn coupon_of(event: &Event) -> Option<Uuid> {
    match event {
        Event::StampRedeemed(fill) => Some(fill.coupon_id),
        Event::CouponRedeemed(used) => Some(used.coupon_id),
        _ => None,
    }
}

/// Every coupon in `entries`, in whatever order they are given.
pub fn coupons(entries: &[Entry]) -> BTreeMap<Uuid, CouponState> {
    let mut about: Vec<(Uuid, &Entry)> =
        entries.iter().filter_map(|entry| Some((coupon_of(&entry.event)?, entry))).collect();
    about.sort_by(|(_, a), (_, b)| (a.occurred_at, &a.key).cmp(&(b.occurred_at, &b.key)));
    let mut coupons: BTreeMap<Uuid, CouponState> = BTreeMap::new();
    for (coupon_id, entry) in about {
        coupons.entry(coupon_id).or_default().take(entry);
    }
    coupons
}

/// Whether `event` uses a coupon whose issue is not among the events.
pub(super) fn lacks_issue(coupons: &BTreeMap<Uuid, CouponState>, event: &Event) -> bool {
    let Event::CouponRedeemed(used) = event else { return false };
    coupons.get(&used.coupon_id).is_some_and(|coupon| coupon.issued_at.is_none())
}

impl CouponState {
    fn take(&mut self, entry: &Entry) {
        match &entry.event {
            Event::StampRedeemed(fill) => {
                self.issued_at.get_or_insert(entry.occurred_at);
                self.coupon_name = fill.coupon_name.clone().or(self.coupon_name.take());
            }
            Event::CouponRedeemed(used) => {
                self.redeemed_at.get_or_insert(used.redeemed_at.unwrap_or(entry.occurred_at));
                if self.coupon_name.is_none() {
                    self.coupon_name.clone_from(&used.coupon_name);
                }
            }
            _ => {}
        }
    }
}
