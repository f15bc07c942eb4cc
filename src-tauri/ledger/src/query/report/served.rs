//! Who was served: what cannot be added up, since a customer of two days is one customer of both.

use std::collections::HashSet;

use chrono::DateTime;
use rusqlite::{Connection, params};

use super::{Calendar, Figures, Totals};
use crate::table::event::kind;
use crate::table::total::{Asked, Sums};

/// To look a customer up costs as much as to go past so many events.
const LOOK: i64 = 16;

/// A customer's first and last visit in a span.
#[derive(Debug, Clone, Copy)]
struct Visit {
    customer: i64,
    first: i64,
    last: i64,
}

/// Everyone who was served in a span.
pub struct Visits {
    visits: Vec<Visit>,
    /// Customers of a day who were forgotten.
    forgotten: i64,
}

/// Who was served in a span with so many `events`: one event after the other, or one customer after the other where that is
/// less. Either goes by an index alone; only of one organization among several, each customer is looked up.
pub fn visits(connection: &Connection, asked: Asked<'_>, events: i64) -> rusqlite::Result<Visits> {
    let customers: i64 = connection
        .prepare_cached("SELECT coalesce(max(customer), 0) FROM customer")?
        .query_row([], |row| row.get(0))?;
    let mut visits = if events / LOOK > customers {
        by_customer(connection, asked)?
    } else {
        by_event(connection, asked)?
    };
    if let Some(organization) = asked.organization {
        let mut is_theirs =
            connection.prepare_cached("SELECT 1 FROM customer WHERE customer = ?1 AND organization = ?2")?;
        let mut theirs = Vec::with_capacity(visits.len());
        for visit in visits {
            if is_theirs.exists([visit.customer, organization])? {
                theirs.push(visit);
            }
        }
        visits = theirs;
    }
    let forgotten = connection
        .prepare_cached(
            "SELECT count(DISTINCT visitor) FROM remainder WHERE occurred_at >= ?1 AND occurred_at < ?2
               AND event <> 'customer.enrolled' AND (?3 IS NULL OR organization = ?3)",
        )?
        .query_row(params![asked.from, asked.to, asked.slug], |row| row.get(0))?;
    Ok(Visits { visits, forgotten })
}

fn by_customer(connection: &Connection, asked: Asked<'_>) -> rusqlite::Result<Vec<Visit>> {
    let visit = |order: &str| {
        format!(
            "(SELECT e.occurred_at FROM event e
              WHERE e.customer = c.customer AND e.occurred_at >= ?1 AND e.occurred_at < ?2 AND e.kind <> {}
              ORDER BY e.occurred_at {order} LIMIT 1)",
            kind::JOINED
        )
    };
    let mut select = connection.prepare_cached(&format!(
        "SELECT c.customer, {}, {} FROM customer c",
        visit("ASC"),
        visit("DESC")
    ))?;
    let visits = select.query_map([asked.from, asked.to], |row| {
        let moments: (Option<i64>, Option<i64>) = (row.get(1)?, row.get(2)?);
        let customer = row.get(0)?;
        Ok(moments.0.zip(moments.1).map(|(first, last)| Visit { customer, first, last }))
    })?;
    visits.filter_map(Result::transpose).collect()
}

/// Customers have small numbers, one after the other.
fn by_event(connection: &Connection, asked: Asked<'_>) -> rusqlite::Result<Vec<Visit>> {
    let mut of_number: Vec<Option<Visit>> = Vec::new();
    let mut select = connection.prepare_cached(&format!(
        "SELECT customer, occurred_at FROM event
         WHERE occurred_at >= ?1 AND occurred_at < ?2 AND customer IS NOT NULL AND kind <> {}",
        kind::JOINED
    ))?;
    let mut rows = select.query([asked.from, asked.to])?;
    while let Some(row) = rows.next()? {
        let (customer, moment): (i64, i64) = (row.get(0)?, row.get(1)?);
        let place = usize::try_from(customer).unwrap_or(0);
        if place >= of_number.len() {
            of_number.resize(place + 1, None);
        }
        let visit = of_number[place].get_or_insert(Visit { customer, first: moment, last: moment });
        visit.first = visit.first.min(moment);
        visit.last = visit.last.max(moment);
    }
    Ok(of_number.into_iter().flatten().collect())
}

impl Visits {
    /// How many different ones.
    pub fn customers(&self) -> i64 {
        self.visits.len() as i64 + self.forgotten
    }

    /// The span's figures, but for who had been there before.
    pub fn figures(&self, sums: Sums, calendar: &impl Calendar) -> Figures {
        let day = |moment| DateTime::from_timestamp_micros(moment).map(|time| calendar.day(time));
        let on_two_days = |visit: &&Visit| day(visit.first) != day(visit.last);
        Figures {
            totals: Totals::from(sums),
            customers_served: self.customers(),
            returning_customers: 0,
            repeat_customers: self.visits.iter().filter(on_two_days).count() as i64,
        }
    }

    /// How many of them had been served before.
    pub fn returning(&self, connection: &Connection, asked: Asked<'_>) -> rusqlite::Result<i64> {
        let mut before = connection.prepare_cached(&format!(
            "SELECT 1 FROM event WHERE customer = ?1 AND occurred_at < ?2 AND kind <> {} LIMIT 1",
            kind::JOINED
        ))?;
        let mut returning = 0;
        for visit in &self.visits {
            returning += i64::from(before.exists([visit.customer, asked.from])?);
        }
        Ok(returning)
    }

    /// In the histories of how many of them something is missing.
    pub fn breaks(&self, connection: &Connection) -> rusqlite::Result<i64> {
        let broken: HashSet<i64> = connection
            .prepare_cached("SELECT customer FROM customer WHERE breaks > 0")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(self.visits.iter().filter(|visit| broken.contains(&visit.customer)).count() as i64)
    }
}
