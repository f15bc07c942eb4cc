//! Tables as files that a spreadsheet opens: CSV and XLSX. Rows are handed over one by one and kept by nobody, so that a
//! list may be as long as it likes; the file appears under its name only once it is whole. Knows nothing of what is in it.
//!
//! What a cell holds is never a formula: in XLSX text is written as text; in CSV, where there is no such thing, text that
//! a spreadsheet would take for a formula is given an apostrophe ahead.

mod cell;
mod csv_file;
mod error;
mod file;
mod locale;
mod xlsx_file;

pub use cell::{Cell, Column, Kind};
pub use error::ExportError;
pub use file::{Export, Format};
pub use locale::Locale;
