//! What differs between the spreadsheets of two languages.

/// Whose spreadsheet it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locale {
    /// `;` between the cells of a CSV file, and a comma in decimal numbers.
    Turkish,
    /// `,` between the cells of a CSV file, and a point in decimal numbers.
    English,
}

impl Locale {
    pub(crate) fn separator(self) -> u8 {
        match self {
            Self::Turkish => b';',
            Self::English => b',',
        }
    }

    pub(crate) fn decimal_mark(self) -> &'static str {
        match self {
            Self::Turkish => ",",
            Self::English => ".",
        }
    }

    /// How an XLSX file shows a day.
    pub(crate) fn day(self) -> &'static str {
        match self {
            Self::Turkish => "dd.mm.yyyy",
            Self::English => "yyyy-mm-dd",
        }
    }
}
