//! Secrets in the file: what counts, for how long, and what is left of them afterwards. The keychain has its story in
//! `tests/secrets.rs` of the whole product.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

use std::collections::HashMap;
use std::fs;

use chrono::{DateTime, TimeDelta, Utc};
use desk::{ErrorCode, Folder, KeepOld, Place, Secret, SecretInfo, Secrets};
use tempfile::TempDir;
use uuid::Uuid;

struct Shop {
    home: TempDir,
    secrets: Secrets,
}

impl Shop {
    fn new() -> Self {
        let home = TempDir::new().unwrap();
        let secrets = Secrets::in_file(&Folder::locate(Some(home.path().into())).unwrap());
        Self { home, secrets }
    }

    /// One that another version, or a person, has written `text` for.
    fn with_file(text: &str) -> Self {
        let shop = Self::new();
        fs::write(shop.home.path().join("secrets.json"), text).unwrap();
        shop
    }

    /// The same secrets, as another program has them.
    fn elsewhere(&self) -> Secrets {
        Secrets::in_file(&Folder::locate(Some(self.home.path().into())).unwrap())
    }

    fn file(&self) -> String {
        fs::read_to_string(self.home.path().join("secrets.json")).unwrap()
    }

    fn labels(&self) -> Vec<String> {
        self.list().into_iter().map(|secret| secret.label).collect()
    }

    fn list(&self) -> Vec<SecretInfo> {
        self.secrets.list(&HashMap::new()).unwrap()
    }

    fn counts(&self, text: &str) -> bool {
        self.secrets.active().contains(&secret(text))
    }
}

fn secret(text: &str) -> Secret {
    Secret::new(text).unwrap()
}

fn hours_ago(hours: i64) -> DateTime<Utc> {
    Utc::now() - TimeDelta::hours(hours)
}

#[test]
fn several_secrets_count_at_once_and_each_is_known_by_its_id() {
    let shop = Shop::new();
    let now = Utc::now();
    let till = shop.secrets.add(&secret("whsec_till"), "till", now).unwrap();
    let test = shop.secrets.add(&secret("whsec_test"), " test ", now).unwrap();
    assert_eq!(shop.secrets.active().len(), 2);
    assert_eq!(
        shop.secrets.id_of(&secret("whsec_test")),
        Some(test.id),
        "the listener says which one fitted"
    );
    assert_eq!(shop.secrets.id_of(&secret("whsec_other")), None);

    let used = HashMap::from([(till.id, now)]);
    let expected = SecretInfo { last_used_at: Some(now), ..till };
    assert_eq!(shop.secrets.list(&used).unwrap(), [expected, test.clone()], "oldest first");
    assert_eq!((test.label.as_str(), test.place, test.reachable), ("test", Place::File, true));
    assert_eq!((test.added_at, test.expires_at), (now, None));
}

#[test]
fn a_rotation_keeps_the_old_secret_for_nine_hours() {
    let shop = Shop::new();
    let rotated = Utc::now();
    shop.secrets.add(&secret("whsec_old"), "old", hours_ago(100)).unwrap();
    shop.secrets.rotate(&secret("whsec_new"), "new", KeepOld::default(), rotated).unwrap();
    assert!(shop.counts("whsec_old"), "a delivery that is tried again may still be signed with it");
    assert!(shop.counts("whsec_new"));
    let [old, new] = &shop.list()[..] else { panic!("both are listed") };
    assert_eq!(old.expires_at, Some(rotated + TimeDelta::hours(9)));
    assert_eq!(new.expires_at, None);
}

#[test]
fn an_expired_secret_verifies_nothing_even_before_it_is_erased() {
    let shop = Shop::new();
    shop.secrets.add(&secret("whsec_old"), "old", hours_ago(100)).unwrap();
    shop.secrets.rotate(&secret("whsec_new"), "new", KeepOld::default(), hours_ago(10)).unwrap();
    assert!(shop.file().contains("whsec_old"), "nobody has swept since");
    assert!(!shop.counts("whsec_old") && shop.counts("whsec_new"));
    assert_eq!(shop.secrets.id_of(&secret("whsec_old")), None);
    assert_eq!(shop.labels(), ["new"]);

    assert!(shop.secrets.sweep(Utc::now()).unwrap().is_empty(), "nothing is left over");
    assert!(!shop.file().contains("whsec_old"), "erased from where it lay");
    assert!(shop.counts("whsec_new"));
}

