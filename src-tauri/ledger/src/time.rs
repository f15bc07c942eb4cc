//! Times in the database: microseconds since 1970, UTC.

use chrono::{DateTime, Utc};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

/// A time as a column.
pub struct Micros(pub DateTime<Utc>);

impl ToSql for Micros {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.timestamp_micros().into())
    }
}

impl FromSql for Micros {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let micros = value.as_i64()?;
        DateTime::from_timestamp_micros(micros).map(Self).ok_or(FromSqlError::OutOfRange(micros))
    }
}

/// A time that may be unknown, out of a row.
pub fn maybe(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<Option<DateTime<Utc>>> {
    Ok(row.get::<_, Option<Micros>>(column)?.map(|time| time.0))
}

/// A time that may be unknown, into a row.
pub fn micros(time: Option<DateTime<Utc>>) -> Option<i64> {
    time.map(|time| time.timestamp_micros())
}

/// Before everything that is later than `after`: a bound that an index can use.
pub fn later_than(after: Option<DateTime<Utc>>) -> i64 {
    micros(after).unwrap_or(i64::MIN)
}

/// Up to and with `until`, or without end.
pub fn up_to(until: Option<DateTime<Utc>>) -> i64 {
    micros(until).unwrap_or(i64::MAX)
}
