//! Patterns that are worth a look: much earned in a day, or again within minutes. Stamps and points are looked at apart, since
//! one purchase may earn both.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use loyalite::CustomerCode;
use rusqlite::Connection;
use serde::Serialize;
use uuid::Uuid;

use crate::query::customer::code;
use crate::table::event::kind;
use crate::table::total::Asked;

/// At most so many are told.
const MOST: usize = 200;
/// More than so often within a day is many.
const USUAL: usize = 3;
/// A day in microseconds.
const DAY: i64 = 24 * 60 * 60 * 1_000_000;
/// Again so soon, in microseconds.
const SOON: i64 = 5 * 60 * 1_000_000;

/// Something to look at: no proof of anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Pattern {
    /// What is remarkable.
    pub kind: PatternKind,
    /// The organization's slug.
    pub organization: String,
    /// The customer's identity within it.
    pub customer_id: Uuid,
    /// The customer's label.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub customer_code: Option<CustomerCode>,
    /// When the first of them was earned.
    pub at: DateTime<Utc>,
    /// So many times stamps (or so many times points) were earned.
    pub count: i64,
}

/// Kinds of patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum PatternKind {
    /// Stamps (or points) earned more than three times within 24 hours.
    ManyInADay,
    /// Stamps (or points) earned again, each time within five minutes of the time before.
    #[serde(rename = "repeat_within_5_minutes")]
    RepeatWithin5Minutes,
}

/// A pattern of the customer with this number.
struct Found {
    kind: PatternKind,
    customer: i64,
    at: i64,
    count: usize,
}

/// The patterns of a span, newest first, and how many there are in all.
pub fn patterns(connection: &Connection, asked: Asked<'_>) -> rusqlite::Result<(Vec<Pattern>, i64)> {
    let mut found = Vec::new();
    for of_one in earned(connection, asked)?.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let moments: Vec<i64> = of_one.iter().map(|(_, _, moment)| *moment).collect();
        let mut note = |kind, (at, count)| found.push(Found { kind, customer: of_one[0].0, at, count });
        many_in_a_day(&moments).for_each(|run| note(PatternKind::ManyInADay, run));
        again_soon(&moments).for_each(|run| note(PatternKind::RepeatWithin5Minutes, run));
    }
    let customers = customers(connection, asked, &found)?;
    found.retain(|one| customers.contains_key(&one.customer));
    found.sort_by_key(|one| (Reverse(one.at), one.kind, one.customer));
    let total = found.len() as i64;
    let told = found.iter().take(MOST).filter_map(|one| {
        let who = customers.get(&one.customer)?;
        Some(Pattern {
            kind: one.kind,
            organization: who.organization.clone(),
            customer_id: who.customer_id,
            customer_code: who.customer_code,
            at: DateTime::from_timestamp_micros(one.at)?,
            count: one.count as i64,
        })
    });
    Ok((told.collect(), total))
}

/// Who earned stamps, or points, and when: customer by customer, kind by kind, in order.
fn earned(connection: &Connection, asked: Asked<'_>) -> rusqlite::Result<Vec<(i64, u8, i64)>> {
    let mut earned: Vec<(i64, u8, i64)> = connection
        .prepare_cached(&format!(
            "SELECT customer, kind, occurred_at FROM event
             WHERE occurred_at >= ?1 AND occurred_at < ?2 AND customer IS NOT NULL AND kind IN ({}, {})",
            kind::STAMPS,
            kind::POINTS
        ))?
        .query_map([asked.from, asked.to], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    earned.sort_unstable();
    Ok(earned)
}

/// Each begins with the first that no other holds, and holds all within 24 hours from there.
fn many_in_a_day(moments: &[i64]) -> impl Iterator<Item = (i64, usize)> {
    let mut rest = moments;
    std::iter::from_fn(move || {
        while let [first, later @ ..] = rest {
            let count = rest.partition_point(|moment| *moment < first.saturating_add(DAY));
            if count > USUAL {
                rest = &rest[count..];
                return Some((*first, count));
            }
            rest = later;
        }
        None
    })
}

/// Each is a run in which every one comes soon after the one before.
fn again_soon(moments: &[i64]) -> impl Iterator<Item = (i64, usize)> {
    let runs = moments.chunk_by(|one, next| next - one <= SOON);
    runs.filter(|run| run.len() > 1).map(|run| (run[0], run.len()))
}

struct Who {
    organization: String,
    customer_id: Uuid,
    customer_code: Option<CustomerCode>,
}

/// Whom it is about, of those asked for.
fn customers(
    connection: &Connection,
    asked: Asked<'_>,
    found: &[Found],
) -> rusqlite::Result<HashMap<i64, Who>> {
    let mut look = connection.prepare_cached(
        "SELECT o.slug, c.customer_id, c.customer_code FROM customer c
         JOIN organization o ON o.organization = c.organization
         WHERE c.customer = ?1 AND (?2 IS NULL OR c.organization = ?2)",
    )?;
    let numbers: BTreeSet<i64> = found.iter().map(|one| one.customer).collect();
    let mut customers = HashMap::new();
    for number in numbers {
        let mut rows = look.query((number, asked.organization))?;
        if let Some(row) = rows.next()? {
            let who = Who {
                organization: row.get("slug")?,
                customer_id: row.get("customer_id")?,
                customer_code: code(row)?,
            };
            customers.insert(number, who);
        }
    }
    Ok(customers)
}
