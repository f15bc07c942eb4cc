//! Rewards that wait: gathered, each visit told once. What has not been told yet lies in the ledger, so that what is said is
//! true when it is said.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use desk::CustomerKey;
use desk::query::{Visit, Visits};

use super::quiet::Hush;

/// At most one notification in this time.
pub const PAUSE: Duration = Duration::from_secs(60);
/// Purchases within this time are one visit.
pub const VISIT: Duration = Duration::from_secs(10 * 60);

/// What was told of rewards.
#[derive(Debug, Clone, Default)]
pub struct Rewards {
    /// What arrived up to here is told, or history. `None` until the ledger could be read.
    newest: Option<i64>,
    /// How many coupons somebody had when it was told, and when that was.
    told: HashMap<CustomerKey, (i64, Instant)>,
    said_at: Option<Instant>,
}

impl Rewards {
    /// After which arrival number to look for visits.
    pub fn after(&self) -> i64 {
        self.newest.unwrap_or(i64::MAX) // nothing that was there before is news
    }

    /// When the next notification may be, if it may not be at `now`.
    pub fn not_before(&self, now: Instant) -> Option<Instant> {
        self.said_at.map(|at| at + PAUSE).filter(|next| *next > now)
    }

    /// Who arrived [`after`](Self::after) that. Whom to speak of, the last one served first.
    pub fn hear(&mut self, now: Instant, visits: Visits, hush: Option<Hush>) -> Vec<Visit> {
        if hush.is_none() && self.not_before(now).is_some() {
            return Vec::new(); // they are looked for again
        }
        self.newest = Some(visits.newest_seq);
        self.told.retain(|_, (_, at)| now.duration_since(*at) < VISIT);
        let mut news = visits.rewarded;
        news.retain(|visit| self.is_news(now, visit));
        if hush.is_some() || news.is_empty() {
            return Vec::new();
        }
        self.said_at = Some(now);
        news
    }

    fn is_news(&mut self, now: Instant, visit: &Visit) -> bool {
        let before = self.told.insert(visit.customer.clone(), (visit.coupons, now));
        before.is_none_or(|(coupons, _)| coupons < visit.coupons)
    }
}
