//! What a desk's record holds in memory.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};

use super::Border;
use super::store::{self, Kept};
use super::tally::Tally;
use crate::Suspicion;
use crate::suspicion::Clues;

const HOUR: TimeDelta = TimeDelta::hours(1);

/// The record with what its keeping needs.
#[derive(Debug)]
pub struct Book {
    pub kept: Kept,
    /// It holds something that the file does not.
    pub unsaved: bool,
    pub tally: Tally,
    /// The suspicion that the log heard of last, and when.
    told: Option<(Suspicion, DateTime<Utc>)>,
}

impl Book {
    /// What the file says; nothing yet, where it says nothing that can be read.
    pub fn found(file: &Path, now: DateTime<Utc>) -> Self {
        let kept = store::read(file).unwrap_or_else(|error| {
            tracing::warn!(%error, "the record of what came to the border begins anew");
            None
        });
        let mut kept = kept.unwrap_or_else(|| Kept { border: Border::new(now), clues: Clues::default() });
        kept.border.listening = None;
        let told = kept.border.suspicion.take().map(|suspicion| (suspicion, now));
        Self { kept, unsaved: false, tally: Tally::default(), told }
    }

    pub fn snapshot(&self) -> Kept {
        let mut kept = self.kept.clone();
        kept.border.suspicion = kept.clues.suspicion();
        kept
    }

    /// The suspicion, when the log must hear of it: a new one, or one that it has not heard for an hour. What comes and goes
    /// with every stranger fills no disk.
    pub fn suspicion_to_tell(&mut self, now: DateTime<Utc>) -> Option<Suspicion> {
        let suspicion = self.kept.clues.suspicion()?;
        let known = |(told, at): &(Suspicion, DateTime<Utc>)| *told == suspicion && (now - *at).abs() < HOUR;
        if self.told.as_ref().is_some_and(known) {
            return None;
        }
        self.told = Some((suspicion.clone(), now));
        Some(suspicion)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{Place, SecretInfo};

    #[test]
    fn the_log_hears_of_a_suspicion_once_an_hour_however_often_it_comes_and_goes() {
        let start: DateTime<Utc> = "2026-04-19T12:00:00Z".parse().unwrap();
        let mut book = Book::found(Path::new("no such file"), start);
        let secret = SecretInfo {
            id: Uuid::nil(),
            label: "endpoint".into(),
            added_at: start,
            last_used_at: None,
            expires_at: None,
            place: Place::File,
            reachable: true,
        };
        book.kept.clues.secrets_are(&[secret], start);
        let mut told = 0;
        for second in 0..7_200 {
            let now = start + TimeDelta::seconds(second);
            book.kept.clues.fitted(now);
            (0..3).for_each(|_| book.kept.clues.mismatched(now));
            told += usize::from(book.suspicion_to_tell(now).is_some());
        }
        assert_eq!(told, 2, "two hours of it");
    }
}
