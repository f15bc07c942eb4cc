//! The last days or months of a shop, by its calendar.

use std::ops::Range;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use ledger::query::PointsSpan;
use serde::Deserialize;

use crate::{Desk, DeskError, Zone};

/// How far back, and in which spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum PointsPeriod {
    /// 30 days, today the last.
    #[serde(rename = "30_days")]
    Days30,
    /// 90 days.
    #[serde(rename = "90_days")]
    Days90,
    /// 12 months, this one the last.
    #[serde(rename = "12_months")]
    Months12,
}

impl PointsPeriod {
    /// Its spans around `now`, oldest first; each begins where the one before ends.
    fn spans(self, zone: Zone, now: DateTime<Utc>) -> Vec<Range<DateTime<Utc>>> {
        let today = zone.date(now);
        let month = today.with_day(1).unwrap_or(today);
        let begins: Vec<_> = match self {
            Self::Days30 => (0..=30).rev().filter_map(|back| days_back(today, back)).collect(),
            Self::Days90 => (0..=90).rev().filter_map(|back| days_back(today, back)).collect(),
            Self::Months12 => (0..=12).rev().filter_map(|back| months_back(month, back)).collect(),
        };
        let times: Vec<_> = begins.into_iter().map(|day| zone.begin(day)).collect();
        times.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }
}

/// So many days before tomorrow.
fn days_back(today: NaiveDate, back: u64) -> Option<NaiveDate> {
    today.succ_opt()?.checked_sub_days(Days::new(back))
}

/// The first of the month so many months before the next one.
fn months_back(month: NaiveDate, back: u32) -> Option<NaiveDate> {
    month.checked_add_months(Months::new(1))?.checked_sub_months(Months::new(back))
}

impl Desk {
    /// Points earned and spent over time, oldest span first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn points_history(
        &self,
        organization: Option<&str>,
        period: PointsPeriod,
    ) -> Result<Vec<PointsSpan>, DeskError> {
        Ok(self.reader()?.points_history(&period.spans(self.zone(), Utc::now()), organization)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_end_with_the_present_one_and_leave_no_gap() {
        let istanbul = Zone::named("Europe/Istanbul").unwrap();
        let now = "2026-03-31T20:30:00Z".parse().unwrap(); // half past eleven in the evening
        for (period, count) in
            [(PointsPeriod::Days30, 30), (PointsPeriod::Days90, 90), (PointsPeriod::Months12, 12)]
        {
            let spans = period.spans(istanbul, now);
            assert_eq!(spans.len(), count, "{period:?}");
            assert!(spans.windows(2).all(|pair| pair[0].end == pair[1].start), "{period:?} has a gap");
            let last = spans.last().unwrap();
            assert!(last.contains(&now), "{period:?} ends today: {last:?}");
        }
        let first = PointsPeriod::Months12.spans(istanbul, now)[0].start;
        assert_eq!(first.to_rfc3339(), "2025-03-31T21:00:00+00:00", "the first of April there");
    }
}
