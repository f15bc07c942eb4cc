//! When nothing is announced: the owner looks at the window, wants no such notifications, or has quiet hours.

use chrono::{DateTime, Utc};
use desk::{Settings, Zone};

/// Why nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hush {
    /// The window is in front, and says it.
    Seen,
    /// It is not wanted now.
    Quiet,
}

/// Whether each kind of notification is to be silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hushed {
    /// That rewards are waiting.
    pub rewards: Option<Hush>,
    /// Trouble with the connection, and silence.
    pub trouble: Option<Hush>,
}

impl Hushed {
    /// By the owner's choices at `now`; `seen`: the window is in front.
    pub fn of(settings: &Settings, now: DateTime<Utc>, seen: bool) -> Self {
        let chosen = &settings.notifications;
        let clock = || Zone::of(settings).clock(now).time();
        let resting = !chosen.on || chosen.quiet.as_ref().is_some_and(|hours| hours.hold_at(clock()));
        let hush = |wanted: bool| match (seen, resting || !wanted) {
            (true, _) => Some(Hush::Seen),
            (false, true) => Some(Hush::Quiet),
            (false, false) => None,
        };
        Self { rewards: hush(chosen.coupons), trouble: hush(chosen.trouble) }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use desk::{Notifications, QuietHours};

    use super::*;

    fn shop(zone: &str, from: &str, to: &str) -> Settings {
        let quiet = Some(QuietHours { from: from.into(), to: to.into() });
        let notifications = Notifications { quiet, ..Notifications::default() };
        Settings { time_zone: Some(zone.into()), notifications, ..Settings::default() }
    }

    /// The stretches of quiet in the two days from `from` on, by the minute: when each begins, and its minutes.
    fn stretches(settings: &Settings, from: &str) -> Vec<(String, i64)> {
        let from: DateTime<Utc> = from.parse().unwrap();
        let mut found: Vec<(DateTime<Utc>, i64)> = Vec::new();
        for now in (0..2 * 24 * 60).map(|minutes| from + TimeDelta::minutes(minutes)) {
            if Hushed::of(settings, now, false).trouble.is_none() {
                continue;
            }
            match found.last_mut() {
                Some((begin, minutes)) if *begin + TimeDelta::minutes(*minutes) == now => *minutes += 1,
                _ => found.push((now, 1)),
            }
        }
        found.into_iter().map(|(begin, minutes)| (begin.format("%d %H:%M").to_string(), minutes)).collect()
    }

    #[test]
    fn quiet_hours_go_by_the_clock_on_the_wall_over_midnight_and_when_it_is_moved() {
        let hour = 60;
        let said = |zone, from, to, day| stretches(&shop(zone, from, to), day);
        let usual = said("Europe/Istanbul", "22:00", "07:00", "2026-04-19T12:00:00Z");
        assert_eq!(usual, [("19 19:00".into(), 9 * hour), ("20 19:00".into(), 9 * hour)]);
        let spring = said("Europe/Berlin", "22:00", "07:00", "2026-03-28T12:00:00Z");
        assert_eq!(
            spring,
            [("28 21:00".into(), 8 * hour), ("29 20:00".into(), 9 * hour)],
            "the night is short"
        );
        let autumn = said("Europe/Berlin", "22:00", "07:00", "2026-10-24T12:00:00Z");
        assert_eq!(
            autumn,
            [("24 20:00".into(), 10 * hour), ("25 21:00".into(), 9 * hour)],
            "the night is long"
        );
        let within = said("Europe/Berlin", "02:15", "03:15", "2026-03-28T12:00:00Z");
        assert_eq!(within[0], ("29 01:00".into(), 15), "the clock springs from 02:00 to 03:00");
    }

    #[test]
    fn each_choice_silences_its_own() {
        let noon = "2026-04-19T12:00:00Z".parse().unwrap();
        let with = |notifications| Settings { notifications, ..Settings::default() };
        let usual = Notifications::default;
        let hushed = |notifications, seen| {
            let Hushed { rewards, trouble } = Hushed::of(&with(notifications), noon, seen);
            (rewards, trouble)
        };
        assert_eq!(hushed(usual(), false), (None, None));
        assert_eq!(hushed(Notifications { coupons: false, ..usual() }, false), (Some(Hush::Quiet), None));
        assert_eq!(hushed(Notifications { trouble: false, ..usual() }, false), (None, Some(Hush::Quiet)));
        let off = Notifications { on: false, ..usual() };
        assert_eq!(hushed(off, false), (Some(Hush::Quiet), Some(Hush::Quiet)));
        assert_eq!(hushed(usual(), true), (Some(Hush::Seen), Some(Hush::Seen)), "the window says it");
    }
}
