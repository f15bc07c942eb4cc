//! Where rows go: into the file, told and stopped on the way.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use export::{Cell, Column, Export, ExportError, Format, Locale};

use super::{ExportProgress, Exported, Progress};
use crate::{DeskError, ErrorCode};

/// So many rows go by between two words on how far it is.
const STEP: u64 = 256;

pub struct Sink<'a> {
    path: PathBuf,
    file: Export,
    progress: Progress<'a>,
    failed: Option<ExportError>,
    cancelled: bool,
}

impl<'a> Sink<'a> {
    pub fn begin(
        path: &Path,
        format: Format,
        locale: Locale,
        progress: Progress<'a>,
    ) -> Result<Self, DeskError> {
        let file = Export::begin(path, format, locale).map_err(|error| no_file(path, &error))?;
        Ok(Self { path: path.into(), file, progress, failed: None, cancelled: false })
    }

    pub fn table(&mut self, name: &str, columns: Vec<Column>) -> Result<(), DeskError> {
        self.file.table(name, columns).map_err(|error| no_file(&self.path, &error))
    }

    /// Takes a row of so many; nothing more is wanted after a break.
    pub fn row(&mut self, cells: &[Cell], total: impl Into<Option<i64>>) -> ControlFlow<()> {
        if self.cancelled || self.failed.is_some() {
            return ControlFlow::Break(());
        }
        if let Err(error) = self.file.row(cells) {
            self.failed = Some(error);
            return ControlFlow::Break(());
        }
        let rows = self.file.rows();
        if rows % STEP != 1 {
            return ControlFlow::Continue(());
        }
        let told = (self.progress)(ExportProgress { rows: count(rows), total: total.into() });
        self.cancelled = told.is_break();
        told
    }

    /// Puts the file in its place, unless it was stopped.
    pub fn finish(self) -> Result<Option<Exported>, DeskError> {
        if let Some(error) = self.failed {
            return Err(no_file(&self.path, &error));
        }
        if self.cancelled {
            return Ok(None);
        }
        let rows = count(self.file.rows());
        let end = ExportProgress { rows, total: Some(rows) };
        if (self.progress)(end).is_break() {
            return Ok(None);
        }
        self.file.finish().map_err(|error| no_file(&self.path, &error))?;
        Ok(Some(Exported { path: self.path.display().to_string(), rows }))
    }
}

fn count(rows: u64) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

pub fn no_file(path: &Path, error: &dyn std::fmt::Display) -> DeskError {
    DeskError::new(ErrorCode::Storage, format!("{} cannot be written: {error}", path.display()))
}
