//! What a shop's PC does to its database: a full disk, a backup program that locks it, a file that became read-only. Each
//! is told in words that say what to do, and each passes without a restart.

use std::path::Path;

use ledger::query::FeedQuery;
use ledger::{Kept, LedgerError, Reader, Writer};

use crate::shop::Shop;
use crate::steps::examples;
use crate::trap::{self, Way, Write};

/// A shop that knows one delivery, and the next one to come.
fn shop() -> (Shop, String) {
    let shop = Shop::new();
    let [first, second, ..] = examples().map(|step| step.body().unwrap().to_owned());
    shop.deliver(&first).unwrap();
    (shop, second)
}

#[test]
fn a_full_disk_is_said_to_be_full() {
    let (shop, next) = shop();
    let write = Write { table: "delivery".into(), operation: "INSERT".into() };
    trap::prepare(&shop.outside());
    trap::set(&shop.outside(), &write, "AFTER", Way::DiskFull, "true");
    let full = shop.deliver(&next).unwrap_err();
    assert!(matches!(full, LedgerError::Full), "told from other failures: {full:?}");
    assert_eq!(full.to_string(), "the disk is full; nothing was stored");

    trap::clear(&shop.outside());
    assert_eq!(
        shop.deliver(&next).unwrap(),
        Kept::Stored,
        "with space again, it is stored without a restart"
    );
    shop.assert_sound("a full disk");
}

/// Waits once for as long as the writer does: five seconds.
#[test]
fn while_another_program_holds_the_database_deliveries_are_refused_and_reading_goes_on() {
    let (shop, next) = shop();
    let backup = shop.outside();
    backup.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let busy = shop.deliver(&next).unwrap_err();
    assert!(matches!(busy, LedgerError::Busy), "told from other failures: {busy:?}");
    assert_eq!(busy.to_string(), "the database is busy; nothing was stored, try again in a moment");
    let reader = Reader::open(&shop.path()).unwrap();
    let feed = reader.feed(&FeedQuery { limit: 10, ..FeedQuery::default() }).unwrap();
    assert_eq!(
        feed.events.len(),
        1,
        "the window shows what was stored before, and nothing of what was refused"
    );

    backup.execute_batch("ROLLBACK").unwrap();
    assert_eq!(shop.deliver(&next).unwrap(), Kept::Stored, "sent again, it is stored without a restart");
    shop.assert_sound("a lock");
}

/// The file is opened read-only by SQLite's own means: file permissions would not stop a test that runs as root.
#[test]
fn a_read_only_file_is_refused_when_it_is_opened_and_named() {
    let (shop, next) = shop();
    let before = shop.contents();
    let read_only = format!("file:{}?mode=ro", shop.path().display());
    let refused = Writer::start(Path::new(&read_only)).expect_err("no delivery may be accepted in vain");
    assert!(matches!(refused, LedgerError::Unwritable { .. }), "told from other failures: {refused:?}");
    assert!(refused.to_string().contains("stampdesk.db"), "it names the file: {refused}");
    assert_eq!(shop.contents(), before, "nothing was written");

    assert_eq!(
        shop.deliver(&next).unwrap(),
        Kept::Stored,
        "where it can be written, it takes the delivery in"
    );
    shop.assert_sound("being read-only");
}

#[test]
fn a_place_where_no_file_can_be_is_named_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (taken, unplugged) = (folder.path().join("stampdesk.db"), folder.path().join("unplugged"));
    std::fs::create_dir(&taken).unwrap();
    for place in [taken.clone(), unplugged.join("stampdesk.db")] {
        let error = Writer::start(&place).unwrap_err();
        assert!(matches!(error, LedgerError::Unwritable { .. }), "told from other failures: {error:?}");
        assert!(error.to_string().contains(&place.display().to_string()), "it names the place: {error}");
    }
    assert!(taken.is_dir(), "what is in the way is somebody's");
    assert!(!unplugged.exists(), "a folder that is not there, on a disk that is not there, is not made up");
}
