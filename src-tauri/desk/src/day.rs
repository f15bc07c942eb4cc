//! The shop's day, in this PC's time zone.

use std::ops::Range;

use chrono::{DateTime, Days, Local, NaiveTime, TimeZone, Utc};

/// From midnight to midnight around `now`, where this PC stands. A day may have 23 or 25 hours.
pub fn of(now: DateTime<Utc>) -> Range<DateTime<Utc>> {
    around(&now.with_timezone(&Local))
}

fn around<Z: TimeZone>(now: &DateTime<Z>) -> Range<DateTime<Utc>> {
    let midnight = |days: u64| {
        let day = now.date_naive().checked_add_days(Days::new(days))?;
        // Where the clock springs over midnight, the day begins an hour later.
        let start = now.timezone().from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest();
        let after = || now.timezone().from_local_datetime(&day.and_hms_opt(1, 0, 0)?).earliest();
        start.or_else(after).map(|time| time.to_utc())
    };
    let now = now.to_utc();
    midnight(0).unwrap_or(now)..midnight(1).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use chrono::FixedOffset;

    use super::*;

    #[test]
    fn a_day_in_istanbul_begins_at_nine_in_the_evening_utc() {
        let istanbul = FixedOffset::east_opt(3 * 3600).unwrap();
        let late = istanbul.with_ymd_and_hms(2026, 4, 19, 23, 59, 59).unwrap();
        let early = istanbul.with_ymd_and_hms(2026, 4, 19, 0, 0, 0).unwrap();
        let day = around(&late);
        assert_eq!(day, around(&early), "one day from its first to its last second");
        assert_eq!(day.start.to_rfc3339(), "2026-04-18T21:00:00+00:00");
        assert_eq!(day.end.to_rfc3339(), "2026-04-19T21:00:00+00:00");
    }
}
