//! A shop at this very moment: what lies ahead of it, hurried up and moved to the clock on the wall, so that whoever
//! watches sees a busy hour at any hour.

use chrono::{DateTime, Days, TimeDelta, Utc};

use crate::{Delivery, Shop, day_of};

/// So many times faster than life.
const HASTE: i32 = 40;
/// Nobody watches an empty shop for longer.
const LONGEST_PAUSE: TimeDelta = TimeDelta::seconds(8);
/// Days ahead that are played; at a few seconds an event this lasts for hours.
const AHEAD: u32 = 14;

impl Shop {
    /// The last `days` calendar days up to `now`, and what comes after, moved so that it happens from `now` on.
    /// The second is to be played at [`crate::Pace::Times`] one.
    pub fn living(&self, days: u32, now: DateTime<Utc>) -> (Vec<Delivery>, Vec<Delivery>) {
        let days = days.max(1);
        let opened = self.opened.or_else(|| day_of(now).checked_sub_days(Days::new(u64::from(days) - 1)));
        let shop = Self { opened, ..self.clone() };
        let later = now + TimeDelta::days(AHEAD.into());
        let (past, ahead): (Vec<_>, Vec<_>) =
            shop.history(days + AHEAD, later).into_iter().partition(|delivery| delivery.occurred_at <= now);
        (past, hurried(ahead, now))
    }
}

fn hurried(ahead: Vec<Delivery>, now: DateTime<Utc>) -> Vec<Delivery> {
    let mut before = None;
    let mut moment = now;
    ahead
        .into_iter()
        .map(|delivery| {
            let pause = before.map_or(TimeDelta::zero(), |before| delivery.occurred_at - before);
            before = Some(delivery.occurred_at);
            moment += (pause / HASTE).min(LONGEST_PAUSE);
            delivery.moved_to(moment)
        })
        .collect()
}
