//! The silence at the desk: since when nothing has come in, by the shop's calendar, and the words for it.

use chrono::{DateTime, Days, TimeDelta, Utc};
use ledger::Reader;
use ledger::query::Silence;

use crate::{DeskError, Zone};

/// How long nothing has come in at `now`, and whether that is usual for this weekday and time in the shop's `zone`.
///
/// # Errors
/// When the database cannot be read.
pub fn silence(reader: &Reader, zone: Zone, now: DateTime<Utc>) -> Result<Silence, DeskError> {
    Ok(reader.silence(now, |time, weeks| weeks_before(zone, time, weeks))?)
}

/// The same time of day so many weeks before.
fn weeks_before(zone: Zone, time: DateTime<Utc>, weeks: u32) -> DateTime<Utc> {
    let then = zone.clock(time).checked_sub_days(Days::new(u64::from(weeks) * 7));
    then.map_or_else(|| time - TimeDelta::weeks(weeks.into()), |then| zone.at(then))
}

/// Plain words for it, in the English of the window.
pub fn words(silence: &Silence) -> String {
    let Some(quiet) = silence.quiet_for else { return "No event has arrived yet.".into() };
    let since = format!("The last event arrived {} ago.", span(quiet));
    match silence.usual {
        None => format!("{since} Whether that is usual shows after four weeks."),
        Some(usual) if silence.unusual => format!(
            "{since} That is unusual: in {} of the {} weeks before, something came in at this time. If the shop is open, \
             look whether Loyalite still reaches this PC.",
            usual.busy, usual.weeks
        ),
        Some(_) => format!("{since} That is usual for this day and time."),
    }
}

/// A span of seconds in its two largest units.
fn span(seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => "less than a minute".into(),
        (0, 0, _) => format!("{minutes} min"),
        (0, ..) => format!("{hours} h {minutes} min"),
        (1, ..) => format!("1 day {hours} h"),
        _ => format!("{days} days {hours} h"),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use ledger::query::Usual;

    use super::*;

    #[test]
    fn a_week_before_is_the_same_time_of_day() {
        let zone = |name| Zone::named(name).unwrap();
        let noon = Utc.with_ymd_and_hms(2026, 4, 19, 9, 0, 0).unwrap();
        let before = |zone, weeks| weeks_before(zone, noon, weeks).to_rfc3339();
        assert_eq!(before(zone("Europe/Istanbul"), 3), "2026-03-29T09:00:00+00:00");
        assert_eq!(
            before(zone("Europe/Berlin"), 3),
            "2026-03-29T09:00:00+00:00",
            "11 o'clock, summer has begun"
        );
        assert_eq!(before(zone("Europe/Berlin"), 4), "2026-03-22T10:00:00+00:00", "11 o'clock, in winter");
    }

    #[test]
    fn a_time_that_the_clock_sprang_over_is_an_hour_later() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let half_past_two = Utc.with_ymd_and_hms(2026, 4, 5, 0, 30, 0).unwrap();
        assert_eq!(weeks_before(berlin, half_past_two, 1).to_rfc3339(), "2026-03-29T01:30:00+00:00");
    }

    #[test]
    fn the_words_fit_what_is_known() {
        let silence = |quiet_for, usual: Option<(u32, u32)>| Silence {
            last_event_at: None,
            quiet_for,
            usual: usual.map(|(weeks, busy)| Usual { weeks, busy }),
            unusual: usual.is_some_and(|(weeks, busy)| busy * 2 > weeks),
        };
        let said = |quiet_for, usual| words(&silence(quiet_for, usual));
        assert_eq!(said(None, None), "No event has arrived yet.");
        assert!(said(Some(30), None).starts_with("The last event arrived less than a minute ago. Whether"));
        assert_eq!(
            said(Some(4_000), Some((8, 1))),
            "The last event arrived 1 h 6 min ago. That is usual for this day and time."
        );
        assert!(
            said(Some(200_000), Some((8, 7)))
                .contains("2 days 7 h ago. That is unusual: in 7 of the 8 weeks")
        );
    }
}
