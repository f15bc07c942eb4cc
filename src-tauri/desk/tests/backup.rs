//! Backups: one a day when there is somewhere to put it, never anything that only looks like one, and the way back.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::Utc;
use desk::{
    BackupSettings, BackupState, DataState, Desk, ErrorCode, Face, FaultKind, Folder, HeldBy, Passphrase,
    Reader, Safe, Settings, back_up, check_backup, restore,
};
use ledger::{Label, Writer};
use tempfile::TempDir;
use tokio::time::{sleep, timeout};

const ANY_PORT: &str = "127.0.0.1:0";
const EXAMPLES: [&str; 3] = [
    include_str!("../../loyalite/fixtures/customer.enrolled.json"),
    include_str!("../../loyalite/fixtures/stamp.earned.json"),
    include_str!("../../loyalite/fixtures/points.earned.json"),
];
const PATIENCE: Duration = Duration::from_secs(60);

struct Shop {
    home: TempDir,
    stick: TempDir,
}

impl Shop {
    /// A shop with events, and a stick that backups are to go to.
    async fn new() -> Self {
        let shop = Self { home: TempDir::new().unwrap(), stick: TempDir::new().unwrap() };
        shop.hear(&EXAMPLES[..2]).await;
        let backup = BackupSettings { folder: Some(shop.stick().display().to_string()), encrypted: false };
        let settings = Settings { backup, currency: "EUR".into(), ..Settings::default() };
        settings.keep(&shop.folder()).unwrap();
        shop
    }

    fn folder(&self) -> Folder {
        Folder::locate(Some(self.home.path().join("data"))).unwrap()
    }

    fn stick(&self) -> PathBuf {
        self.stick.path().join("backups")
    }

    fn plug_in(&self) {
        fs::create_dir(self.stick()).unwrap();
    }

    /// While no desk is open.
    async fn hear(&self, bodies: &[&str]) {
        fs::create_dir_all(self.folder().path()).unwrap();
        let writer = Writer::start(&self.folder().database()).unwrap();
        for body in bodies {
            writer.deliver(body.as_bytes().to_vec(), Utc::now()).await.unwrap();
        }
    }

    fn events(&self) -> i64 {
        Reader::open(&self.folder().database()).unwrap().contents().unwrap().events
    }

    async fn open(&self) -> Desk {
        Desk::open(self.folder(), Some(ANY_PORT), Face::Window).await
    }

    fn state(&self) -> BackupState {
        BackupState::of(&self.folder())
    }
}

async fn until<T>(mut seen: impl FnMut() -> Option<T>) -> T {
    timeout(PATIENCE, async {
        loop {
            match seen() {
                Some(seen) => return seen,
                None => sleep(Duration::from_millis(50)).await,
            }
        }
    })
    .await
    .unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[tokio::test]
async fn the_daily_backup_waits_for_the_stick_says_so_and_catches_up() {
    let shop = Shop::new().await;
    let desk = shop.open().await;
    let fault = until(|| desk.backups().last_fault).await;
    assert_eq!(fault.kind, FaultKind::NotThere, "{fault:?}");
    assert!(fault.message.contains("backups"), "it names the folder: {}", fault.message);
    assert!(!desk.backups().reachable && desk.backups().last_good_at.is_none());
    assert!(
        !shop.stick().exists(),
        "a folder that is not there is not made: it would lie on this PC's own disk"
    );

    shop.plug_in();
    until(|| desk.backups().last_good_at).await;
    let state = desk.backups();
    assert_eq!((state.kept.len(), state.last_fault.clone()), (1, None), "{state:?}");
    assert_eq!(state.last_size, Some(state.kept[0].size));
    let found = desk.check_backup(state.kept[0].path.clone().into(), None).await.unwrap();
    assert_eq!((found.contents.events, found.contents.customers, found.encrypted), (2, 1, false));
    assert!((Utc::now() - state.kept[0].at).num_minutes() < 10, "the name says when, on the shop's clock");
    assert_eq!(names(&shop.stick()), [state.kept[0].name.clone()], "and nothing else lies there");
    desk.close().await;
}

#[tokio::test]
async fn on_request_one_is_made_at_once_and_a_file_that_exists_is_left_as_it_is() {
    let shop = Shop::new().await;
    let desk = shop.open().await;
    let refused = desk.back_up(None).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Backup, "the stick is not there: {refused}");
    shop.plug_in();
    let first = desk.back_up(None).await.unwrap();
    let second = desk.back_up(None).await.unwrap();
    assert_ne!(first.name, second.name, "two within a minute are two");
    let file = shop.home.path().join("for the accountant.backup");
    desk.back_up(Some(file.clone())).await.unwrap();
    assert_eq!(check_backup(&shop.folder(), &file, None).unwrap().contents.events, 2);
    let again = desk.back_up(Some(file)).await.unwrap_err();
    assert!(again.message.contains("exists"), "{again}");
    let state = desk.data().await.unwrap();
    assert_eq!((state.events, state.customers), (2, 1));
    assert!(state.bytes > 0 && state.free_disk_bytes > Some(0) && state.oldest_event_at.is_some());
    assert!(!state.backups.running);
    desk.close().await;
    assert!(!shop.folder().path().join("backup.work").exists(), "no copy is left on this PC");
}

