//! A test event of our own, signed with the owner's secret and ready to be posted: what comes of it proves the way from
//! wherever it is posted into this shop's log. It counts in no figure; see docs/decisions/0021-health.md.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use loyalite::{header, signature, test_event};
use uuid::Uuid;

use crate::{DeskError, ErrorCode, Secrets};

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
            return Err(DeskError::new(ErrorCode::Settings, why));
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
