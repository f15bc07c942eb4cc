//! A panic leaves a report that can be passed on: it says what, where and when, and nothing of what is stored. In a program
//! of its own, because there is one panic hook in each.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

use std::hint::black_box;
use std::thread;

use chrono::Utc;
use desk::{CrashReports, Folder, watch_over};

const CODE: &str = "482193";

/// What a bug might say while it handles a customer.
fn fails() {
    let _ = thread::Builder::new()
        .name("listener".into())
        .spawn(|| panic!("no card for {} in {}", black_box(CODE), black_box("j***@gmail.com")))
        .unwrap()
        .join();
}

fn fails_elsewhere(index: usize) {
    let none: [u8; 0] = [];
    let _ = thread::spawn(move || none[black_box(index)]).join();
}

#[test]
fn a_panic_leaves_a_report_that_holds_nothing_of_what_is_stored() {
    let home = tempfile::tempdir().unwrap();
    let folder = Folder::locate(Some(home.path().join("shop"))).unwrap();
    let reports = CrashReports::of(&folder);
    assert_eq!((reports.list().unwrap(), reports.unread()), (Vec::new(), 0), "nothing has failed");
    watch_over(&folder);

    let before = Utc::now();
    fails();
    fails();
    let [report] = &reports.list().unwrap()[..] else { panic!("one place in the program, one report") };
    let text = &report.text;
    assert!((before - report.at).num_seconds() == 0, "{}", report.at);
    for wanted in ["a part of the program failed", "tests/crash_report.rs:", "thread listener", "Backtrace"] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    assert!(text.contains(&format!("Version  {}", env!("CARGO_PKG_VERSION"))));
    let own = std::env::home_dir().unwrap().display().to_string();
    for unwanted in [CODE, "gmail", "no card", &home.path().display().to_string(), &own] {
        assert!(!text.contains(unwanted), "{unwanted}: {text}");
    }

    assert_eq!(reports.unread(), 1);
    reports.all_read().unwrap();
    assert_eq!((reports.unread(), reports.list().unwrap().len()), (0, 1), "it stays for later");
    fails_elsewhere(7);
    assert_eq!(reports.unread(), 1, "another place, another report");
    let all = reports.text_of_all().unwrap();
    assert!(all.contains("index out of bounds") && all.contains("thread listener"), "{all}");
    is_for_its_owners_eyes_only(&home.path().join("shop/crashes"));
}

#[cfg(unix)]
fn is_for_its_owners_eyes_only(folder: &std::path::Path) {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder), 0o700);
    for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        if file.extension().is_some() {
            assert_eq!(mode(&file), 0o600, "{}", file.display());
        }
    }
}

#[cfg(not(unix))]
fn is_for_its_owners_eyes_only(_: &std::path::Path) {}
