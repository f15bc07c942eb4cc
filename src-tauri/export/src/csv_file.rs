//! CSV. Everything but numbers stands in quotes: a `;` or a tab in a name must not begin a cell, whatever separator the
//! reader goes by. Times are ISO 8601 as spreadsheets of every language read it.

use std::borrow::Cow;
use std::io::{BufWriter, Write};

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use crate::{Cell, Column, ExportError, Kind, Locale};

/// By this Excel knows UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// What a spreadsheet takes for the beginning of a formula or of a command, the wide forms of East Asian keyboards included.
const BEGINS_A_FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A CSV file that is being written.
pub struct CsvFile<W: Write> {
    locale: Locale,
    writer: Writer<BufWriter<W>>,
    kinds: Option<Vec<Kind>>,
}

impl<W: Write> CsvFile<W> {
    pub fn begin(file: W, locale: Locale) -> Result<Self, ExportError> {
        let mut file = BufWriter::new(file);
        file.write_all(BYTE_ORDER_MARK)?;
        let writer = WriterBuilder::new()
            .delimiter(locale.separator())
            .terminator(Terminator::CRLF)
            .quote_style(QuoteStyle::NonNumeric)
            .from_writer(file);
        Ok(Self { locale, writer, kinds: None })
    }

    pub fn table(&mut self, columns: Vec<Column>) -> Result<(), ExportError> {
        if self.kinds.is_some() {
            return Err(ExportError::Unfit("a CSV file holds one table".into()));
        }
        self.writer.write_record(columns.iter().map(|column| harmless(&column.title).into_owned()))?;
        self.kinds = Some(columns.iter().map(|column| column.kind).collect());
        Ok(())
    }

    pub fn row(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        let rest = std::iter::repeat(&Cell::Empty);
        for (cell, kind) in cells.iter().chain(rest).zip(self.kinds.iter().flatten()) {
            self.writer.write_field(written(cell, *kind, self.locale).as_bytes())?;
        }
        Ok(self.writer.write_record(None::<&[u8]>)?)
    }

    pub fn finish(self) -> Result<(), ExportError> {
        let file = self.writer.into_inner().map_err(|failed| failed.into_error())?;
        file.into_inner().map_err(|failed| failed.into_error())?;
        Ok(())
    }
}

fn written(cell: &Cell, kind: Kind, locale: Locale) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) => harmless(text),
        Cell::Integer(number) if kind == Kind::Code => Cow::Owned(format!("{number:06}")),
        Cell::Decimal(_) => Cow::Owned(cell.plain().replace('.', locale.decimal_mark())),
        _ => Cow::Owned(cell.plain()),
    }
}

/// Text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(BEGINS_A_FORMULA) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    #[test]
    fn text_that_looks_like_a_formula_is_told_from_numbers_that_begin_alike() {
        for dangerous in ["=1+1", "+90 532", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"] {
            assert_eq!(harmless(dangerous), format!("'{dangerous}"));
        }
        for harmless_already in ["Ayşe", "", "1=1", " =1", "'=1"] {
            assert_eq!(harmless(harmless_already), harmless_already);
        }
        assert_eq!(
            written(&Cell::Integer(-3), Kind::Integer, Locale::English),
            "-3",
            "a number of ours is no text"
        );
        assert_eq!(written(&Cell::Decimal(Decimal::new(-350, 2)), Kind::Decimal, Locale::Turkish), "-3,50");
    }
}
