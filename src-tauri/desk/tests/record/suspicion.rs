//! A run of signatures that do not match is explained in words; a stranger's noise is not.

use chrono::{DateTime, TimeDelta, Utc};
use desk::{Record, Suspicion};
use listener::{Outcome, Reason};
use tempfile::TempDir;

use super::{HOUR, SECOND, ended, fits, found, noon, open, refused, secret};

const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// So many signatures that do not match, `apart` from each other.
fn mismatches(record: &Record, count: i32, from: DateTime<Utc>, apart: TimeDelta) {
    for number in 0..count {
        record.saw(refused(Reason::SignatureMismatch), from + apart * number);
    }
}

#[tokio::test]
async fn a_mistyped_new_secret_is_named_until_something_fits() {
    let home = TempDir::new().unwrap();
    let record = open(&home);
    let (old, new) = (secret(1, "counter", noon() - HOUR * 900), secret(2, "after rotation", noon()));
    record.secrets_are(std::slice::from_ref(&old), noon() - HOUR);
    fits(&record, &old, noon() - HOUR);
    record.secrets_are(&[old.clone(), new.clone()], noon());

    mismatches(&record, 2, noon(), SECOND);
    assert_eq!(record.suspicion(), None, "two are no run");
    mismatches(&record, 1, noon() + SECOND * 2, SECOND);
    let suspicion = Suspicion::NewSecretNeverFitted { label: "after rotation".into() };
    assert_eq!(record.suspicion(), Some(suspicion.clone()));
    assert!(suspicion.words().contains("“after rotation”"), "the owner knows which");

    record.flush().await;
    assert_eq!(found(&home).unwrap().suspicion, Some(suspicion.clone()), "another program is told too");
    assert_eq!(open(&home).suspicion(), Some(suspicion), "a restart mends nothing");

    fits(&record, &new, noon() + MINUTE);
    assert_eq!(record.suspicion(), None, "it clears by itself");
    assert_eq!(record.border().suspicion, None);
}

#[tokio::test]
async fn a_first_secret_that_never_fitted_is_named_however_long_ago_it_was_added() {
    let home = TempDir::new().unwrap();
    let record = open(&home);
    record.secrets_are(&[secret(1, "endpoint", noon())], noon());
    mismatches(&record, 3, noon() + HOUR * 72, SECOND);
    let expected = Suspicion::NewSecretNeverFitted { label: "endpoint".into() };
    assert_eq!(record.suspicion(), Some(expected), "a shop set up on a quiet weekend");
}

#[tokio::test]
async fn a_secret_removed_or_run_out_too_early_is_remembered_for_a_day() {
    for runs_out in [false, true] {
        let home = TempDir::new().unwrap();
        let record = open(&home);
        let mut old = secret(1, "old", noon() - HOUR * 900);
        let new = secret(2, "new", noon());
        old.expires_at = runs_out.then_some(noon() + HOUR * 9);
        record.secrets_are(&[old.clone(), new.clone()], noon());
        fits(&record, &new, noon() + HOUR);
        let rest = if runs_out { vec![old, new] } else { vec![new] };
        record.secrets_are(&rest, noon() + HOUR * 9);

        mismatches(&record, 3, noon() + HOUR * 10, SECOND);
        assert_eq!(record.suspicion(), Some(Suspicion::OldSecretRemoved));
        mismatches(&record, 3, noon() + HOUR * 34, MINUTE);
        assert_eq!(record.suspicion(), Some(Suspicion::RotatedElsewhere), "a day later it is something else");
    }
}

#[tokio::test]
async fn a_rotation_that_nobody_told_us_of_is_suspected_once_it_outlasts_a_burst() {
    let home = TempDir::new().unwrap();
    let record = open(&home);
    let counter = secret(1, "counter", noon() - HOUR * 900);
    record.secrets_are(std::slice::from_ref(&counter), noon());
    fits(&record, &counter, noon());

    mismatches(&record, 500, noon() + HOUR, TimeDelta::milliseconds(100));
    assert_eq!(record.suspicion(), None, "fifty seconds of guessing are a stranger's, for all we know");
    mismatches(&record, 1, noon() + HOUR + MINUTE, SECOND);
    assert_eq!(
        record.suspicion(),
        Some(Suspicion::RotatedElsewhere),
        "the platform's retry comes after a minute"
    );

    let new = secret(2, "new", noon() + HOUR * 2);
    record.secrets_are(&[counter, new], noon() + HOUR * 2);
    assert_eq!(
        record.suspicion(),
        None,
        "the owner has done something; only what comes now can say whether it helped"
    );
}

#[tokio::test]
async fn what_came_between_a_change_and_its_discovery_counts_already() {
    let home = TempDir::new().unwrap();
    let record = open(&home);
    let (old, new) = (secret(1, "old", noon() - HOUR), secret(2, "new", noon()));
    record.secrets_are(std::slice::from_ref(&old), noon());
    fits(&record, &old, noon());
    let moment = TimeDelta::milliseconds(1);
    mismatches(&record, 3, noon() + moment * 500, moment);
    record.secrets_are(&[old, new], noon() + SECOND);
    assert_eq!(record.suspicion(), Some(Suspicion::NewSecretNeverFitted { label: "new".into() }));
}

#[tokio::test]
async fn strangers_who_come_by_now_and_then_are_no_run() {
    let home = TempDir::new().unwrap();
    let record = open(&home);
    let counter = secret(1, "counter", noon() - HOUR * 900);
    record.secrets_are(std::slice::from_ref(&counter), noon());
    fits(&record, &counter, noon());
    mismatches(&record, 30, noon() + HOUR, HOUR * 10);
    assert_eq!(record.suspicion(), None, "a holiday with a wrong guess every night");
    for reason in [Reason::SignatureMissing, Reason::SignatureMalformed, Reason::Path] {
        (0..100).for_each(|minute| record.saw(refused(reason), noon() + HOUR * 400 + MINUTE * minute));
    }
    assert_eq!(record.suspicion(), None, "what is no signature at all is not the platform's");
}

#[tokio::test]
async fn only_a_signature_that_fits_clears_it_whatever_becomes_of_the_delivery() {
    let home = TempDir::new().unwrap();
    let record = open(&home);
    record.secrets_are(&[secret(1, "endpoint", noon())], noon());
    mismatches(&record, 3, noon(), SECOND);
    record.saw(ended(Outcome::Stored), noon() + MINUTE);
    assert!(record.suspicion().is_some(), "a test event of our own is stored too, and proves nothing");
    record.signature_fits(None, noon() + MINUTE);
    assert_eq!(record.suspicion(), None, "its signature was right");
}

#[test]
fn the_window_says_the_same_in_english_and_where_to_look_at_the_platform() {
    let catalogue = include_str!("../../../../ui/src/messages/en.ts");
    for suspicion in [
        Suspicion::NewSecretNeverFitted { label: "{{label}}".into() },
        Suspicion::OldSecretRemoved,
        Suspicion::RotatedElsewhere,
    ] {
        let words = suspicion.words();
        assert!(catalogue.contains(&format!("'{words}'")), "the window has other words for {suspicion:?}");
        assert!(words.contains("Account > Settings > Integrations > Webhooks"), "{words}");
    }
}
