//! XLSX. Rows go through to disk as they come. A sheet holds 1,048,576 rows, its head included: what is more goes on in a
//! sheet after it. A cell holds 32,767 characters: what is more goes on below it. So nothing is ever cut off.

use std::fs::File;
use std::io::BufWriter;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use crate::{Cell, Column, ExportError, Kind, Locale};

/// Rows of a sheet besides its head.
const ROWS: u32 = 1_048_575;
/// What a cell holds, in UTF-16 as Excel counts.
const CHARACTERS: usize = 32_767;
/// What a sheet's name holds.
const NAME: usize = 31;
/// Whole numbers up to here are exact in a spreadsheet, whose numbers are binary floating point.
const EXACT: u64 = 1 << 53;

/// A workbook that is being written.
pub struct XlsxFile {
    workbook: Workbook,
    formats: Formats,
    /// The table that is being written.
    name: String,
    columns: Vec<Column>,
    /// In how many sheets it stands by now.
    parts: u32,
    /// The row that was written last, in the present sheet.
    row: u32,
    rows_per_sheet: u32,
}

impl XlsxFile {
    pub fn begin(locale: Locale) -> Self {
        Self {
            workbook: Workbook::new(),
            formats: Formats::of(locale),
            name: String::new(),
            columns: Vec::new(),
            parts: 0,
            row: 0,
            rows_per_sheet: ROWS,
        }
    }

    pub fn table(&mut self, name: &str, columns: Vec<Column>) -> Result<(), ExportError> {
        self.end_sheet()?;
        self.name = name.into();
        self.columns = columns;
        self.parts = 0;
        self.begin_sheet()
    }

    pub fn row(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        let mut rest = self.row_of(cells)?;
        while rest.iter().any(|cell| *cell != Cell::Empty) {
            rest = self.row_of(&rest)?;
        }
        Ok(())
    }

    pub fn finish(mut self, file: File) -> Result<(), ExportError> {
        self.end_sheet()?;
        let mut file = BufWriter::new(file);
        self.workbook.save_to_writer(&mut file)?;
        file.into_inner().map_err(|failed| failed.into_error())?;
        Ok(())
    }

    /// Writes a row; what did not fit into its cells.
    fn row_of(&mut self, cells: &[Cell]) -> Result<Vec<Cell>, ExportError> {
        if self.row == self.rows_per_sheet {
            self.end_sheet()?;
            self.begin_sheet()?;
        }
        self.row += 1;
        let Some(sheet) = self.workbook.worksheets_mut().last_mut() else {
            return Err(ExportError::Unfit("a row before its table".into()));
        };
        let mut rest = vec![Cell::Empty; cells.len()];
        for ((cell, column), rest) in cells.iter().zip(0..).zip(&mut rest) {
            let kind = self.columns.get(usize::from(column)).map_or(Kind::Text, |column| column.kind);
            *rest = self.formats.write(sheet, self.row, column, cell, kind)?;
        }
        Ok(rest)
    }

    fn begin_sheet(&mut self) -> Result<(), ExportError> {
        self.parts += 1;
        self.row = 0;
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(sheet_name(&self.name, self.parts))?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, place) in self.columns.iter().zip(0..) {
            sheet.set_column_width(place, column.width)?;
            sheet.write_string_with_format(0, place, &column.title, &self.formats.head)?;
        }
        Ok(())
    }

    fn end_sheet(&mut self) -> Result<(), ExportError> {
        let last = u16::try_from(self.columns.len()).unwrap_or(u16::MAX).checked_sub(1);
        if let (Some(sheet), Some(last)) = (self.workbook.worksheets_mut().last_mut(), last) {
            sheet.autofilter(0, 0, self.row, last)?;
        }
        Ok(())
    }
}

/// A name that a sheet may have: short, and without what a reference is written with.
fn sheet_name(name: &str, part: u32) -> String {
    let allowed = name.replace(['[', ']', ':', '*', '?', '/', '\\', '\''], " ");
    let number = if part > 1 { format!(" ({part})") } else { String::new() };
    let short: String = allowed.chars().take(NAME - number.len()).collect();
    format!("{}{number}", short.trim())
}

