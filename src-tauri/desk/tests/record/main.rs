//! What came to the border is counted and remembered within bounds, over restarts, and what it points to is said.
//! Time is an argument everywhere; where the program itself waits, the clock is a made-up one.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

mod absence;
mod gap;
mod suspicion;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use desk::{Border, Folder, Gap, Listening, Place, Record, SecretInfo};
use listener::{Outcome, Reason, Seen};
use proptest::prelude::*;
use tempfile::TempDir;
use uuid::Uuid;

const SECOND: TimeDelta = TimeDelta::seconds(1);
const HOUR: TimeDelta = TimeDelta::hours(1);
const ENDINGS: [Outcome; 5] =
    [Outcome::Stored, Outcome::Repeat, Outcome::Conflict, Outcome::SetAside, Outcome::Probed];
const REASONS: [Reason; 19] = [
    Reason::Path,
    Reason::Method,
    Reason::MediaType,
    Reason::ContentEncoding,
    Reason::NotHttp,
    Reason::HeadTooLarge,
    Reason::HeadTooSlow,
    Reason::BodyTooLarge,
    Reason::BodyTooSlow,
    Reason::BodyBroken,
    Reason::SignatureMissing,
    Reason::SignatureRepeated,
    Reason::SignatureMalformed,
    Reason::SignatureMismatch,
    Reason::NoSecret,
    Reason::NoRoom,
    Reason::Unavailable,
    Reason::Overdue,
    Reason::Panic,
];

fn noon() -> DateTime<Utc> {
    "2026-04-19T12:00:00Z".parse().unwrap()
}

fn folder(at: &Path) -> Folder {
    Folder::locate(Some(at.to_path_buf())).unwrap()
}

fn open(home: &TempDir) -> Arc<Record> {
    Arc::new(Record::open(&folder(home.path()), noon()))
}

/// As another program finds it.
fn found(home: &TempDir) -> Option<Border> {
    Record::read(&folder(home.path())).unwrap().map(|recorded| recorded.border)
}

fn ended(outcome: Outcome) -> Seen {
    Seen { outcome, reason: None, bytes: 300, digest: None }
}

fn refused(reason: Reason) -> Seen {
    let digest = Some([0x1a, 0x2b, 0x3c, 0x4d]);
    Seen { outcome: reason.outcome(), reason: Some(reason), bytes: 300, digest }
}

fn secret(number: u128, label: &str, added_at: DateTime<Utc>) -> SecretInfo {
    SecretInfo {
        id: Uuid::from_u128(number),
        label: label.into(),
        added_at,
        last_used_at: None,
        expires_at: None,
        place: Place::File,
        reachable: true,
    }
}

/// A delivery that this secret verified.
fn fits(record: &Record, secret: &SecretInfo, now: DateTime<Utc>) {
    record.signature_fits(Some(secret.id), now);
    record.saw(ended(Outcome::Stored), now);
}

#[tokio::test]
async fn every_request_is_counted_and_who_was_turned_away_is_remembered_newest_first() {
    let home = TempDir::new().unwrap();
    let record = open(&home);
    for outcome in ENDINGS {
        record.saw(ended(outcome), noon());
    }
    for (second, reason) in (0..).zip(REASONS) {
        record.saw(refused(reason), noon() + SECOND * second);
    }
    let border = serde_json::to_value(record.border()).unwrap();
    let outcomes = serde_json::json!({
        "stored": 1, "repeat": 1, "conflict": 1, "set_aside": 1, "probed": 1,
        "bad_signature": 4, "malformed": 4, "too_large": 2, "too_slow": 2, "refused": 4, "failed": 3,
    });
    assert_eq!(border["outcomes"], outcomes);
    let names: Vec<_> = border["refusals"].as_array().unwrap().iter().rev().map(|it| &it["reason"]).collect();
    assert_eq!(names, REASONS.map(Reason::name), "under the listener's own names, in the order they came");
    let last = serde_json::json!({
        "at": "2026-04-19T12:00:18Z", "outcome": "failed", "reason": "panic", "bytes": 300, "digest": "1a2b3c4d",
    });
    assert_eq!(border["refusals"][0], last);
}

#[tokio::test]
async fn a_hundred_thousand_refusals_stay_small_in_memory_and_on_disk() {
    let home = TempDir::new().unwrap();
    let record = open(&home);
    let longest = Seen { bytes: u64::MAX, ..refused(Reason::SignatureMalformed) };
    for number in 0..100_000 {
        record.saw(longest, noon() + TimeDelta::nanoseconds(number));
    }
    for hour in 0..1_000 {
        record.gap(Gap { from: noon() + HOUR * hour, to: noon() + HOUR * (hour + 1) });
    }
    record.flush().await;
    let border = found(&home).unwrap();
    assert_eq!(border, Border { listening: Some(Listening::Shut), ..record.border() });
    assert_eq!(border.outcomes.bad_signature, 100_000, "every one is counted");
    assert_eq!(border.refusals.len(), 1_000);
    assert_eq!(border.refusals[0].at, noon() + TimeDelta::nanoseconds(99_999), "the newest are kept");
    assert_eq!(border.gaps.len(), 100);
    assert_eq!(border.gaps[0].to, noon() + HOUR * 1_000);
    let size = fs::metadata(home.path().join("listener.json")).unwrap().len();
    assert!(size < 200_000, "{size} bytes, written once a second at the worst");
}