#[tokio::test]
async fn what_a_cut_off_backup_leaves_looks_like_none_and_goes_with_the_next() {
    let shop = Shop::new().await;
    shop.plug_in();
    let left = shop.stick().join(".stampdesk-2026-04-19-2130.backup.partial");
    fs::write(&left, "half of it").unwrap();
    let book = serde_json::json!({ "writing": left });
    fs::write(shop.folder().path().join("backup.json"), book.to_string()).unwrap();
    fs::create_dir(shop.folder().path().join("backup.work")).unwrap();
    fs::write(shop.folder().path().join("backup.work/copy.db"), "half a copy").unwrap();
    assert_eq!(shop.state().kept, [], "it is no backup");
    let made = back_up(&shop.folder(), None, None).unwrap();
    assert_eq!(names(&shop.stick()), [made.name]);
    assert!(!shop.folder().path().join("backup.work").exists());
}

#[tokio::test]
async fn only_its_own_backups_make_room_and_only_by_plan() {
    let shop = Shop::new().await;
    shop.plug_in();
    let not_ours =
        ["holiday.mp4", "stampdesk-2020-01-01-0900.backup", "stampdesk-2020-01-02-0900.backup.age"];
    for name in not_ours {
        fs::write(shop.stick().join(name), "somebody else's").unwrap();
    }
    let made: Vec<_> = (1..=9)
        .map(|day| {
            let name = format!("stampdesk-2020-06-{day:02}-0900.backup");
            fs::write(shop.stick().join(&name), "12345").unwrap();
            let size = if day == 1 { 99 } else { 5 }; // the first was replaced by another file of its name
            let at = format!("2020-06-{day:02}T06:00:00Z");
            serde_json::json!({ "folder": shop.stick(), "name": name, "at": at, "size": size, "encrypted": false })
        })
        .collect();
    let book = serde_json::json!({ "made": made });
    fs::write(shop.folder().path().join("backup.json"), book.to_string()).unwrap();
    let newest = back_up(&shop.folder(), None, None).unwrap();
    let left = names(&shop.stick());
    for name in not_ours.into_iter().chain([newest.name.as_str(), "stampdesk-2020-06-01-0900.backup"]) {
        assert!(left.iter().any(|it| it == name), "{name} stays: {left:?}");
    }
    let june = left.iter().filter(|name| name.starts_with("stampdesk-2020-06-0")).count();
    assert_eq!(
        june,
        1 + 6,
        "of nine days before the new one six are kept, and the file that is not ours: {left:?}"
    );
}

#[tokio::test]
async fn backups_go_only_where_they_help() {
    let shop = Shop::new().await;
    let desk = shop.open().await;
    let inside = shop.folder().path().join("safe");
    fs::create_dir(&inside).unwrap();
    for (folder, why) in [
        (inside.display().to_string(), "it would be lost together with the data"),
        (shop.home.path().join("nowhere").display().to_string(), "it is not there"),
        ("backups".into(), "which folder that is depends on where one stands"),
    ] {
        let chosen = BackupSettings { folder: Some(folder), encrypted: false };
        let refused = desk.choose_backup(chosen, None).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Backup, "{why}");
    }
    shop.plug_in();
    let short = Passphrase::new("kısa").unwrap();
    let chosen = BackupSettings { folder: Some(shop.stick().display().to_string()), encrypted: true };
    let refused = desk.choose_backup(chosen.clone(), Some(short)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Passphrase, "too short: {refused}");
    let refused = desk.choose_backup(chosen, None).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Passphrase, "none is kept: {refused}");
    desk.close().await;
}

