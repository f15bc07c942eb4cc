//! Files read back by other means than they were written by.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use calamine::{Data, Reader, Xlsx, open_workbook};

/// A row's values by their titles.
pub type Row = HashMap<String, String>;

/// The rows of a CSV file, which must be as Excel likes it.
pub fn csv_rows(file: &Path, separator: u8) -> Result<Vec<Row>> {
    let bytes = fs::read(file)?;
    let text = std::str::from_utf8(&bytes)?.strip_prefix('\u{feff}').context("no byte order mark")?;
    ensure!(text.ends_with("\r\n"), "lines end with CR and LF");
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
    let titles = reader.headers()?.clone();
    ensure!(titles.len() > 1, "the separator is another one: {titles:?}");
    let by_title = |record: csv::StringRecord| {
        titles.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|record| Ok(by_title(record?))).collect()
}

/// The rows of a sheet.
pub fn sheet(file: &Path, name: &str) -> Result<Vec<HashMap<String, Data>>> {
    let mut book: Xlsx<_> = open_workbook(file)?;
    let range = book.worksheet_range(name)?;
    let mut rows = range.rows();
    let titles: Vec<String> = rows.next().context("no head")?.iter().map(ToString::to_string).collect();
    Ok(rows.map(|row| titles.iter().cloned().zip(row.iter().cloned()).collect()).collect())
}

/// A cell as the English CSV has it.
pub fn as_csv(title: &str, cell: &Data) -> String {
    match cell {
        Data::Float(code) if title == "Customer code" => format!("{code:06}"),
        Data::Float(amount) if title.contains("mount") => format!("{amount:.2}"),
        Data::DateTime(time) => {
            let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
            assert_eq!(milli, 0, "times are to the second");
            format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        other => other.to_string(),
    }
}
