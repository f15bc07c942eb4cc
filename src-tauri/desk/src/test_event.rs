//! A test event of our own, signed with the owner's secret and ready to be posted: what comes of it proves the way from
//! wherever it is posted into this shop's log. It counts in no figure; see docs/decisions/0021-health.md.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use ledger::Reader;
use loyalite::{header, signature, test_event};
use outside::{Prober, Verdict};
use serde::Serialize;
use uuid::Uuid;

use crate::{DeskError, ErrorCode, Folder, Secrets};

/// A test event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestEvent {
    /// Its id, by which it is found in the log.
    pub id: Uuid,
    /// The body, as it is signed.
    pub body: Vec<u8>,
    signature: String,
}

impl TestEvent {
    /// A new one, signed with the newest secret that counts. May wait for the keychain.
    ///
    /// # Errors
    /// When there is no secret, or none that can be read.
    pub fn new(secrets: &Secrets, now: DateTime<Utc>) -> Result<Self, DeskError> {
        let known = secrets.list(&HashMap::new())?; // waits for the keychain, as nothing else here does
        let active = secrets.active();
        let Some(secret) = active.last() else {
            let why = if known.is_empty() {
                "There is no signing secret yet, so nothing can be signed: add the secret of your Loyalite endpoint."
            } else {
                "The signing secret lies in this PC’s keychain, which cannot be reached, so nothing can be signed."
            };
            return Err(DeskError::new(ErrorCode::NoSecret, why));
        };
        let id = test_event::id(Uuid::new_v4());
        let body = test_event::body(id, now);
        Ok(Self { id, signature: signature::sign(secret, &body), body })
    }

    /// The headers that the platform would send with it.
    pub fn headers(&self) -> [(&'static str, String); 4] {
        [
            ("content-type", "application/json".into()),
            (header::SIGNATURE, self.signature.clone()),
            (header::EVENT, test_event::NAME.into()),
            (header::DELIVERY, self.id.to_string()),
        ]
    }
}

/// What became of a test event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TestReport {
    /// Where it was posted.
    pub url: String,
    /// Its id.
    pub id: Uuid,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: TestOutcome,
}

/// How the way of a test event ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum TestOutcome {
    /// It is in this shop's log.
    Arrived {
        /// Its arrival number.
        seq: i64,
    },
    /// It was accepted, but not into this shop's log.
    Elsewhere {
        /// The HTTP status.
        status: u16,
    },
    /// Whoever answers did not take it.
    TurnedAway {
        /// The HTTP status.
        status: u16,
    },
    /// Nobody answered.
    Unreachable {
        /// What was in the way.
        verdict: Verdict,
        /// The same in English words.
        reason: String,
    },
}

/// Posts a test event to `url`, http or https, and looks for it in the log of `folder`.
///
/// # Errors
/// When the system does not tell whom it trusts, or the records cannot be read.
pub async fn send(folder: &Folder, event: &TestEvent, url: &str) -> Result<TestReport, DeskError> {
    let prober = Prober::new([]).map_err(|error| DeskError::new(ErrorCode::Way, error.to_string()))?;
    let outcome = match prober.post(url, &event.headers(), event.body.clone()).await {
        Err(verdict) => {
            let reason = verdict.words().into();
            TestOutcome::Unreachable { verdict, reason }
        }
        Ok(status @ 200..300) => match Reader::open(&folder.database())?.seq_of(event.id)? {
            Some(seq) => TestOutcome::Arrived { seq },
            None => TestOutcome::Elsewhere { status },
        },
        Ok(status) => TestOutcome::TurnedAway { status },
    };
    Ok(TestReport { url: url.to_owned(), id: event.id, outcome })
}
