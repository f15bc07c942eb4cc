//! One backup a day, at the first chance: when the desk opens, or the shop's day begins, or the stick is back.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::task::spawn_blocking;
use tokio::time::{MissedTickBehavior, interval_at};

use super::Passphrase;
use super::book::Book;
use super::fault::FaultKind;
use super::write::{Target, write};
use crate::desk::Shared;
use crate::{Settings, Zone};

/// How often it looks. A desk that has just opened has other things to do first.
const LOOK: Duration = Duration::from_secs(5);
/// How long after a failure it is tried again; a folder that comes back is not waited for.
const AGAIN: TimeDelta = TimeDelta::minutes(15);

/// Makes one whenever it is due. Never ends.
pub async fn daily(shared: Arc<Shared>) {
    let mut look = interval_at(tokio::time::Instant::now() + LOOK, LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        look.tick().await;
        let looking = Arc::clone(&shared);
        // Off the traffic's threads: sticks are slow, and network drives may not answer.
        if spawn_blocking(move || look_after(&looking)).await.is_err() {
            tracing::error!("the daily backup was cut off");
        }
    }
}

fn look_after(shared: &Shared) {
    let (folder, now) = (&shared.folder, Utc::now());
    let settings = shared.standing.borrow().settings.clone();
    let Some(path) = settings.backup.folder.as_deref() else { return };
    let book = Book::of(folder);
    if !folder.database().exists() || !due(&book, &settings, now) {
        return;
    }
    let target = Target::Folder { path: path.into(), encrypted: settings.backup.encrypted };
    let passphrase = if settings.backup.encrypted { Passphrase::kept(&shared.passphrases) } else { None };
    match write(folder, &target, passphrase.as_ref(), now) {
        Ok(made) => tracing::info!(name = made.name, size = made.size, "backup made"),
        Err(fault) => Book::failed(folder, &fault, now),
    }
}

/// Whether one is to be made: none was made this day of the shop's calendar, as the owner wants them now.
fn due(book: &Book, settings: &Settings, now: DateTime<Utc>) -> bool {
    let zone = Zone::of(settings);
    let wanted = settings.backup.folder.as_deref().map(std::path::Path::new);
    let made = book.last_good.as_ref().is_some_and(|last| {
        zone.date(last.at) == zone.date(now)
            && Some(last.folder.as_path()) == wanted
            && last.encrypted == settings.backup.encrypted
    });
    let waits = book
        .last_fault
        .as_ref()
        .is_some_and(|last| last.kind != FaultKind::NotThere && (last.at..last.at + AGAIN).contains(&now));
    !made && !waits
}

#[cfg(test)]
mod tests {
    use super::super::book::{BackupFault, Made};
    use super::*;
    use crate::BackupSettings;

    fn settings() -> Settings {
        let backup = BackupSettings { folder: Some("/stick".into()), encrypted: false };
        Settings { backup, time_zone: Some("Europe/Istanbul".into()), ..Settings::default() }
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn made(text: &str) -> Book {
        let last_good =
            Made { folder: "/stick".into(), name: String::new(), at: at(text), size: 1, encrypted: false };
        Book { last_good: Some(last_good), ..Book::default() }
    }

    #[test]
    fn one_a_day_by_the_shops_calendar() {
        assert!(due(&Book::default(), &settings(), at("2026-04-19T12:00:00Z")), "there is none yet");
        let book = made("2026-04-19T12:00:00Z");
        assert!(!due(&book, &settings(), at("2026-04-19T20:59:00Z")), "it is 23:59 in Istanbul");
        assert!(due(&book, &settings(), at("2026-04-19T21:00:00Z")), "the next day has begun there");
        assert!(due(&book, &settings(), at("2026-04-18T12:00:00Z")), "the clock was a day ahead");
    }

    #[test]
    fn another_folder_or_another_kind_is_served_at_once() {
        let (book, now) = (made("2026-04-19T12:00:00Z"), at("2026-04-19T13:00:00Z"));
        for backup in [
            BackupSettings { folder: Some("/other".into()), encrypted: false },
            BackupSettings { folder: Some("/stick".into()), encrypted: true },
        ] {
            assert!(due(&book, &Settings { backup, ..settings() }, now));
        }
    }

    #[test]
    fn what_failed_is_tried_again_later_but_a_stick_that_is_back_at_once() {
        let failed = |kind| {
            let last_fault = BackupFault { at: at("2026-04-20T08:00:00Z"), kind, message: String::new() };
            Book { last_fault: Some(last_fault), ..made("2026-04-19T12:00:00Z") }
        };
        let (soon, later) = (at("2026-04-20T08:01:00Z"), at("2026-04-20T08:16:00Z"));
        assert!(due(&failed(FaultKind::NotThere), &settings(), soon));
        assert!(!due(&failed(FaultKind::Full), &settings(), soon));
        assert!(due(&failed(FaultKind::Full), &settings(), later));
    }
}