#[tokio::test]
async fn the_open_desk_restores_and_goes_on() {
    let shop = Shop::new().await;
    shop.plug_in();
    let made = back_up(&shop.folder(), None, None).unwrap();
    shop.hear(&EXAMPLES[2..]).await;
    let chosen = Settings { currency: "USD".into(), ..Settings::read(&shop.folder()).unwrap() };
    chosen.keep(&shop.folder()).unwrap();
    let desk = shop.open().await;
    let mut changes = desk.changes();
    let reader = desk.reader().unwrap();
    assert_eq!(reader.contents().unwrap().events, 3);

    let restored = desk.restore(made.path.clone().into(), None).await.unwrap();
    assert_eq!(restored.backup.contents.events, 2);
    assert_eq!(reader.contents().unwrap().events, 2, "a reader that was lent before sees it too");
    // Beside smaller changes, the window hears: everything may be other than before.
    while changes.recv().await.unwrap().customers.is_some() {}
    let replaced = PathBuf::from(restored.replaced.unwrap());
    assert_eq!(
        check_backup(&shop.folder(), &replaced, None).unwrap().contents.events,
        3,
        "nothing is thrown away"
    );
    let settings = Settings::read(&shop.folder()).unwrap();
    assert_eq!(settings.currency, "EUR", "the shop's choices come back with it");
    assert_eq!(settings.backup, chosen.backup, "where backups go is this PC's own");

    desk.restore(replaced, None).await.unwrap();
    assert_eq!(reader.contents().unwrap().events, 3, "and back again");
    assert_eq!(ledger::check(&shop.folder().database()).unwrap(), Vec::<String>::new());
    desk.close().await;
    let DataState { events, .. } =
        DataState::of(&shop.folder(), &Reader::open(&shop.folder().database()).unwrap()).unwrap();
    assert_eq!(events, 3);
}

#[tokio::test]
async fn in_safe_mode_a_restore_has_the_records_alone_and_then_nobody_has_them() {
    let shop = Shop::new().await;
    shop.plug_in();
    let made = PathBuf::from(back_up(&shop.folder(), None, None).unwrap().path);
    shop.hear(&EXAMPLES[2..]).await;
    let safe = Desk::open(shop.folder(), Some(ANY_PORT), Face::Safe(Safe::Asked)).await;
    let restored = safe.restore(made.clone(), None).await.unwrap();
    assert_eq!((restored.backup.contents.events, shop.events()), (2, 2));
    until(|| HeldBy::now(&shop.folder()).is_none().then_some(())).await; // a terminal may have them

    shop.hear(&EXAMPLES[2..]).await;
    let impatient = async {
        safe.start_normally().await;
        shop.events()
    };
    let (again, begun_with) = tokio::join!(safe.restore(made, None), impatient);
    assert_eq!(again.unwrap().backup.contents.events, 2);
    assert_eq!(begun_with, 2, "who wants to start normally waits until it has ended");
    assert_eq!(safe.status().crash.safe, None);
    safe.close().await;
}

