//! A desk always opens. What is in its way it says, and it never makes matters worse.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

use std::fs;
use std::path::Path;

use chrono::Utc;
use desk::{Desk, ErrorCode, Face, Folder, Listening, NoticeKind, Secret, Secrets, Settings, StoreState};
use tempfile::TempDir;

const ANY_PORT: &str = "127.0.0.1:0";

fn folder(at: &Path) -> Folder {
    Folder::locate(Some(at.to_path_buf())).unwrap()
}

async fn open(at: &Path) -> Desk {
    Desk::open(folder(at), Some(ANY_PORT), Face::Terminal).await
}

fn failure(desk: &Desk) -> ErrorCode {
    match desk.status().store {
        StoreState::Failed { error } => error.code,
        StoreState::Ok => panic!("this desk cannot keep anything"),
    }
}

#[tokio::test]
async fn a_new_shop_opens_empty_and_asks_for_its_secret() {
    let home = TempDir::new().unwrap();
    let at = home.path().join("not yet there");
    let desk = open(&at).await;
    let status = desk.status();
    assert_eq!(status.store, StoreState::Ok);
    assert!(matches!(status.listening, Listening::NoSecret { .. }), "never open without a secret");
    assert!(status.listening_since.is_some() && status.last_event_at.is_none());
    assert!(!status.demo);
}

#[tokio::test]
async fn a_secret_added_meanwhile_counts_at_once() {
    let home = TempDir::new().unwrap();
    let desk = open(home.path()).await;
    let secrets = Secrets::in_file(&folder(home.path())); // as another program of the same desk has them
    let secret = Secret::new("whsec_new").unwrap();
    let kept = secrets.add(&secret, "counter", Utc::now()).unwrap();
    assert!(matches!(desk.listening(), Listening::On { .. }));
    assert_eq!(secrets.add(&secret, "again", Utc::now()).unwrap(), kept, "the same secret is kept once");
    secrets.remove("counter").unwrap();
    assert!(matches!(desk.listening(), Listening::NoSecret { .. }), "and forgetting it counts at once too");
    assert_eq!(secrets.remove("counter").unwrap_err().code, ErrorCode::Settings);
}

#[cfg(unix)]
#[test]
fn secrets_are_for_their_owners_eyes_only() {
    use std::os::unix::fs::PermissionsExt;
    let home = TempDir::new().unwrap();
    let at = home.path().join("shop");
    Secrets::in_file(&folder(&at)).add(&Secret::new("whsec").unwrap(), "counter", Utc::now()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o077;
    assert_eq!(mode(&at.join("secrets.json")), 0);
    assert_eq!(mode(&at), 0, "the folder holds masked e-mails as well");
}

#[tokio::test]
async fn one_desk_at_a_time_and_the_second_says_who_has_it() {
    let home = TempDir::new().unwrap();
    let first = open(home.path()).await;
    let second = open(home.path()).await;
    let Listening::HeldElsewhere { holder } = second.listening() else { panic!("two writers on one shop") };
    assert!(holder.contains(&std::process::id().to_string()), "{holder}");
    assert!(second.reader().is_ok(), "it still shows what is stored");
    second.close().await; // or it would take over
    first.close().await;
    assert!(matches!(open(home.path()).await.listening(), Listening::NoSecret { .. }), "free again");
}

#[tokio::test]
async fn a_port_in_use_leaves_the_stored_data_readable() {
    let home = TempDir::new().unwrap();
    let taken = tokio::net::TcpListener::bind(ANY_PORT).await.unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let desk = Desk::open(folder(home.path()), Some(&address), Face::Window).await;
    assert_eq!(desk.listening(), Listening::PortInUse { address: address.clone() });
    let words = desk.listening().trouble().unwrap();
    assert!(words.contains(&address) && words.contains("choose another address"), "port and remedy: {words}");
    assert_eq!(desk.status().store, StoreState::Ok);
    assert!(desk.today(None).is_ok());
}

#[tokio::test]
async fn a_folder_that_cannot_be_is_said_to_be_so() {
    let home = TempDir::new().unwrap();
    let in_the_way = home.path().join("file");
    fs::write(&in_the_way, "not a folder").unwrap();
    let desk = open(&in_the_way).await;
    assert_eq!(failure(&desk), ErrorCode::DataFolderUnwritable);
    assert_eq!(desk.listening(), Listening::Shut, "what cannot be kept is not accepted");
    assert_eq!(fs::read_to_string(in_the_way).unwrap(), "not a folder");
}

#[tokio::test]
async fn a_damaged_database_is_kept_aside_and_named_until_the_owner_has_read_it() {
    let home = TempDir::new().unwrap();
    let database = folder(home.path()).database();
    let ruins = "years of somebody's work".repeat(500);
    fs::write(&database, &ruins).unwrap();
    let desk = open(home.path()).await;
    assert_eq!(desk.status().store, StoreState::Ok, "events from now on are kept");
    let notice = desk.status().notice.unwrap();
    assert_eq!(notice.kind, NoticeKind::DatabaseKeptAside);
    assert_eq!(fs::read_to_string(&notice.path).unwrap(), ruins, "untouched");
    desk.close().await;
    drop(desk);
    let again = open(home.path()).await;
    assert_eq!(again.status().notice, Some(notice), "a restart does not hide it");
    again.dismiss_notice().unwrap();
    assert_eq!(again.status().notice, None);
}

#[tokio::test]
async fn settings_are_kept_and_nonsense_is_not() {
    let home = TempDir::new().unwrap();
    let desk = open(home.path()).await;
    let chosen = Settings { language: Some("tr".into()), currency: "EUR".into(), ..Settings::default() };
    desk.choose(chosen.clone()).await.unwrap();
    let nonsense = Settings { currency: "lira".into(), ..chosen.clone() };
    assert_eq!(desk.choose(nonsense).await.unwrap_err().code, ErrorCode::Settings);
    assert_eq!(desk.status().settings, chosen);
    drop(desk);
    assert_eq!(open(home.path()).await.status().settings, chosen);
}

#[test]
fn made_up_data_are_labelled_by_their_own_folder() {
    let home = TempDir::new().unwrap();
    fs::write(home.path().join("demo"), "").unwrap();
    assert!(folder(home.path()).is_demo());
}
