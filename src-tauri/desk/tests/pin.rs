//! The owner's PIN: what it keeps, across restarts, and the ways out for an owner who forgot it.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

use std::fs;
use std::path::Path;

use desk::{Desk, Digits, ErrorCode, Face, Folder, Pin};

fn folder(home: &Path) -> Folder {
    Folder::locate(Some(home.to_path_buf())).unwrap()
}

async fn open(home: &Path) -> Desk {
    Desk::open(folder(home), Some("127.0.0.1:0"), Face::Window).await
}

fn pin(digits: &str) -> Digits {
    Digits::new(digits.into()).unwrap()
}

#[tokio::test]
async fn without_a_pin_everything_is_open() {
    let home = tempfile::tempdir().unwrap();
    let desk = open(home.path()).await;
    assert_eq!(desk.status().pin, Pin { set: false, unlocked: false, wait_until: None });
    assert_eq!(desk.for_the_owner(), Ok(()));
    desk.lock();
    assert_eq!(desk.for_the_owner(), Ok(()), "there is nothing to lock with");
    desk.close().await;
}

#[tokio::test]
async fn a_pin_locks_at_every_start_and_opens_for_whoever_knows_it() {
    let home = tempfile::tempdir().unwrap();
    let desk = open(home.path()).await;
    desk.set_pin(None, Some(&pin("4711"))).unwrap();
    assert_eq!(desk.for_the_owner(), Ok(()), "whoever sets it is the owner");
    desk.close().await;

    let desk = open(home.path()).await;
    assert_eq!(desk.for_the_owner().unwrap_err().code, ErrorCode::Locked);
    assert_eq!(desk.unlock(&pin("4712")).unwrap_err().code, ErrorCode::WrongPin);
    assert_eq!(desk.for_the_owner().unwrap_err().code, ErrorCode::Locked);
    desk.unlock(&pin("4711")).unwrap();
    assert!(desk.status().pin.unlocked);
    assert_eq!(desk.for_the_owner(), Ok(()));
    desk.lock();
    assert_eq!(desk.for_the_owner().unwrap_err().code, ErrorCode::Locked);
    desk.close().await;
}

#[tokio::test]
async fn the_wait_after_wrong_pins_outlives_a_restart_and_spares_not_even_the_right_one() {
    let home = tempfile::tempdir().unwrap();
    let desk = open(home.path()).await;
    desk.set_pin(None, Some(&pin("4711"))).unwrap();
    desk.lock();
    for _ in 0..5 {
        assert_eq!(desk.unlock(&pin("0000")).unwrap_err().code, ErrorCode::WrongPin);
    }
    desk.close().await;

    let desk = open(home.path()).await;
    assert!(desk.status().pin.wait_until.is_some());
    assert_eq!(desk.unlock(&pin("4711")).unwrap_err().code, ErrorCode::PinWait);
    let changed = desk.set_pin(Some(&pin("4711")), Some(&pin("1111")));
    assert_eq!(changed.unwrap_err().code, ErrorCode::PinWait, "there is no other way to try one");
    desk.close().await;
}

#[tokio::test]
async fn a_pin_is_changed_and_taken_away_only_with_the_one_there_is() {
    let home = tempfile::tempdir().unwrap();
    let desk = open(home.path()).await;
    desk.set_pin(None, Some(&pin("4711"))).unwrap();
    assert_eq!(desk.set_pin(None, None).unwrap_err().code, ErrorCode::Locked, "though it is unlocked");
    assert_eq!(desk.set_pin(Some(&pin("0000")), None).unwrap_err().code, ErrorCode::WrongPin);
    desk.set_pin(Some(&pin("4711")), Some(&pin("12345678"))).unwrap();
    desk.lock();
    assert_eq!(desk.unlock(&pin("4711")).unwrap_err().code, ErrorCode::WrongPin);
    desk.set_pin(Some(&pin("12345678")), None).unwrap();
    assert_eq!(desk.status().pin, Pin::default());
    desk.close().await;
}

#[tokio::test]
async fn an_owner_who_forgot_it_takes_it_away_from_outside() {
    let home = tempfile::tempdir().unwrap();
    let desk = open(home.path()).await;
    desk.set_pin(None, Some(&pin("4711"))).unwrap();
    desk.lock();
    assert!(Pin::of(&folder(home.path())).set);
    assert!(Pin::clear(&folder(home.path())).unwrap());
    assert_eq!(desk.for_the_owner(), Ok(()), "the open window knows at once");
    assert!(!Pin::clear(&folder(home.path())).unwrap(), "there is none any more");
    desk.close().await;
}

#[tokio::test]
async fn a_damaged_file_keeps_it_locked_and_is_said() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("pin.json"), r#"{"hash": "$argon2id$half"#).unwrap();
    let desk = open(home.path()).await;
    assert_eq!(desk.for_the_owner().unwrap_err().code, ErrorCode::Locked);
    let refused = desk.unlock(&pin("4711")).unwrap_err();
    assert_eq!(refused.code, ErrorCode::Pin);
    assert!(refused.message.contains("pin.json"), "where to look: {refused}");
    desk.close().await;
}

#[tokio::test]
async fn the_file_shows_no_digit_and_is_for_its_owner_only() {
    let home = tempfile::tempdir().unwrap();
    let desk = open(home.path()).await;
    desk.set_pin(None, Some(&pin("4711"))).unwrap();
    desk.close().await;
    let file = home.path().join("pin.json");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("$argon2id$v=19$m=19456,t=2,p=1$"), "slow to guess: {text}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_pin_is_four_to_eight_digits() {
    for typed in ["", "123", "123456789", "12a4", "12 4", "١٢٣٤", "-123"] {
        assert_eq!(Digits::new(typed.into()).err().map(|it| it.code), Some(ErrorCode::Pin), "{typed:?}");
    }
    for typed in ["0000", "12345678"] {
        assert!(Digits::new(typed.into()).is_ok());
    }
}
