//! The file: made beside its place, and put there once it is whole.

use std::fs::File;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::csv_file::CsvFile;
use crate::xlsx_file::XlsxFile;
use crate::{Cell, Column, ExportError, Locale};

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One table in UTF-8 with a byte order mark, by which Excel knows it; lines end with CR and LF.
    Csv,
    /// A workbook of one sheet or more.
    Xlsx,
}

/// An export that is being written. Dropped before its end, it leaves nothing behind, and what stood there stays.
pub struct Export {
    path: PathBuf,
    file: NamedTempFile,
    content: Content,
    rows: u64,
}

enum Content {
    Csv(Box<CsvFile<File>>),
    Xlsx(Box<XlsxFile>),
}

impl Export {
    /// Begins the file that is to stand at `path`; readable by its owner only, for it may tell of people.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn begin(path: &Path, format: Format, locale: Locale) -> Result<Self, ExportError> {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let file = NamedTempFile::new_in(folder)?;
        let content = match format {
            Format::Csv => Content::Csv(Box::new(CsvFile::begin(file.reopen()?, locale)?)),
            Format::Xlsx => Content::Xlsx(Box::new(XlsxFile::begin(locale))),
        };
        Ok(Self { path: path.into(), file, content, rows: 0 })
    }

    /// Begins a table, which the rows from now on are of.
    ///
    /// # Errors
    /// When it cannot be written, or is a second one in a CSV file.
    pub fn table(&mut self, name: &str, columns: Vec<Column>) -> Result<(), ExportError> {
        match &mut self.content {
            Content::Csv(csv) => csv.table(columns),
            Content::Xlsx(xlsx) => xlsx.table(name, columns),
        }
    }

    /// Adds a row; columns at its end that it has no cells for stay empty.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        self.rows += 1;
        match &mut self.content {
            Content::Csv(csv) => csv.row(cells),
            Content::Xlsx(xlsx) => xlsx.row(cells),
        }
    }

    /// How many rows there are by now.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Puts the whole file in its place; how many rows it has.
    ///
    /// # Errors
    /// When it cannot be written; then what stood there stays.
    pub fn finish(self) -> Result<u64, ExportError> {
        let Self { path, file, content, rows } = self;
        match content {
            Content::Csv(csv) => csv.finish()?,
            Content::Xlsx(xlsx) => xlsx.finish(file.reopen()?)?,
        }
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|failed| failed.error)?;
        Ok(rows)
    }
}
