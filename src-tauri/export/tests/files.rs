//! Files as whole: what is in them, and what becomes of them when something goes wrong.
#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

use std::fs;

use calamine::{Data, Reader, Xlsx, open_workbook};
use chrono::{NaiveDate, NaiveDateTime};
use export::{Cell, Column, Export, ExportError, Format, Kind, Locale};
use rust_decimal::Decimal;

fn columns() -> Vec<Column> {
    [
        ("Ad", Kind::Text),
        ("Kod", Kind::Code),
        ("Tutar", Kind::Decimal),
        ("Zaman", Kind::Time),
        ("Gün", Kind::Date),
        ("Puan", Kind::Integer),
    ]
    .map(|(title, kind)| Column::new(title, kind))
    .to_vec()
}

fn noon() -> NaiveDateTime {
    day().and_hms_milli_opt(12, 30, 59, 900).unwrap()
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, 19).unwrap()
}

fn row(name: &str) -> [Cell; 6] {
    let amount = Decimal::new(-123_450, 2);
    [name.into(), Cell::Integer(48), amount.into(), noon().into(), day().into(), Cell::Integer(-5)]
}

fn written(format: Format, locale: Locale, names: &[&str]) -> tempfile::TempPath {
    let path = tempfile::NamedTempFile::with_suffix(".xlsx").unwrap().into_temp_path();
    let mut export = Export::begin(&path, format, locale).unwrap();
    export.table("Liste", columns()).unwrap();
    for name in names {
        export.row(&row(name)).unwrap();
    }
    assert_eq!(export.finish().unwrap(), names.len() as u64);
    path
}

#[test]
fn csv_is_as_a_turkish_or_an_english_spreadsheet_reads_it() {
    let turkish = fs::read_to_string(written(Format::Csv, Locale::Turkish, &["Ayşe; \"A\"\nB"])).unwrap();
    assert_eq!(
        turkish,
        "\u{feff}\"Ad\";\"Kod\";\"Tutar\";\"Zaman\";\"Gün\";\"Puan\"\r\n\
         \"Ayşe; \"\"A\"\"\nB\";000048;\"-1234,50\";\"2026-04-19 12:30:59\";\"2026-04-19\";-5\r\n"
    );
    let english = fs::read_to_string(written(Format::Csv, Locale::English, &["=1+1", "a;=1+1"])).unwrap();
    assert!(english.contains("\"'=1+1\",000048,-1234.50,"), "{english}");
    assert!(
        english.contains("\"a;=1+1\","),
        "in quotes, so that no other separator begins a cell: {english}"
    );
}

#[test]
fn a_workbook_has_real_times_numbers_and_text_that_is_no_formula() {
    let path = written(Format::Xlsx, Locale::Turkish, &["=1+1", "_x0041_", "ş\u{1}\u{1F44D}"]);
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let sheet = book.worksheet_range("Liste").unwrap();
    assert_eq!(sheet[(1, 0)], Data::String("=1+1".into()));
    assert_eq!(sheet[(1, 1)], Data::Float(48.0), "a code is a number that shows its zeros");
    assert_eq!(sheet[(1, 2)], Data::Float(-1234.5));
    assert_eq!(sheet[(1, 5)], Data::Float(-5.0));
    let moment = |cell: &Data| match cell {
        Data::DateTime(time) => time.to_ymd_hms_milli(),
        other => panic!("no time: {other:?}"),
    };
    assert_eq!(moment(&sheet[(1, 3)]), (2026, 4, 19, 12, 30, 59, 0));
    assert_eq!(moment(&sheet[(1, 4)]), (2026, 4, 19, 0, 0, 0, 0));
    assert!(book.worksheet_formula("Liste").unwrap().is_empty());
}

#[test]
fn text_longer_than_a_cell_goes_on_below_it() {
    let long = "ş👍".repeat(30_000); // 90,000 units of UTF-16
    let path = written(Format::Xlsx, Locale::English, &[&long, "short"]);
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let sheet = book.worksheet_range("Liste").unwrap();
    let parts: Vec<_> = sheet.rows().skip(1).take(3).map(|row| row[0].to_string()).collect();
    assert_eq!(parts.concat(), long);
    assert_eq!(sheet[(2, 1)], Data::Empty, "what fits is not said twice");
    assert_eq!(sheet[(4, 0)], Data::String("short".into()));
}

#[test]
fn what_is_not_finished_never_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    fs::write(&path, "mine").unwrap();
    for format in [Format::Csv, Format::Xlsx] {
        let mut export = Export::begin(&path, format, Locale::English).unwrap();
        export.table("List", columns()).unwrap();
        export.row(&row("half")).unwrap();
        drop(export);
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "and nothing lies beside it");
    }
    let nowhere = Export::begin(&folder.path().join("no/list.csv"), Format::Csv, Locale::English);
    assert!(matches!(nowhere.err(), Some(ExportError::Unwritable(_))));
    let mut twice = Export::begin(&path, Format::Csv, Locale::English).unwrap();
    twice.table("One", columns()).unwrap();
    assert!(matches!(twice.table("Two", columns()).err(), Some(ExportError::Unfit(_))));
}

#[test]
fn a_table_without_rows_is_one_all_the_same() {
    let path = written(Format::Xlsx, Locale::English, &[]);
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    assert_eq!(book.worksheet_range("Liste").unwrap().height(), 1, "its head");
}
