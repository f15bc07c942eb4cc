//! Which backups are kept: of each of the last 7 days, 4 weeks and 12 months that have any, the newest. Days without a backup
//! do not count, so a shop that was closed for a month loses none.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDateTime};

use super::name::Name;

/// The day, week or month that a moment is of.
type Period = fn(NaiveDateTime) -> (i32, u32);

const RULES: [(usize, Period); 3] = [
    (7, |at| (at.year(), at.ordinal())),
    (4, |at| (at.iso_week().year(), at.iso_week().week())),
    (12, |at| (at.year(), at.month())),
];

/// Those of `made` that need not be kept now that `newest` is there. It stays in any case; and so does what claims to be later
/// still: it was made under a wrong clock, and must not push others out.
pub fn superfluous(made: &[Name], newest: &Name) -> Vec<Name> {
    let mut known: Vec<&Name> = made.iter().filter(|name| *name <= newest).collect();
    known.sort_unstable_by(|a, b| b.cmp(a));
    let mut kept: HashSet<&Name> = HashSet::from([newest]);
    for (most, period) in RULES {
        let mut periods = HashSet::new();
        for name in &known {
            if periods.len() < most && periods.insert(period(name.at)) {
                kept.insert(name);
            }
        }
    }
    known.into_iter().filter(|name| !kept.contains(name)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use chrono::{Days, NaiveDate, TimeDelta};
    use proptest::prelude::*;

    use super::*;

    fn name(minutes: i64) -> Name {
        let begin = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
        Name { at: begin + TimeDelta::minutes(minutes), count: 1, encrypted: minutes % 2 == 0 }
    }

    /// What is left on the stick of a shop that makes a backup each of these days.
    fn left_after(days: impl Iterator<Item = u64>) -> Vec<Name> {
        let first = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap().and_hms_opt(9, 30, 0).unwrap();
        let mut left: Vec<Name> = Vec::new();
        for day in days {
            let at = first.checked_add_days(Days::new(day)).unwrap();
            let newest = Name { at, count: 1, encrypted: false };
            left.push(newest.clone());
            let gone = superfluous(&left, &newest);
            left.retain(|name| !gone.contains(name));
        }
        left
    }

    #[test]
    fn two_years_of_daily_backups_leave_seven_days_four_weeks_and_twelve_months() {
        let left = left_after(0..730);
        let dates: Vec<String> = left.iter().map(|name| name.at.date().to_string()).collect();
        let expected = [
            "2026-01-31",
            "2026-02-28",
            "2026-03-31",
            "2026-04-30",
            "2026-05-31",
            "2026-06-30",
            "2026-07-31",
            "2026-08-31",
            "2026-09-30",
            "2026-10-31",
            "2026-11-30", // the months before this one
            "2026-12-13",
            "2026-12-20", // Sundays: the ends of weeks
            "2026-12-25",
            "2026-12-26",
            "2026-12-27",
            "2026-12-28",
            "2026-12-29",
            "2026-12-30",
            "2026-12-31",
        ];
        assert_eq!(dates, expected);
    }

    #[test]
    fn a_shop_that_was_closed_for_months_loses_none_of_its_days() {
        let left = left_after((0..7).chain(200..201));
        assert_eq!(
            left.len(),
            7 + 1 - 1,
            "the eighth day pushes out the first, which is no week's end: {left:?}"
        );
    }

    proptest! {
        #[test]
        fn whatever_there_is_the_newest_stays_and_nothing_unknown_is_named(
            minutes in proptest::collection::vec(0..800_000_i64, 0..80),
            newest in 0..800_000_i64,
        ) {
            let made: Vec<Name> = minutes.into_iter().map(name).collect();
            let newest = name(newest);
            let gone = superfluous(&made, &newest);
            prop_assert!(!gone.contains(&newest));
            prop_assert!(gone.iter().all(|name| made.contains(name) && *name < newest));
            let known: HashSet<&Name> = made.iter().filter(|name| **name <= newest).collect();
            let left: Vec<Name> = known.iter().filter(|name| !gone.contains(name)).map(|it| (*it).clone()).collect();
            prop_assert!(left.len() <= 7 + 4 + 12 + 1);
            prop_assert!(superfluous(&left, &newest).is_empty(), "what is kept once is kept the next time");
            if let Some(before) = known.iter().filter(|name| ***name < newest).max() {
                prop_assert!(!gone.contains(before) || before.at.date() == newest.at.date());
            }
            for name in &gone {
                let later_that_day = left.iter().any(|it| it > name && it.at.date() == name.at.date());
                let days: HashSet<_> = left.iter().filter(|it| *it > name).map(|it| it.at.date()).collect();
                prop_assert!(later_that_day || days.len() >= 7, "{name} is the last of its day, one of the last seven");
            }
        }
    }
}