#[test]
fn adding_erases_what_has_expired() {
    let shop = Shop::new();
    shop.secrets.add(&secret("whsec_old"), "old", hours_ago(100)).unwrap();
    shop.secrets.rotate(&secret("whsec_new"), "new", KeepOld::default(), hours_ago(10)).unwrap();
    shop.secrets.add(&secret("whsec_more"), "more", Utc::now()).unwrap();
    assert!(!shop.file().contains("whsec_old"));
}

#[test]
fn the_owner_decides_how_long_the_old_one_stays() {
    let shop = Shop::new();
    let now = Utc::now();
    shop.secrets.add(&secret("whsec_1"), "first", now).unwrap();
    shop.secrets.rotate(&secret("whsec_2"), "second", KeepOld::UntilTold, now).unwrap();
    assert!(shop.list().iter().all(|secret| secret.expires_at.is_none()), "until removed");

    let soon = now + TimeDelta::hours(1);
    shop.secrets.expire("first", Some(soon)).unwrap();
    shop.secrets.rotate(&secret("whsec_3"), "third", KeepOld::default(), now).unwrap();
    assert_eq!(shop.list()[0].expires_at, Some(soon), "a rotation never lengthens what was agreed");
    shop.secrets.expire("first", None).unwrap();
    assert_eq!(shop.list()[0].expires_at, None, "and the owner may change their mind");

    shop.secrets.rotate(&secret("whsec_4"), "fourth", KeepOld::Not, now).unwrap();
    assert_eq!(shop.labels(), ["fourth"], "a secret that leaked is erased at once");
    assert!(["whsec_1", "whsec_2", "whsec_3"].iter().all(|old| !shop.file().contains(old)));
}

#[test]
fn a_secret_given_twice_is_kept_once_and_for_good() {
    let shop = Shop::new();
    let now = Utc::now();
    let first = shop.secrets.add(&secret("whsec_1"), "first", now).unwrap();
    shop.secrets.rotate(&secret("whsec_2"), "second", KeepOld::default(), now).unwrap();
    let again = shop.secrets.rotate(&secret("whsec_1"), "again", KeepOld::default(), now).unwrap();
    assert_eq!(again, first, "back to the first one: it expires no more");
    assert_eq!(shop.labels(), ["first", "second"]);
    assert!(shop.list()[1].expires_at.is_some());
}

#[test]
fn what_another_program_changes_counts_at_once() {
    let shop = Shop::new();
    assert!(shop.secrets.active().is_empty());
    let elsewhere = shop.elsewhere();
    elsewhere.add(&secret("whsec"), "till", Utc::now()).unwrap();
    assert!(shop.counts("whsec"));
    elsewhere.remove("till").unwrap();
    assert!(!shop.counts("whsec"));
}

#[test]
fn programs_that_change_the_secrets_at_once_lose_none() {
    let shop = Shop::new();
    std::thread::scope(|scope| {
        for program in 0..8 {
            let secrets = shop.elsewhere();
            scope.spawn(move || {
                let text = format!("whsec_{program}");
                secrets.add(&secret(&text), &text, Utc::now()).unwrap();
            });
        }
    });
    assert_eq!(shop.secrets.active().len(), 8);
}

