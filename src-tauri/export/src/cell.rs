//! What stands in a table: columns with a title and a kind, and cells.

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;

/// What a column's cells are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words, names, ids.
    Text,
    /// Whole numbers.
    Integer,
    /// Six digits, leading zeros shown: a number all the same.
    Code,
    /// Numbers with two decimals or more, as money is.
    Decimal,
    /// Moments, to the second.
    Time,
    /// Days.
    Date,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What stands above it.
    pub title: String,
    /// What its cells are.
    pub kind: Kind,
    /// How wide it is, in digits.
    pub width: f64,
}

impl Column {
    /// As wide as its kind and its title ask for.
    pub fn new(title: impl Into<String>, kind: Kind) -> Self {
        let title = title.into();
        let usual = match kind {
            Kind::Text => 18.0,
            Kind::Integer | Kind::Code => 9.0,
            Kind::Decimal | Kind::Date => 12.0,
            Kind::Time => 20.0,
        };
        let button = 3.0; // of the filter
        let letters = f64::from(u32::try_from(title.chars().count()).unwrap_or(u32::MAX).min(40));
        Self { title, kind, width: f64::max(usual, letters + button) }
    }

    /// Wider than usual.
    #[must_use]
    pub fn wide(self, width: f64) -> Self {
        Self { width: self.width.max(width), ..self }
    }
}

/// What stands in one place of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell {
    /// Nothing: it is not known, or there is none.
    #[default]
    Empty,
    /// Text, whatever it looks like.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A decimal number: exact in CSV; in XLSX, whose numbers are binary, to some 15 digits.
    Decimal(Decimal),
    /// A moment on the clock of whoever reads it.
    Time(NaiveDateTime),
    /// A day.
    Date(NaiveDate),
}

impl Cell {
    /// As plain text: times as ISO 8601, numbers with every digit.
    pub(crate) fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Decimal(number) => number.to_string(),
            Self::Time(time) => time.format("%Y-%m-%d %H:%M:%S").to_string(),
            Self::Date(day) => day.format("%Y-%m-%d").to_string(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<Decimal> for Cell {
    fn from(number: Decimal) -> Self {
        Self::Decimal(number)
    }
}

impl From<NaiveDateTime> for Cell {
    fn from(time: NaiveDateTime) -> Self {
        Self::Time(time)
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Self::Date(day)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}
