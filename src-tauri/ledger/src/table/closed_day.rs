//! Table `closed_day`: days that the owner closed, with the report as it was then. Part of the log: rows are added, never
//! changed. They name nobody.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, named_params, params};
use serde::Serialize;

use crate::time::Micros;
use crate::{LedgerError, Reader};

/// A day that was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClosedDay {
    /// Its number: later closings have higher ones.
    pub seq: i64,
    /// The organization's slug; `None` for all of them.
    pub organization: Option<String>,
    /// The day, by the shop's calendar.
    pub day: NaiveDate,
    /// When it was closed.
    pub closed_at: DateTime<Utc>,
    /// The shop's time zone then, by its IANA name.
    pub time_zone: String,
    /// What was kept of it, as JSON.
    pub report: String,
    /// How often the same day of the same organization had been closed before.
    pub closed_before: i64,
}

const ROW: &str = "SELECT c.*, (SELECT count(*) FROM closed_day b WHERE b.day = c.day AND b.seq < c.seq
                                  AND b.organization IS c.organization) AS closed_before
     FROM closed_day c";

/// Adds a row; its number.
pub fn append(
    connection: &mut Connection,
    organization: Option<&str>,
    day: NaiveDate,
    time_zone: &str,
    report: &str,
    now: DateTime<Utc>,
) -> rusqlite::Result<i64> {
    // A statement that returns rows, alone, would not tell that its commit failed.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let seq = transaction
        .prepare_cached(
            "INSERT INTO closed_day (organization, day, closed_at, time_zone, report) VALUES (?1, ?2, ?3, ?4, ?5)
             RETURNING seq",
        )?
        .query_row(params![organization, day.to_string(), Micros(now), time_zone, report], |row| row.get(0))?;
    transaction.commit()?;
    Ok(seq)
}

impl Reader {
    /// Days that were closed, the last closing first; `before` is the number of the last one seen.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read; so for the other questions here.
    pub fn closed_days(&self, limit: u32, before: Option<i64>) -> Result<Vec<ClosedDay>, LedgerError> {
        let sql = format!("{ROW} WHERE c.seq < :before ORDER BY c.seq DESC LIMIT :limit");
        let before = before.unwrap_or(i64::MAX);
        self.read(|connection| {
            connection
                .prepare_cached(&sql)?
                .query_map(named_params! { ":before": before, ":limit": limit }, closed_day)?
                .collect()
        })
    }

    /// A closing by its number.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn closed_day(&self, seq: i64) -> Result<Option<ClosedDay>, LedgerError> {
        let sql = format!("{ROW} WHERE c.seq = ?1");
        self.read(|connection| connection.prepare_cached(&sql)?.query_row([seq], closed_day).optional())
    }
}

fn closed_day(row: &Row<'_>) -> rusqlite::Result<ClosedDay> {
    let day: String = row.get("day")?;
    Ok(ClosedDay {
        seq: row.get("seq")?,
        organization: row.get("organization")?,
        day: day
            .parse()
            .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error)))?,
        closed_at: row.get::<_, Micros>("closed_at")?.0,
        time_zone: row.get("time_zone")?,
        report: row.get("report")?,
        closed_before: row.get("closed_before")?,
    })
}
