//! The shop's time zone: what every day, hour and month is told by. The owner's choice, else this PC's.

use std::ops::Range;

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Utc,
};
use chrono_tz::Tz;
use ledger::query::Calendar;

use crate::{DeskError, ErrorCode, Folder, Settings};

/// A time zone of the IANA database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

impl Zone {
    /// The shop's, by the owner's choice.
    pub fn of(settings: &Settings) -> Self {
        settings.time_zone.as_deref().and_then(|name| Self::named(name).ok()).unwrap_or_else(Self::here)
    }

    /// That of the shop whose data are in `folder`.
    pub fn of_folder(folder: &Folder) -> Self {
        Self::of(&Settings::of(folder))
    }

    /// The one called `name`, such as `Europe/Istanbul`.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn named(name: &str) -> Result<Self, DeskError> {
        name.parse().map(Self).map_err(|_| {
            let message = format!("`{name}` is no time zone; its name is one such as Europe/Istanbul");
            DeskError::new(ErrorCode::Settings, message)
        })
    }

    /// This PC's; UTC where that cannot be told. `TZ` goes before, as in every other program.
    fn here() -> Self {
        let told = std::env::var("TZ").ok().and_then(|name| Self::named(name.trim_start_matches(':')).ok());
        let found = || Self::named(&iana_time_zone::get_timezone().ok()?).ok();
        told.or_else(found).unwrap_or(Self(Tz::UTC))
    }

    /// Its IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The day that `time` is of.
    pub fn date(self, time: DateTime<Utc>) -> NaiveDate {
        time.with_timezone(&self.0).date_naive()
    }

    /// What the clock on the wall says at `time`.
    pub fn clock(self, time: DateTime<Utc>) -> NaiveDateTime {
        time.with_timezone(&self.0).naive_local()
    }

    /// When it says `clock`: the first time, where it says so twice; where the clock springs over it, an hour later.
    pub(crate) fn at(self, clock: NaiveDateTime) -> DateTime<Utc> {
        let first = |clock: NaiveDateTime| self.0.from_local_datetime(&clock).earliest();
        let time = first(clock).or_else(|| first(clock + TimeDelta::hours(1)));
        time.map_or_else(|| clock.and_utc(), |time| time.to_utc())
    }

    /// When a day begins: its first moment. Where the clock springs over midnight, that is later; where it springs over the
    /// whole day, the day is empty, and the next one begins then.
    pub fn begin(self, day: NaiveDate) -> DateTime<Utc> {
        let midnight = day.and_time(NaiveTime::MIN);
        let mut minutes = (0..=2 * 24 * 60).map(|minutes| midnight + TimeDelta::minutes(minutes));
        let first = minutes.find_map(|local| self.0.from_local_datetime(&local).earliest());
        first.map_or_else(|| midnight.and_utc(), |time| time.to_utc())
    }

    /// From the first moment of `from` to the end of `to`. A day may have 23, 24 or 25 hours.
    pub fn span(self, from: NaiveDate, to: NaiveDate) -> Range<DateTime<Utc>> {
        self.begin(from)..self.begin(to.checked_add_days(Days::new(1)).unwrap_or(to))
    }

    /// The day around `now`, from its first moment to its end.
    pub fn day_around(self, now: DateTime<Utc>) -> Range<DateTime<Utc>> {
        let day = self.date(now);
        self.span(day, day)
    }
}

impl Calendar for Zone {
    fn day(&self, time: DateTime<Utc>) -> i64 {
        self.date(time).num_days_from_ce().into()
    }

    fn hour(&self, time: DateTime<Utc>) -> (usize, usize) {
        let local = time.with_timezone(&self.0);
        (local.weekday().num_days_from_monday() as usize, local.hour() as usize)
    }

    fn month(&self, time: DateTime<Utc>) -> (i32, u32) {
        let day = self.date(time);
        (day.year(), day.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::named(name).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn hours(name: &str, date: &str) -> i64 {
        let span = zone(name).span(day(date), day(date));
        (span.end - span.start).num_minutes()
    }

    #[test]
    fn a_day_in_istanbul_begins_at_nine_in_the_evening_utc() {
        let begin = zone("Europe/Istanbul").begin(day("2026-04-19"));
        assert_eq!(begin.to_rfc3339(), "2026-04-18T21:00:00+00:00");
    }

    #[test]
    fn the_days_on_which_clocks_move_are_as_long_as_they_are() {
        for (name, date, minutes) in [
            ("Europe/Istanbul", "2026-03-29", 24 * 60), // no change there
            ("Europe/Berlin", "2026-03-29", 23 * 60),
            ("Europe/Berlin", "2026-10-25", 25 * 60),
            ("America/New_York", "2026-03-08", 23 * 60),
            ("America/New_York", "2026-11-01", 25 * 60),
            ("Australia/Lord_Howe", "2026-04-05", 24 * 60 + 30), // by half an hour
            ("Australia/Lord_Howe", "2026-10-04", 23 * 60 + 30),
            ("Asia/Kathmandu", "2026-03-29", 24 * 60),
            ("Asia/Beirut", "2026-03-29", 23 * 60), // over midnight
            ("America/Havana", "2026-11-01", 25 * 60),
            ("Pacific/Apia", "2011-12-30", 0), // a day that never was
            ("Pacific/Apia", "2011-12-29", 24 * 60),
            ("Pacific/Apia", "2011-12-31", 24 * 60),
        ] {
            assert_eq!(hours(name, date), minutes, "{name} on {date}");
        }
    }

    #[test]
    fn days_leave_no_gap_and_each_moment_is_of_the_day_that_holds_it() {
        for name in
            ["Europe/Istanbul", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]
        {
            let zone = zone(name);
            for date in day("2026-01-01").iter_days().take(366) {
                let span = zone.span(date, date);
                assert_eq!(span.end, zone.begin(date.succ_opt().unwrap()));
                assert_eq!(zone.date(span.start), date, "{name}");
                assert_eq!(zone.date(span.end - TimeDelta::microseconds(1)), date, "{name}");
                assert_eq!(span.start.timestamp() % 900, 0, "a quarter of an hour begins with the day");
            }
        }
    }

    #[test]
    fn only_names_of_time_zones_are_taken() {
        assert!(Zone::named("Istanbul time").is_err());
        assert_eq!(zone("Europe/Istanbul").name(), "Europe/Istanbul");
    }
}
