//! The figures of a period, of the one before it, and of its parts and hours: all of one moment of the ledger.

use std::ops::Range;

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::{Calendar, Figures, Totals, served};
use crate::query::Today;
use crate::table::total::{self, Asked, QUARTER, Sums};
use crate::table::{delivery, organization};
use crate::{LedgerError, Reader};

/// Which spans of time.
#[derive(Debug, Clone)]
pub struct Period<'a> {
    /// Only this organization's.
    pub organization: Option<&'a str>,
    /// The period itself.
    pub span: Range<DateTime<Utc>>,
    /// The one to compare it with.
    pub before: Range<DateTime<Utc>>,
    /// Its parts, in order and without gaps.
    pub parts: &'a [Range<DateTime<Utc>>],
}

/// The figures of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodFigures {
    /// The period's.
    pub now: Figures,
    /// Those of the one before.
    pub before: Figures,
    /// Those of each part.
    pub parts: Vec<Totals>,
    /// Events by weekday, Monday first, and hour: 7 by 24.
    pub hours: Vec<Vec<i64>>,
    /// How many of the customers served have a history, then or at another time, in which something is missing.
    pub breaks: i64,
    /// Since when this PC listens; `None` when it never did.
    pub listening_since: Option<DateTime<Utc>>,
}

impl Reader {
    /// The figures of a period of the shop's calendar.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read; so for every question here.
    pub fn period(
        &self,
        period: &Period<'_>,
        calendar: &impl Calendar,
    ) -> Result<PeriodFigures, LedgerError> {
        self.read(|connection| {
            let now = asked(connection, &period.span, period.organization)?;
            let before = asked(connection, &period.before, period.organization)?;
            let by_event = !begins_with_quarters(period);
            let (sums, parts, hours) = walk(connection, now, period.parts, by_event, calendar)?;
            let visits = served::visits(connection, now, events(&sums))?;
            let mut figures = visits.figures(sums, calendar);
            figures.returning_customers = visits.returning(connection, now)?;
            let breaks = visits.breaks(connection)?;
            let sums = sum(connection, before, by_event)?;
            let visits = served::visits(connection, before, events(&sums))?;
            let mut figures_before = visits.figures(sums, calendar);
            figures_before.returning_customers = visits.returning(connection, before)?;
            Ok(PeriodFigures {
                now: figures,
                before: figures_before,
                parts,
                hours,
                breaks,
                listening_since: delivery::listening_since(connection)?,
            })
        })
    }

    /// What each of these spans adds up to.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn totals(
        &self,
        spans: &[Range<DateTime<Utc>>],
        organization: Option<&str>,
    ) -> Result<Vec<Totals>, LedgerError> {
        let by_event = !spans.iter().all(begins_with_quarter);
        self.read(|connection| {
            let of_span = |span| sum(connection, asked(connection, span, organization)?, by_event);
            spans.iter().map(|span| of_span(span).map(Totals::from)).collect()
        })
    }

    /// The figures of a span of time, of one organization or of all.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn figures(
        &self,
        span: Range<DateTime<Utc>>,
        organization: Option<&str>,
    ) -> Result<Today, LedgerError> {
        self.read(|connection| {
            let asked = asked(connection, &span, organization)?;
            let sums = sum(connection, asked, !begins_with_quarter(&span))?;
            let customers_served = served::visits(connection, asked, events(&sums))?.customers();
            Ok(Today::of(Totals::from(sums), customers_served))
        })
    }
}

/// The same as the tables know it.
pub(super) fn asked<'a>(
    connection: &Connection,
    span: &Range<DateTime<Utc>>,
    organization: Option<&'a str>,
) -> rusqlite::Result<Asked<'a>> {
    let number = organization.map(|slug| organization::find(connection, slug)).transpose()?;
    Ok(Asked {
        from: span.start.timestamp_micros(),
        to: span.end.timestamp_micros(),
        slug: organization,
        organization: number.map(|number| number.unwrap_or(-1)), // nobody's
    })
}

fn begins_with_quarter(span: &Range<DateTime<Utc>>) -> bool {
    [span.start, span.end].iter().all(|time| time.timestamp_micros() % QUARTER == 0)
}

fn begins_with_quarters(period: &Period<'_>) -> bool {
    let spans = [&period.span, &period.before];
    spans.into_iter().chain(period.parts).all(begins_with_quarter)
}

fn sum(connection: &Connection, asked: Asked<'_>, by_event: bool) -> rusqlite::Result<Sums> {
    let mut all = Sums::default();
    total::for_each(connection, asked, by_event, |_, sums| add(&mut all, sums))?;
    Ok(all)
}

/// Goes through a period once: what it adds up to, its parts, and its hours.
fn walk(
    connection: &Connection,
    asked: Asked<'_>,
    parts: &[Range<DateTime<Utc>>],
    by_event: bool,
    calendar: &impl Calendar,
) -> rusqlite::Result<(Sums, Vec<Totals>, Vec<Vec<i64>>)> {
    let begins: Vec<i64> = parts.iter().map(|part| part.start.timestamp_micros()).collect();
    let (mut all, mut of_parts) = (Sums::default(), vec![Sums::default(); parts.len()]);
    let mut hours = vec![vec![0; 24]; 7];
    total::for_each(connection, asked, by_event, |moment, sums| {
        add(&mut all, sums);
        let part = begins.partition_point(|begin| *begin <= moment).checked_sub(1);
        if let Some(part) = part.and_then(|part| of_parts.get_mut(part)) {
            add(part, sums);
        }
        let hour = DateTime::from_timestamp_micros(moment).map(|time| calendar.hour(time));
        if let Some(count) = hour.and_then(|(day, hour)| hours.get_mut(day)?.get_mut(hour)) {
            *count += events(sums);
        }
    })?;
    Ok((all, of_parts.into_iter().map(Totals::from).collect(), hours))
}

fn events([events, ..]: &Sums) -> i64 {
    *events
}

fn add(sums: &mut Sums, more: &Sums) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum = sum.saturating_add(*more);
    }
}
