//! Why there is no file.

use std::io;

/// Why an export came to nothing. What there was of the file is gone.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file cannot be written: the folder is missing or forbidden, the disk full, the stick unplugged.
    #[error(transparent)]
    Unwritable(#[from] io::Error),
    /// A table that no such file can hold: too many columns, or no name for a sheet.
    #[error("no such table can be written: {0}")]
    Unfit(String),
}

impl From<csv::Error> for ExportError {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => Self::Unwritable(error),
            other => Self::Unfit(format!("{other:?}")),
        }
    }
}

impl From<rust_xlsxwriter::XlsxError> for ExportError {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        use rust_xlsxwriter::XlsxError;
        match error {
            XlsxError::IoError(error) => Self::Unwritable(error),
            XlsxError::ZipError(error) => Self::Unwritable(io::Error::other(error)),
            other => Self::Unfit(other.to_string()),
        }
    }
}
