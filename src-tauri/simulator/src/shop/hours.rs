//! The shop's day: open from 07:30 to 22:00 in Istanbul, with a rush before work, at lunch and after work.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

use super::dice::Dice;

/// Istanbul is three hours ahead of UTC all year round, since 2016.
const AHEAD_OF_UTC: TimeDelta = TimeDelta::hours(3);
const OPENS: u32 = clock(7, 30);
const HALF_HOUR: u32 = 30 * 60;
/// The last order, early enough for all that belongs to it to happen before the door closes at 22:00.
const LAST_ORDER: u32 = clock(21, 55);

/// How busy each half hour from 07:30 on is: commuters, lunch, the way home.
const WORKDAY: [(u32, u32); 29] = from_opening([
    3, 12, 14, 13, 9, 4, 3, 3, 3, 5, 11, 12, 9, 4, 3, 3, 5, 9, 10, 11, 9, 4, 3, 3, 3, 2, 2, 1, 1,
]);
/// People sleep in, and stay longer.
const WEEKEND: [(u32, u32); 29] =
    from_opening([1, 2, 3, 5, 6, 8, 9, 9, 8, 8, 8, 8, 8, 7, 7, 8, 8, 9, 9, 8, 6, 5, 4, 4, 4, 4, 3, 2, 1]);

/// The calendar day in Istanbul at an instant.
pub fn day_of(instant: DateTime<Utc>) -> NaiveDate {
    (instant + AHEAD_OF_UTC).date_naive()
}

/// Seconds since midnight.
pub(super) const fn clock(hour: u32, minute: u32) -> u32 {
    (hour * 60 + minute) * 60
}

/// The instant at which Istanbul's clocks show `second` of `day`.
pub(super) fn instant(day: NaiveDate, second: u32) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::seconds(second.into()) - AHEAD_OF_UTC
}

pub(super) fn is_workday(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// A moment at which someone walks in, by how busy the shop is.
pub(super) fn arrival(day: NaiveDate, dice: &mut Dice) -> u32 {
    let profile = if is_workday(day) { &WORKDAY } else { &WEEKEND };
    let second = dice.pick(profile) + dice.between(0..=HALF_HOUR - 1);
    within_hours(second)
}

/// Around `usual`, give or take a quarter of an hour.
pub(super) fn around(usual: u32, dice: &mut Dice) -> u32 {
    within_hours((usual + dice.between(0..=HALF_HOUR)).saturating_sub(HALF_HOUR / 2))
}

fn within_hours(second: u32) -> u32 {
    second.clamp(OPENS, LAST_ORDER)
}

const fn from_opening(weights: [u32; 29]) -> [(u32, u32); 29] {
    let mut profile = [(0, 0); 29];
    let mut slot = 0;
    while slot < weights.len() {
        profile[slot] = (weights[slot], OPENS + slot as u32 * HALF_HOUR);
        slot += 1;
    }
    profile
}
