//! A ledger outlives the program that began it: every earlier log is brought up to date whole, or left as it was.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

mod shop;

use std::path::Path;

use chrono::TimeDelta;
use ledger::{LedgerError, Reader, Writer, check};
use rusqlite::Connection;
use shop::{Shop, noon, regular};

/// Every log that was ever written, as SQL, with the platform's six examples in it.
const EARLIER: [(i64, &str); 2] =
    [(1, include_str!("schemas/log_1.sql")), (2, include_str!("schemas/log_2.sql"))];

fn version(path: &Path) -> i64 {
    Connection::open(path).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

#[test]
fn every_earlier_log_is_kept_as_a_copy_and_brought_up_to_date_with_the_same_figures() {
    let fresh = Shop::new();
    fresh.deliver_all();
    for (earlier, sql) in EARLIER {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stampdesk.db");
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        drop(Writer::start(&path).unwrap());
        assert_eq!(version(&path), version(&fresh.path()), "brought up to date");
        assert_eq!(check(&path).unwrap(), Vec::<String>::new());
        let reader = Reader::open(&path).unwrap();
        let known = |reader: &Reader| reader.customer(&regular()).unwrap().unwrap().customer;
        assert_eq!(known(&reader), known(&fresh.reader()), "log {earlier} says what it said");
        let day = noon() - TimeDelta::days(2)..noon();
        let figures = |reader: &Reader| reader.figures(day.clone(), None).unwrap();
        assert_eq!(figures(&reader), figures(&fresh.reader()), "log {earlier}: who was forgotten counts");
        let copy = folder.path().join(format!("stampdesk-log-{earlier}-1.db"));
        assert_eq!(version(&copy), earlier, "the copy can still be opened by the version that wrote it");
        drop(Writer::start(&path).unwrap());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().filter(is_database).count(), 2);
    }
}

fn is_database(file: &std::io::Result<std::fs::DirEntry>) -> bool {
    file.as_ref().unwrap().path().extension().is_some_and(|extension| extension == "db")
}

#[test]
fn a_migration_that_fails_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stampdesk.db");
    let (earlier, sql) = EARLIER[0];
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch(sql).unwrap();
    connection.execute_batch("CREATE TABLE remainder (in_the_way)").unwrap();
    let tables = "SELECT group_concat(name || sql) FROM sqlite_schema";
    let before: String = connection.query_row(tables, [], |row| row.get(0)).unwrap();
    assert!(matches!(Writer::start(&path), Err(LedgerError::Failed(_))));
    let after: String = connection.query_row(tables, [], |row| row.get(0)).unwrap();
    assert_eq!((after, version(&path)), (before, earlier), "all or nothing");
    let stored: i64 = connection.query_row("SELECT count(*) FROM delivery", [], |row| row.get(0)).unwrap();
    assert_eq!(stored, 6);
}