#[tokio::test]
async fn counting_goes_on_after_a_restart() {
    let home = TempDir::new().unwrap();
    let counter = secret(1, "counter", noon());
    let before = open(&home);
    before.listening(&Listening::On { address: "127.0.0.1:8787".into() });
    before.secrets_are(std::slice::from_ref(&counter), noon());
    fits(&before, &counter, noon() + SECOND);
    before.saw(refused(Reason::Path), noon() + SECOND * 2);
    before.flush().await;

    let after = Arc::new(Record::open(&folder(home.path()), noon() + HOUR));
    assert_eq!(after.border().since, noon(), "since it first counted");
    assert_eq!(after.border().listening, None, "that was another run");
    after.saw(refused(Reason::Path), noon() + HOUR);
    let border = after.border();
    assert_eq!((border.outcomes.stored, border.outcomes.refused), (1, 2));
    assert_eq!(border.refusals.len(), 2);
    assert_eq!(after.last_used().get(&counter.id), Some(&(noon() + SECOND)));
}

#[tokio::test]
async fn nobody_who_has_not_listened_has_a_record() {
    let home = TempDir::new().unwrap();
    assert_eq!(found(&home), None);
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0, "and looking leaves no trace");
}

#[tokio::test]
async fn a_record_that_cannot_be_read_begins_anew_and_a_reader_says_why() {
    for (content, why) in [("{\"format\":1,", "EOF"), ("", "EOF"), ("{\"format\":2}", "newer Stampdesk")] {
        let home = TempDir::new().unwrap();
        fs::write(home.path().join("listener.json"), content).unwrap();
        let error = Record::read(&folder(home.path())).unwrap_err();
        assert!(error.message.contains(why) && error.message.contains("listener.json"), "{error}");

        let record = open(&home);
        record.saw(ended(Outcome::Stored), noon());
        record.flush().await;
        let border = found(&home).unwrap();
        assert_eq!((border.since, border.outcomes.stored), (noon(), 1), "it holds nothing of the shop");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_record_is_for_its_owners_eyes_only() {
    use std::os::unix::fs::PermissionsExt;
    let home = TempDir::new().unwrap();
    let record = open(&home);
    record.saw(ended(Outcome::Probed), noon());
    record.flush().await;
    let files: Vec<_> = fs::read_dir(home.path()).unwrap().map(|file| file.unwrap()).collect();
    assert_eq!(files.len(), 1, "nothing is left beside it");
    assert_eq!(files[0].metadata().unwrap().permissions().mode() & 0o077, 0);
}

#[tokio::test]
async fn a_disk_that_cannot_be_written_stops_no_counting_and_is_made_up_for() {
    let home = TempDir::new().unwrap();
    let in_the_way = home.path().join("listener.json");
    fs::create_dir(&in_the_way).unwrap();
    let record = open(&home);
    record.saw(ended(Outcome::Stored), noon());
    record.flush().await;
    assert_eq!(record.border().outcomes.stored, 1);
    fs::remove_dir(&in_the_way).unwrap();
    record.flush().await;
    assert_eq!(found(&home).unwrap().outcomes.stored, 1, "what could not be written is still to be written");
}

#[tokio::test(start_paused = true)]
async fn it_is_written_at_once_after_quiet_and_then_at_most_once_a_second() {
    let home = TempDir::new().unwrap();
    let record = open(&home);
    let keeping = tokio::spawn(Arc::clone(&record).keep());
    let wait = |millis| tokio::time::sleep(Duration::from_millis(millis));
    let stored = || found(&home).map(|border| border.outcomes.stored);

    wait(10_000).await;
    assert_eq!(stored(), None, "nothing happened, nothing is written");
    record.saw(ended(Outcome::Stored), noon());
    wait(10).await;
    assert_eq!(stored(), Some(1), "at once");
    record.saw(ended(Outcome::Stored), noon());
    wait(900).await;
    assert_eq!(stored(), Some(1), "not again within the second");
    wait(100).await;
    assert_eq!(stored(), Some(2), "but as soon as it is over");
    record.saw(ended(Outcome::Stored), noon());
    keeping.abort();
    record.flush().await;
    assert_eq!(stored(), Some(3), "the end waits for nothing");
}

proptest! {
    /// Whatever comes, nothing is lost from the counts, the newest refusals are remembered, and a fit ends all suspicion.
    #[test]
    fn the_record_of_anything_adds_up(requests in prop::collection::vec((0..24_usize, 0..100_i64), 0..3_000)) {
        let home = TempDir::new().unwrap();
        let record = open(&home);
        record.secrets_are(&[secret(1, "endpoint", noon())], noon());
        let kind = |kind: usize| {
            ENDINGS.get(kind).map_or_else(|| refused(REASONS[kind - ENDINGS.len()]), |ending| ended(*ending))
        };
        let mut now = noon();
        let mut since_fit = 0;
        for (request, seconds) in &requests {
            now += SECOND * i32::try_from(*seconds).unwrap();
            let seen = kind(*request);
            record.saw(seen, now);
            if seen.reason == Some(Reason::SignatureMismatch) {
                since_fit += 1;
            } else if seen.outcome == Outcome::Stored {
                record.signature_fits(None, now);
                since_fit = 0;
            }
            prop_assert!(since_fit >= 3 || record.suspicion().is_none(), "an alarm without a run");
        }
        let border = record.border();
        let counts = serde_json::to_value(&border.outcomes).unwrap();
        let total: u64 = counts.as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
        prop_assert_eq!(total, requests.len() as u64);
        let refusals = requests.iter().rev().filter_map(|(request, _)| kind(*request).reason).take(1_000);
        prop_assert!(border.refusals.iter().map(|refusal| refusal.reason).eq(refusals));
    }
}
