//! The shop's books as every face shows them: a period of the shop's calendar beside the equal one before it.

use std::ops::Range;

use chrono::{DateTime, Datelike, Days as Count, Months, NaiveDate, Utc};
use ledger::Reader;
use ledger::query::{Figures, Period, PeriodFigures, Totals};
use serde::{Deserialize, Serialize};

use crate::{Border, Desk, DeskError, Settings, Stretch, Zone, may_have_missed};

/// Up to so many days are told one by one.
const DAY_BY_DAY: i64 = 92;

/// Which days. A range whose end comes before its begin is the same range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ReportQuery {
    /// Only this organization's.
    pub organization: Option<String>,
    /// The first day, by the shop's calendar.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// Days of the shop's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Days {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
}

/// A period's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Report {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The equal period before: as many days or whole months; of a month or a year so far, the same of the one before.
    pub before: Days,
    /// The shop's time zone, by its IANA name.
    pub time_zone: String,
    /// When this was looked up.
    pub as_of: DateTime<Utc>,
    /// ISO 4217: what the amounts are taken to be in.
    pub currency: String,
    /// Why events of the period may be missing; `None` where nothing says so.
    pub incomplete: Option<Incomplete>,
    /// The period's figures.
    pub now: Figures,
    /// Those of the equal period before.
    pub before_figures: Figures,
    /// Day by day; month by month where there are more than 92 days.
    pub days: Vec<Day>,
    /// Events by weekday, Monday first, and hour of the day: 7 by 24.
    pub hours: Vec<Vec<i64>>,
}

/// A part of a period: a day, or what the period has of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Day {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// What it adds up to.
    pub figures: Totals,
}

/// Why events of a period may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Incomplete {
    /// This PC began to listen then, within the period or after it.
    pub since: Option<DateTime<Utc>>,
    /// Customers served in the period in whose history, then or at another time, something is missing.
    pub breaks: i64,
    /// Stretches that touch the period and whose events may never have arrived, newest first.
    pub missed: Vec<Stretch>,
}

impl Days {
    /// Both of them and all between.
    pub(crate) fn of(query: &ReportQuery) -> Self {
        let (from, to) = (query.from.min(query.to), query.from.max(query.to));
        // No shop is older or will be: a slip of the finger need not be counted month by month.
        let within = |day: NaiveDate| day.with_year(day.year().clamp(1900, 2200)).unwrap_or(day);
        Self { from: within(from), to: within(to) }
    }

    /// Of whole months, as many months before; of a month or a year so far, the same of the one before; of some days of a week,
    /// the same weekdays a week before; else as many days directly before.
    fn before(self) -> Self {
        let to = self.from.pred_opt().unwrap_or(self.from);
        let months_back = |day: NaiveDate, months| day.checked_sub_months(Months::new(months));
        let (year, month) = (self.from.year() == self.to.year(), self.from.month() == self.to.month());
        let before = if let Some(months) = self.whole_months() {
            months_back(self.from, months).map(|from| Self { from, to })
        } else if self.from.ordinal() == 1 && year && !month {
            months_back(self.from, 12).zip(months_back(self.to, 12)).map(|(from, to)| Self { from, to })
        } else if self.from.day() == 1 && year && month && self.count() > 1 {
            months_back(self.from, 1).zip(months_back(self.to, 1)).map(|(from, to)| Self { from, to })
        } else {
            let days = if (2..7).contains(&self.count()) { 7 } else { self.count() };
            let back = |day: NaiveDate| day.checked_sub_days(Count::new(days.unsigned_abs()));
            back(self.from).zip(back(self.to)).map(|(from, to)| Self { from, to })
        };
        before.unwrap_or(Self { from: to, to })
    }

    /// How many months it is, where it is whole ones.
    fn whole_months(self) -> Option<u32> {
        let after = self.to.succ_opt().filter(|after| self.from.day() == 1 && after.day() == 1)?;
        let months = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
        Some((months(after) - months(self.from)).unsigned_abs())
    }

    fn count(self) -> i64 {
        (self.to - self.from).num_days() + 1
    }

    /// Its days, or what it has of each month.
    fn parts(self) -> Vec<Self> {
        let last_of_month = |day: NaiveDate| {
            day.with_day(1).and_then(|first| first.checked_add_months(Months::new(1))?.pred_opt())
        };
        let mut parts = Vec::new();
        let mut from = self.from;
        while from <= self.to {
            let to = if self.count() <= DAY_BY_DAY { None } else { last_of_month(from) };
            let to = to.unwrap_or(from).min(self.to);
            parts.push(Self { from, to });
            let Some(next) = to.succ_opt() else { break };
            from = next;
        }
        parts
    }

