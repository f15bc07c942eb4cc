//! `report`: what happened in a period, beside the equal one before it.

use anyhow::{Result, bail};
use chrono::{Datelike, Days, Months, NaiveDate, Utc};
use desk::query::{Figures, Totals};
use desk::{DeskError, Folder, Incomplete, Record, ReportQuery, Settings, WeekStart, Zone, words_on_missed};

use crate::args::{Period, Report};
use crate::print::{self, time};
use crate::show::reader;

/// What a person calls a figure, and where it stands.
type Named<T> = (&'static str, fn(&T) -> i64);

/// The figures that add up, by what a person calls them.
pub const COUNTED: [Named<Totals>; 7] = [
    ("new customers", |it| it.new_customers),
    ("stamps given", |it| it.stamps),
    ("coupons issued", |it| it.coupons_issued),
    ("coupons used", |it| it.coupons_used),
    ("points earned", |it| it.points_earned),
    ("points spent", |it| it.points_spent),
    ("events", |it| it.events),
];

/// Those of customers, who are not added up.
pub const SERVED: [Named<Figures>; 3] = [
    ("customers served", |it| it.customers_served),
    ("  came before too", |it| it.returning_customers),
    ("  on two days or more", |it| it.repeat_customers),
];

/// Shows the figures of the days that were asked for.
pub fn run(folder: &Folder, asked: Report) -> Result<()> {
    let (settings, now) = (Settings::of(folder), Utc::now());
    let reader = reader(folder)?;
    if let Some(slug) = &asked.organization
        && !reader.extent().map_err(DeskError::from)?.organizations.contains(slug)
    {
        bail!("no event of {slug} has reached this PC");
    }
    let (from, to) = match asked.from.zip(asked.to) {
        Some(days) => days,
        None => days(asked.period, Zone::of(&settings).date(now), settings.week_start),
    };
    let query = ReportQuery { organization: asked.organization, from, to };
    let border = Record::read(folder)?.map(|recorded| recorded.border);
    let report = desk::Report::of(&reader, border.as_ref(), &settings, &query, now)?;
    if asked.json {
        return print::json(&report);
    }
    say!("{} to {}, time zone {}", report.from, report.to, report.time_zone);
    say!("beside {} to {}\n", report.before.from, report.before.to);
    for (name, figure) in SERVED {
        say!("{name:<24}{:>12}{:>12}", figure(&report.now), figure(&report.before_figures));
    }
    for (name, figure) in COUNTED {
        let (now, before) = (figure(&report.now.totals), figure(&report.before_figures.totals));
        say!("{name:<24}{now:>12}{before:>12}");
    }
    say!("{:<24}{:>12}", "amounts sent", amount(&report.now.totals, &report.currency));
    show_incomplete(report.incomplete.as_ref());
    Ok(())
}

/// The purchase amounts together, and how many purchases that is.
pub fn amount(totals: &Totals, currency: &str) -> String {
    match totals.amount {
        Some(amount) => format!("{amount} {currency}, by {} of {}", totals.amounts, totals.amount_events),
        None => "none".into(),
    }
}

/// Why figures may be too low.
pub fn show_incomplete(incomplete: Option<&Incomplete>) {
    let Some(incomplete) = incomplete else { return };
    say!("\nThese figures may be too low.");
    if let Some(since) = incomplete.since {
        say!("This PC began to listen {}.", time(Some(since)));
    }
    if incomplete.breaks > 0 {
        say!("In the histories of {} customers served something is missing.", incomplete.breaks);
    }
    if !incomplete.missed.is_empty() {
        say!("{}", words_on_missed(&incomplete.missed, None));
    }
}

/// The first and the last day of the period around `today`.
fn days(period: Period, today: NaiveDate, week_start: Option<WeekStart>) -> (NaiveDate, NaiveDate) {
    let on = |day: Option<NaiveDate>| day.unwrap_or(today);
    let back = |days: u32| on(today.checked_sub_days(Days::new(days.into())));
    let month = on(today.with_day(1));
    let year = on(month.with_month(1));
    let until = |first: NaiveDate, months: u32| {
        on(first.checked_add_months(Months::new(months)).and_then(|next| next.pred_opt()))
    };
    match period {
        Period::Today => (today, today),
        Period::Yesterday => (back(1), back(1)),
        Period::Week => {
            let ahead = match week_start.unwrap_or(WeekStart::Monday) {
                WeekStart::Monday => 0,
                WeekStart::Sunday => 1,
                WeekStart::Saturday => 2,
            };
            let first = back((today.weekday().num_days_from_monday() + ahead) % 7);
            (first, on(first.checked_add_days(Days::new(6))))
        }
        Period::Month => (month, until(month, 1)),
        Period::Year => (year, until(year, 12)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_whole_and_weeks_begin_where_the_owner_says() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let sunday = day("2026-11-01");
        for (period, start, from, to) in [
            (Period::Yesterday, None, "2026-10-31", "2026-10-31"),
            (Period::Week, None, "2026-10-26", "2026-11-01"),
            (Period::Week, Some(WeekStart::Sunday), "2026-11-01", "2026-11-07"),
            (Period::Week, Some(WeekStart::Saturday), "2026-10-31", "2026-11-06"),
            (Period::Month, None, "2026-11-01", "2026-11-30"),
            (Period::Year, None, "2026-01-01", "2026-12-31"),
        ] {
            assert_eq!(days(period, sunday, start), (day(from), day(to)));
        }
    }
}