#[test]
fn a_name_that_fits_two_secrets_removes_neither() {
    let shop = Shop::new();
    shop.secrets.add(&secret("whsec_1"), "till", Utc::now()).unwrap();
    let second = shop.secrets.add(&secret("whsec_2"), "till", Utc::now()).unwrap();
    let refused = shop.secrets.remove("till").unwrap_err();
    assert_eq!(refused.code, ErrorCode::Settings);
    assert!(refused.message.contains("more than one"), "{refused}");
    assert_eq!(shop.secrets.remove(&second.id.to_string()).unwrap().id, second.id);
    assert_eq!(shop.secrets.remove("till").unwrap().label, "till", "now the name fits one");
    assert!(shop.secrets.remove(&Uuid::nil().to_string()).is_err());
}

#[test]
fn a_label_is_one_readable_line() {
    let shop = Shop::new();
    for label in ["", " \t", "two\nlines", "\u{1b}[31mred", &"x".repeat(61)] {
        let refused = shop.secrets.add(&secret("whsec"), label, Utc::now()).unwrap_err();
        assert_eq!(refused.code, ErrorCode::Settings, "{label:?}");
    }
    assert!(shop.secrets.active().is_empty(), "nothing was kept");
    shop.secrets.add(&secret("whsec"), &"ş".repeat(60), Utc::now()).unwrap();
}

#[test]
fn files_of_before_there_were_keychains_are_read() {
    let shop = Shop::with_file(
        r#"[{"id": "0198b3c4-0000-4000-8000-000000000001", "label": "till",
             "added_at": "2026-04-19T10:00:00Z", "secret": "whsec_of_before"}]"#,
    );
    assert!(shop.counts("whsec_of_before"));
    assert_eq!(shop.list()[0].place, Place::File);
    shop.secrets.add(&secret("whsec_more"), "more", Utc::now()).unwrap();
    assert!(shop.counts("whsec_of_before"), "and written again");
}

#[test]
fn a_secret_out_of_reach_is_said_to_be_so_and_the_others_count() {
    let shop = Shop::with_file(
        r#"[{"id": "0198b3c4-0000-4000-8000-000000000001", "label": "till", "place": "keychain",
             "added_at": "2026-04-19T10:00:00Z"},
            {"id": "0198b3c4-0000-4000-8000-000000000002", "label": "blank", "secret": " ",
             "added_at": "2026-04-19T10:00:00Z"}]"#,
    );
    shop.secrets.add(&secret("whsec_near"), "near", Utc::now()).unwrap();
    assert_eq!(shop.secrets.active().len(), 1, "white space is no secret, wherever it comes from");
    let reachable: Vec<_> = shop.list().iter().map(|secret| secret.reachable).collect();
    assert_eq!(reachable, [false, false, true]);
    assert!(shop.secrets.complaint().unwrap().contains("till"));

    let gone = shop.secrets.remove("till").unwrap();
    assert!(!gone.reachable, "its text is still in the keychain");
    assert_eq!(shop.labels(), ["blank", "near"], "but it is removed as far as the owner is concerned");
    assert_eq!(
        shop.secrets.sweep(Utc::now()).unwrap(),
        [gone.id],
        "and will be erased by whoever reaches it"
    );
}

#[test]
fn a_damaged_file_changes_nothing_and_shows_nothing() {
    let shop = Shop::new();
    shop.secrets.add(&secret("whsec_good"), "good", Utc::now()).unwrap();
    assert!(shop.counts("whsec_good"));
    fs::write(shop.home.path().join("secrets.json"), r#"["whsec_misplaced"]"#).unwrap();
    assert!(shop.counts("whsec_good"), "the secrets known before go on counting");
    let refused = shop.secrets.list(&HashMap::new()).unwrap_err();
    assert!(!refused.message.contains("misplaced"), "an error quotes no secret: {refused}");
    assert!(shop.secrets.add(&secret("whsec_new"), "new", Utc::now()).is_err(), "what cannot be read");
    assert_eq!(shop.file(), r#"["whsec_misplaced"]"#, "is not written over");
}

#[test]
fn debug_output_shows_no_secret() {
    let shop = Shop::new();
    shop.secrets.add(&secret("whsec_private"), "till", Utc::now()).unwrap();
    assert!(shop.counts("whsec_private"));
    assert!(!format!("{:?}", shop.secrets).contains("private"), "it ends up in logs");
}