    /// From the first moment to the end, there.
    pub(crate) fn span(self, zone: Zone) -> Range<DateTime<Utc>> {
        zone.span(self.from, self.to)
    }
}

impl Report {
    /// The report at `now`. Where the border is known, with what may have been missed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn of(
        reader: &Reader,
        border: Option<&Border>,
        settings: &Settings,
        query: &ReportQuery,
        now: DateTime<Utc>,
    ) -> Result<Self, DeskError> {
        let (zone, days) = (Zone::of(settings), Days::of(query));
        let (span, parts) = (days.span(zone), days.parts());
        let spans: Vec<_> = parts.iter().map(|part| part.span(zone)).collect();
        let period = Period {
            organization: query.organization.as_deref(),
            span: span.clone(),
            before: days.before().span(zone),
            parts: &spans,
        };
        let found = reader.period(&period, &zone)?;
        let incomplete = Incomplete::of(&found, border, &span);
        let of_part = |(Days { from, to }, figures)| Day { from, to, figures };
        Ok(Self {
            from: days.from,
            to: days.to,
            before: days.before(),
            time_zone: zone.name().into(),
            as_of: now,
            currency: settings.currency.clone(),
            incomplete,
            now: found.now,
            before_figures: found.before,
            days: parts.into_iter().zip(found.parts).map(of_part).collect(),
            hours: found.hours,
        })
    }
}

impl Incomplete {
    fn of(found: &PeriodFigures, border: Option<&Border>, span: &Range<DateTime<Utc>>) -> Option<Self> {
        let missed = border.map(|border| may_have_missed(&border.absences, &border.gaps)).unwrap_or_default();
        let touches = |stretch: &Stretch| stretch.from < span.end && stretch.to > span.start;
        let incomplete = Self {
            since: found.listening_since.filter(|since| *since > span.start),
            breaks: found.breaks,
            missed: missed.into_iter().filter(touches).collect(),
        };
        let says_so = incomplete.since.is_some() || incomplete.breaks > 0 || !incomplete.missed.is_empty();
        says_so.then_some(incomplete)
    }
}

impl Desk {
    /// A period's figures, beside those of the equal period before.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn report(&self, query: &ReportQuery) -> Result<Report, DeskError> {
        let settings = self.shared.standing.borrow().settings.clone();
        Report::of(&*self.reader()?, Some(&self.border()), &settings, query, Utc::now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str) -> Days {
        Days::of(&ReportQuery { organization: None, from: from.parse().unwrap(), to: to.parse().unwrap() })
    }

    #[test]
    fn the_period_before_is_as_long_or_as_many_months() {
        for (from, to, before_from, before_to) in [
            ("2026-04-19", "2026-04-19", "2026-04-18", "2026-04-18"),
            ("2026-04-13", "2026-04-19", "2026-04-06", "2026-04-12"),
            ("2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28"),
            ("2026-03-01", "2026-03-30", "2026-02-01", "2026-02-28"), // so far: what February has of those days
            ("2026-11-01", "2026-11-23", "2026-10-01", "2026-10-23"),
            ("2026-01-01", "2026-11-23", "2025-01-01", "2025-11-23"),
            ("2026-11-23", "2026-11-25", "2026-11-16", "2026-11-18"), // Monday to Wednesday
            ("2026-11-01", "2026-11-01", "2026-10-31", "2026-10-31"),
            ("2026-11-05", "2026-11-20", "2026-10-20", "2026-11-04"),
            ("2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31"),
            ("2026-04-01", "2026-06-30", "2026-01-01", "2026-03-31"),
            ("2024-02-01", "2024-02-29", "2024-01-01", "2024-01-31"),
        ] {
            assert_eq!(days(from, to).before(), days(before_from, before_to), "before {from} to {to}");
        }
    }

    #[test]
    fn days_up_to_a_quarter_and_months_beyond_leave_no_gap() {
        for (from, to, parts) in [
            ("2026-04-19", "2026-04-19", 1),
            ("2026-01-01", "2026-03-31", 90),
            ("2026-01-15", "2026-04-16", 92),
            ("2026-01-15", "2026-04-17", 4),
            ("2016-01-01", "2025-12-31", 120),
        ] {
            let days = days(from, to);
            let found = days.parts();
            assert_eq!(found.len(), parts, "{from} to {to}");
            assert_eq!((found[0].from, found[parts - 1].to), (days.from, days.to));
            assert!(found.windows(2).all(|pair| pair[0].to.succ_opt() == Some(pair[1].from)));
        }
    }

    #[test]
    fn a_range_typed_backwards_is_the_same_range() {
        assert_eq!(days("2026-04-19", "2026-04-01"), days("2026-04-01", "2026-04-19"));
    }
}
