//! A copy of a ledger that goes on taking deliveries is the ledger at one moment, whole and sound; and a copy can take the
//! ledger's place, for every program that has it open.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

mod shop;

use std::collections::HashSet;
use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use ledger::query::FeedQuery;
use ledger::{
    CustomerKey, Kept, Label, LedgerError, Reader, Watch, Writer, adopt, check, copy, examine, finished,
    unfinished,
};
use rusqlite::Connection;
use serde_json::json;
use shop::{EARNED, SIX, Shop, block_on, noon, regular};
use uuid::Uuid;

fn label() -> Label {
    Label { taken_at: noon(), program: "0.1.0".into(), settings: "{}".into() }
}

/// A delivery of one of many customers.
fn visit(number: u128) -> String {
    json!({ "id": Uuid::from_u128(0x5e11 << 64 | number), "event": "stamp.earned", "occurred_at": noon(),
        "organization": "kahveci-mehmet", "data": { "customer_code": number % 900, "stamps_added": 1,
        "customer_id": Uuid::from_u128(number % 900), "stamp_balance": 3, "max_stamps": 10, "amount": 85.5 } })
    .to_string()
}

fn deliver_visits(shop: &Shop, numbers: std::ops::Range<u128>) {
    let writer = shop.writer.as_ref().unwrap();
    block_on(async {
        for number in numbers {
            assert_eq!(writer.deliver(visit(number).into_bytes(), noon()).await.unwrap(), Kept::Stored);
        }
    });
}

fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn day_of(time: chrono::DateTime<chrono::Utc>) -> i64 {
    time.timestamp() / 86_400
}

/// A copy of `shop` in a folder of its own.
fn copied(shop: &Shop) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copy.db");
    copy(&shop.path(), &file, &label(), |_| true).unwrap();
    (folder, file)
}

/// Puts the copy in place, as a desk does.
fn put_in_place(shop: &Shop, staged: &Path, replaced: Option<PathBuf>) {
    adopt(staged, Some(&shop.path()), day_of, noon()).unwrap();
    block_on(shop.writer.as_ref().unwrap().load(staged.into(), replaced)).unwrap();
    assert_eq!(unfinished(&shop.path()).unwrap(), Some(label()), "its settings wait to be followed");
    finished(&shop.path()).unwrap();
    assert_eq!(unfinished(&shop.path()).unwrap(), None);
}

#[test]
fn while_deliveries_go_on_a_copy_is_the_ledger_at_one_moment() {
    let shop = Shop::new();
    shop.deliver_all();
    deliver_visits(&shop, 0..1500);
    let folder = tempfile::tempdir().unwrap();
    let ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let going_on = scope.spawn(|| {
            let mut next = 1500;
            while !ended.load(Ordering::Relaxed) {
                deliver_visits(&shop, next..next + 20);
                next += 20;
            }
            next
        });
        for number in 0..4 {
            let file = folder.path().join(format!("{number}.db"));
            let held = copy(&shop.path(), &file, &label(), |_| true).unwrap();
            assert_eq!(held.events, held.newest_seq, "all up to that moment, and nothing after it");
            assert!(held.events >= 1506);
            assert_eq!(examine(&file).unwrap(), (held, Some(label())));
            assert_eq!(
                check(&file).unwrap(),
                Vec::<String>::new(),
                "its figures are what its log adds up to"
            );
        }
        ended.store(true, Ordering::Relaxed);
        assert!(going_on.join().unwrap() > 1520, "deliveries went on meanwhile");
    });
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
    assert_eq!(files(folder.path()), ["0.db", "1.db", "2.db", "3.db"], "each is one file");
}

#[test]
fn a_copy_that_is_cut_off_is_none() {
    let shop = Shop::new();
    deliver_visits(&shop, 0..1200); // more pages than one step takes
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copy.db");
    let mut heard = Vec::new();
    let cut = copy(&shop.path(), &file, &label(), |share| {
        heard.push(share);
        false
    });
    assert!(matches!(cut, Err(LedgerError::Failed(_))), "{cut:?}");
    assert!(heard.len() == 1 && (0.0..1.0).contains(&heard[0]), "{heard:?}");
    assert!(examine(&file).is_err(), "half a copy is no copy");
    assert!(matches!(
        copy(Path::new("/nowhere/stampdesk.db"), &file, &label(), |_| true),
        Err(LedgerError::Unknown(_))
    ));
}

