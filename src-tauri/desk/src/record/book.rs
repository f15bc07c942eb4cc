//! What a desk's record holds in memory.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};

use super::Border;
use super::store::{self, Kept};
use super::tally::Tally;
use crate::suspicion::Clues;
use crate::{Listening, Stretch, Suspicion};

const HOUR: TimeDelta = TimeDelta::hours(1);
/// An absence is longer, and that we are awake is written no more often.
const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// The record with what its keeping needs.
#[derive(Debug)]
pub struct Book {
    pub kept: Kept,
    /// It holds something that the file does not.
    pub unsaved: bool,
    pub tally: Tally,
    /// The suspicion that the log heard of last, and when.
    told: Option<(Suspicion, DateTime<Utc>)>,
    /// Deliveries could come in when we last looked.
    awake: bool,
    /// What the file says of until when.
    awake_saved: Option<DateTime<Utc>>,
}

impl Book {
    /// What the file says; nothing yet, where it says nothing that can be read.
    pub fn found(file: &Path, now: DateTime<Utc>) -> Self {
        let kept = store::read(file).unwrap_or_else(|error| {
            tracing::warn!(%error, "the record of what came to the border begins anew");
            None
        });
        let mut kept = kept.unwrap_or_else(|| Kept {
            border: Border::new(now),
            clues: Clues::default(),
            awake_until: None,
        });
        kept.border.listening = None;
        kept.border.road = None;
        let told = kept.border.suspicion.take().map(|suspicion| (suspicion, now));
        let awake_saved = kept.awake_until;
        Self { kept, unsaved: false, tally: Tally::default(), told, awake: false, awake_saved }
    }

    /// Whether deliveries can come in at this moment. When they can again after more than a minute, that was an absence.
    pub fn look(&mut self, now: DateTime<Utc>) {
        let before = self.kept.awake_until;
        let awake = self.can_come_in();
        let again = !std::mem::replace(&mut self.awake, awake);
        if !awake {
            return;
        }
        if let Some(from) = before.filter(|from| again && now - *from > MINUTE) {
            self.kept.border.absence(Stretch { from, to: now });
            self.unsaved = true;
        }
        self.kept.awake_until = Some(now);
        self.unsaved |= self.awake_saved.is_none_or(|saved| (now - saved).abs() >= MINUTE);
    }

    /// The end: until when deliveries could come in is to be written, too.
    pub fn end(&mut self) {
        self.unsaved |= self.kept.awake_until != self.awake_saved;
    }

    /// What is to be written, if anything is.
    pub fn take_unsaved(&mut self) -> Option<Kept> {
        std::mem::take(&mut self.unsaved).then(|| {
            self.awake_saved = self.kept.awake_until;
            self.snapshot()
        })
    }

    fn can_come_in(&self) -> bool {
        matches!(self.kept.border.listening, Some(Listening::On { .. }))
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
    fn that_deliveries_can_come_in_is_written_once_a_minute_and_at_the_end() {
        let start: DateTime<Utc> = "2026-04-19T12:00:00Z".parse().unwrap();
        let mut book = Book::found(Path::new("no such file"), start);
        let mut written = Vec::new();
        book.kept.border.listening = Some(Listening::On { address: "127.0.0.1:8787".into() });
        for second in 0..3_599 {
            book.look(start + TimeDelta::seconds(second));
            written.extend(book.take_unsaved().and_then(|kept| kept.awake_until));
        }
        let minutes: Vec<_> = (0..60).map(|minute| start + MINUTE * minute).collect();
        assert_eq!(written, minutes);
        book.end();
        let last = book.take_unsaved().and_then(|kept| kept.awake_until);
        assert_eq!(last, Some(start + TimeDelta::seconds(3_598)), "the end is to the second");
        book.end();
        assert!(book.take_unsaved().is_none(), "once");
    }

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