#[tokio::test]
async fn what_cannot_be_restored_changes_nothing() {
    let shop = Shop::new().await;
    shop.plug_in();
    let passphrase = Passphrase::new("üç demlik çay").unwrap();
    let sealed = shop.home.path().join("shop.backup.age");
    let made = back_up(&shop.folder(), Some(&sealed), Some(passphrase.clone())).unwrap();
    assert!(made.encrypted);
    let other = |name: &str, bytes: &[u8]| {
        let file = shop.home.path().join(name);
        fs::write(&file, bytes).unwrap();
        file
    };
    let bytes = fs::read(&sealed).unwrap();
    let wrong = Passphrase::new("üç demlik kahve").unwrap();
    for (file, typed, code, why) in [
        (sealed.clone(), wrong, ErrorCode::Passphrase, "another passphrase"),
        (
            other("half.age", &bytes[..bytes.len() - 9]),
            passphrase.clone(),
            ErrorCode::DatabaseDamaged,
            "cut off",
        ),
        (other("photo.jpg", b"JFIF"), passphrase.clone(), ErrorCode::DatabaseDamaged, "a photo"),
        (shop.home.path().join("gone"), passphrase.clone(), ErrorCode::Backup, "it is not there"),
        (shop.folder().path().to_path_buf(), passphrase.clone(), ErrorCode::Backup, "a folder"),
    ] {
        let refused = restore(&shop.folder(), &file, Some(typed)).await.unwrap_err();
        assert_eq!(refused.code, code, "{why}: {refused}");
        assert!(refused.message.contains(&file.display().to_string()), "it names the file: {refused}");
    }
    let desk = shop.open().await;
    let refused = restore(&shop.folder(), &sealed, Some(passphrase.clone())).await.unwrap_err();
    assert_eq!(
        refused.code,
        ErrorCode::DatabaseBusy,
        "another program's restore, while this desk is open: {refused}"
    );
    assert!(refused.message.contains("window"), "it says who is in the way: {refused}");
    desk.close().await;
    assert_eq!(shop.events(), 2);
    let mut left = names(shop.folder().path());
    left.retain(|name| name.contains("replaced") || name.contains("work"));
    assert_eq!(left, Vec::<String>::new(), "nothing lies about");
    restore(&shop.folder(), &sealed, Some(passphrase)).await.unwrap();
    assert_eq!(shop.events(), 2);
}

#[tokio::test]
async fn a_restore_that_was_cut_off_after_the_change_is_finished_by_the_next_start() {
    let shop = Shop::new().await;
    let new = Settings { currency: "TRY".into(), ..Settings::default() };
    let label = Label {
        taken_at: Utc::now(),
        program: "0.1.0".into(),
        settings: serde_json::to_string(&new).unwrap(),
    };
    let staged = shop.home.path().join("staged.db");
    ledger::copy(&shop.folder().database(), &staged, &label, |_| true).unwrap();
    shop.hear(&EXAMPLES[2..]).await;
    ledger::adopt(&staged, Some(&shop.folder().database()), |_| 0, Utc::now()).unwrap();
    {
        let writer = Writer::start(&shop.folder().database()).unwrap();
        writer.load(staged, None).await.unwrap();
    } // here the power went
    assert_eq!(Settings::read(&shop.folder()).unwrap().currency, "EUR", "the settings had not followed");
    shop.open().await.close().await;
    assert_eq!(Settings::read(&shop.folder()).unwrap().currency, "TRY");
    assert_eq!(shop.events(), 2);
    let again = Settings { currency: "USD".into(), ..Settings::read(&shop.folder()).unwrap() };
    again.keep(&shop.folder()).unwrap();
    shop.open().await.close().await;
    assert_eq!(Settings::read(&shop.folder()).unwrap().currency, "USD", "that happens once");
}

#[tokio::test]
async fn a_destroyed_database_comes_back_from_its_backup() {
    let shop = Shop::new().await;
    shop.plug_in();
    let made = back_up(&shop.folder(), None, None).unwrap();
    for destroyed in [Some("the disk wrote nonsense here, page after page"), None] {
        for companion in ["", "-wal", "-shm"] {
            drop(fs::remove_file(shop.folder().path().join(format!("stampdesk.db{companion}"))));
        }
        if let Some(nonsense) = destroyed {
            fs::write(shop.folder().database(), nonsense.repeat(500)).unwrap();
        }
        let restored = restore(&shop.folder(), Path::new(&made.path), None).await.unwrap();
        assert_eq!(
            restored.replaced, None,
            "there was nothing left to keep; what was damaged was moved aside"
        );
        assert_eq!(shop.events(), 2);
        assert_eq!(ledger::check(&shop.folder().database()).unwrap(), Vec::<String>::new());
    }
    let aside = names(shop.folder().path()).into_iter().filter(|name| name.starts_with("stampdesk-damaged-"));
    assert_eq!(aside.count(), 1);
}