#[test]
fn what_is_no_sound_ledger_of_ours_is_told_apart() {
    let shop = Shop::new();
    deliver_visits(&shop, 0..300);
    let (folder, good) = copied(&shop);
    let other = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        file
    };
    let bytes = fs::read(&good).unwrap();
    let mut altered = bytes.clone();
    altered[40_960..41_960].fill(0x5a);
    let stranger = folder.path().join("stranger.db");
    Connection::open(&stranger).unwrap().execute_batch("CREATE TABLE recipes (cake TEXT)").unwrap();
    for (file, what) in [
        (other("empty", b""), "nothing is in it"),
        (other("words", b"Dear diary, today the machine broke again, and nobody came."), "it is no database"),
        (other("half", &bytes[..bytes.len() / 2]), "it was cut off"),
        (other("altered", &altered), "a part of it is another"),
        (stranger, "another program's database"),
    ] {
        assert!(matches!(examine(&file), Err(LedgerError::Damaged { .. })), "{what}: {:?}", examine(&file));
    }
    Connection::open(&good).unwrap().pragma_update(None, "user_version", 999).unwrap();
    assert!(matches!(examine(&good), Err(LedgerError::Newer { .. })));
}

#[test]
fn a_copy_takes_the_ledgers_place_for_everyone_and_what_was_there_is_kept() {
    let shop = Shop::new();
    shop.deliver_all();
    let before = serde_json::to_value(shop.customer("482193")).unwrap();
    let (folder, staged) = copied(&shop);
    deliver_visits(&shop, 0..700);
    let reader = shop.reader();
    assert_eq!(reader.contents().unwrap().events, 706);
    let mut watch = Watch::open(&shop.path()).unwrap();
    let replaced = shop.folder.path().join("stampdesk-replaced.db");

    put_in_place(&shop, &staged, Some(replaced.clone()));
    assert_eq!(reader.contents().unwrap().events, 6, "who had it open sees the copy");
    assert!(watch.moved().unwrap(), "and who watches it is told");
    assert_eq!(serde_json::to_value(shop.customer("482193")).unwrap(), before);
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
    assert_eq!(examine(&replaced).unwrap().0.events, 706, "what was there is kept, whole");
    assert_eq!(check(&replaced).unwrap(), Vec::<String>::new());
    drop(folder);

    assert_eq!(
        shop.deliver(&visit(7)),
        Kept::Stored,
        "the same writer goes on, and what came after the copy is new"
    );
    let newest = &shop.reader().feed(&FeedQuery { limit: 1, ..FeedQuery::default() }).unwrap().events[0];
    assert_eq!(
        newest.seq, 707,
        "no arrival number is given out twice: nobody who follows the feed misses anything"
    );
    drop(shop.writer);
    let reopened = Writer::start(&shop.folder.path().join("stampdesk.db")).unwrap();
    drop(reopened);
    let path = shop.folder.path().join("stampdesk.db");
    assert_eq!(check(&path).unwrap(), Vec::<String>::new());
    assert_eq!(Reader::open(&path).unwrap().contents().unwrap().events, 7);
}