/// How each kind of cell looks.
struct Formats {
    head: Format,
    integer: Format,
    code: Format,
    decimal: Format,
    time: Format,
    date: Format,
}

impl Formats {
    fn of(locale: Locale) -> Self {
        let day = locale.day();
        Self {
            head: Format::new()
                .set_bold()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0xEF_E7_DA))
                .set_border_bottom(FormatBorder::Thin),
            integer: Format::new().set_num_format("#,##0"),
            code: Format::new().set_num_format("000000"),
            decimal: Format::new().set_num_format("#,##0.00##"),
            time: Format::new().set_num_format(format!("{day} hh:mm:ss")),
            date: Format::new().set_num_format(day),
        }
    }

    /// Writes a cell; what did not fit into it.
    #[allow(clippy::cast_precision_loss)] // only up to `EXACT`
    fn write(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        cell: &Cell,
        kind: Kind,
    ) -> Result<Cell, ExportError> {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => {
                let (fits, rest) = text.split_at(fitting(text));
                sheet.write_string(row, column, fits)?;
                return Ok(if rest.is_empty() { Cell::Empty } else { rest.into() });
            }
            Cell::Integer(number) if number.unsigned_abs() <= EXACT => {
                let format = if kind == Kind::Code { &self.code } else { &self.integer };
                sheet.write_number_with_format(row, column, *number as f64, format)?;
            }
            Cell::Decimal(number) => {
                let close = number.to_f64().unwrap_or(f64::NAN); // every decimal has one
                sheet.write_number_with_format(row, column, close, &self.decimal)?;
            }
            Cell::Time(time) if known_to_excel(time.date()) => {
                sheet.write_datetime_with_format(row, column, whole_second(*time), &self.time)?;
            }
            Cell::Date(day) if known_to_excel(*day) => {
                sheet.write_datetime_with_format(row, column, *day, &self.date)?;
            }
            Cell::Integer(_) | Cell::Time(_) | Cell::Date(_) => {
                sheet.write_string(row, column, cell.plain())?;
            }
        }
        Ok(Cell::Empty)
    }
}

/// How many bytes of a text fit into a cell.
fn fitting(text: &str) -> usize {
    let mut units = 0;
    let too_much = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > CHARACTERS
    });
    too_much.map_or(text.len(), |(at, _)| at)
}

/// Excel's calendar begins in 1900, with a leap day that never was, and ends with 9999.
fn known_to_excel(day: NaiveDate) -> bool {
    (1901..=9999).contains(&day.year())
}

/// Fractions of a second would be shown rounded up.
fn whole_second(time: NaiveDateTime) -> NaiveDateTime {
    time.with_nanosecond(0).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xlsx, open_workbook};

    use super::*;

    #[test]
    fn a_table_longer_than_a_sheet_goes_on_in_the_next() {
        let file = tempfile::NamedTempFile::with_suffix(".xlsx").unwrap();
        let mut xlsx = XlsxFile { rows_per_sheet: 2, ..XlsxFile::begin(Locale::English) };
        xlsx.table("Müşteriler", vec![Column::new("No", Kind::Integer)]).unwrap();
        for number in 1..=5 {
            xlsx.row(&[Cell::Integer(number)]).unwrap();
        }
        xlsx.finish(file.reopen().unwrap()).unwrap();
        let mut read: Xlsx<_> = open_workbook(file.path()).unwrap();
        assert_eq!(read.sheet_names(), ["Müşteriler", "Müşteriler (2)", "Müşteriler (3)"]);
        let all: Vec<Data> = read
            .worksheets()
            .iter()
            .flat_map(|(_, range)| range.rows().skip(1).map(|row| row[0].clone()).collect::<Vec<_>>())
            .collect();
        assert_eq!(all, (1..=5).map(|number| Data::Float(f64::from(number))).collect::<Vec<_>>());
        let heads = read.worksheets();
        assert!(heads.iter().all(|(_, range)| range.rows().next().unwrap()[0] == Data::String("No".into())));
    }

    #[test]
    fn a_name_for_a_sheet_is_made_of_any_name() {
        assert_eq!(sheet_name("A/B: [all]'s", 1), "A B   all  s");
        assert_eq!(sheet_name(&"ş".repeat(40), 12).chars().count(), NAME);
    }
}