#[test]
fn what_another_program_writes_to_the_last_moment_is_here_or_in_what_was_replaced() {
    let shop = Shop::new();
    deliver_visits(&shop, 0..1500);
    let (_folder, staged) = copied(&shop);
    adopt(&staged, Some(&shop.path()), day_of, noon()).unwrap();
    let (path, replaced) = (shop.path(), shop.folder.path().join("stampdesk-replaced.db"));
    std::thread::scope(|scope| {
        let (begun, go) = std::sync::mpsc::channel();
        scope.spawn(move || {
            let other = Writer::start(&path).unwrap();
            for number in 2000..2100 {
                block_on(other.deliver(visit(number).into_bytes(), noon())).unwrap();
                let _ = begun.send(()); // it is waited for once
            }
        });
        go.recv().unwrap();
        let load = || block_on(shop.writer.as_ref().unwrap().load(staged.clone(), Some(replaced.clone())));
        let mut loaded = load();
        while matches!(loaded, Err(LedgerError::Busy)) {
            loaded = load(); // it could not come between
        }
        loaded.unwrap();
    });
    let ids = |path: &Path| -> HashSet<String> {
        let ledger = Connection::open(path).unwrap();
        let mut ids = ledger.prepare("SELECT body ->> 'id' FROM delivery").unwrap();
        ids.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let (here, before) = (ids(&shop.path()), ids(&replaced));
    for number in (0..1500).chain(2000..2100) {
        let id = Uuid::from_u128(0x5e11 << 64 | number).to_string();
        assert!(here.contains(&id) || before.contains(&id), "visit {number} is in neither");
    }
}

#[test]
fn who_was_forgotten_after_the_copy_does_not_come_back_with_it() {
    let shop = Shop::new();
    shop.deliver_all();
    deliver_visits(&shop, 0..5);
    let (_folder, staged) = copied(&shop);
    let forget =
        |key: CustomerKey| block_on(shop.writer.as_ref().unwrap().forget(key, day_of, noon())).unwrap();
    forget(regular());
    put_in_place(&shop, &staged, None);
    assert_eq!(shop.reader().customer(&regular()).unwrap(), None);
    assert_eq!(shop.deliver(EARNED), Kept::Forgotten, "nor with what is sent again");
    let bytes = fs::read(shop.path()).unwrap();
    let id = regular().customer_id.to_string();
    assert!(!bytes.windows(id.len()).any(|it| it == id.as_bytes()), "not a trace of it");
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
    assert_eq!(shop.reader().health().unwrap().forgotten, 1);
    assert_eq!(shop.reader().contents().unwrap().customers, 6, "the others are all there");
}

#[test]
fn a_copy_by_an_earlier_version_is_brought_up_to_date_before_it_takes_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let staged = folder.path().join("staged.db");
    Connection::open(&staged).unwrap().execute_batch(include_str!("schemas/log_1.sql")).unwrap();
    let (held, no_label) = examine(&staged).unwrap();
    assert_eq!(
        (held.events, no_label),
        (SIX.len() as i64, None),
        "a plain copy of a database is looked into too"
    );
    let shop = Shop::new();
    adopt(&staged, Some(&shop.path()), day_of, noon()).unwrap();
    block_on(shop.writer.as_ref().unwrap().load(staged, None)).unwrap();
    let fresh = Shop::new();
    fresh.deliver_all();
    assert_eq!(shop.customer("482193"), fresh.customer("482193"));
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new());
}

#[test]
fn a_ledger_that_is_damaged_within_is_replaced_by_a_sound_copy() {
    let shop = Shop::new();
    deliver_visits(&shop, 0..900);
    let (_folder, staged) = copied(&shop);
    deliver_visits(&shop, 900..1000);
    // Under the writer's feet: what it did not need yet it reads as it is now.
    Connection::open(shop.path())
        .unwrap()
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    let mut file = fs::File::options().write(true).open(shop.path()).unwrap();
    file.seek(SeekFrom::Start(100 << 10)).unwrap();
    file.write_all(&[0x5a; 200 << 10]).unwrap();
    assert!(matches!(examine(&shop.path()), Err(LedgerError::Damaged { .. })));
    let replaced = shop.folder.path().join("stampdesk-replaced.db");
    put_in_place(&shop, &staged, Some(replaced.clone()));
    assert_eq!(shop.reader().contents().unwrap().events, 900);
    assert_eq!(check(&shop.path()).unwrap(), Vec::<String>::new(), "not a page of the damaged one is left");
    let kept = fs::metadata(&replaced).unwrap().len();
    assert!(kept > fs::metadata(&staged).unwrap().len(), "the damaged one is kept, page by page");
}
