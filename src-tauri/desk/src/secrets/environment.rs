//! The secret that the environment gives for one run.

use std::env::{self, VarError};

use chrono::{DateTime, Utc};
use loyalite::Secret;
use uuid::Uuid;

use super::info::{Place, SecretInfo};
use crate::{DeskError, ErrorCode};

/// The environment variable that adds a secret for one run.
const VARIABLE: &str = "STAMPDESK_WEBHOOK_SECRET";

/// What the environment gave when this run began.
#[derive(Debug)]
pub struct OfThisRun {
    secret: Result<Option<Secret>, &'static str>,
    since: DateTime<Utc>,
}

impl OfThisRun {
    /// Looks there. What is set but no secret is a mistake, and is said to be one.
    pub fn found(now: DateTime<Utc>) -> Self {
        let secret = match env::var(VARIABLE) {
            Ok(text) => Secret::new(text).map(Some).map_err(|_| "empty"),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => Err("not readable as text"),
        };
        let found = Self { secret, since: now };
        if let Some(complaint) = found.complaint() {
            tracing::warn!("{complaint}");
        }
        found
    }

    /// The secret.
    pub fn secret(&self) -> Option<&Secret> {
        self.secret.as_ref().ok().and_then(Option::as_ref)
    }

    /// What is wrong with it.
    pub fn complaint(&self) -> Option<String> {
        let what = self.secret.as_ref().err()?;
        Some(format!(
            "{VARIABLE} is set but {what}, so it does not count. Give it the secret of your Loyalite endpoint, or unset \
             it."
        ))
    }

    /// What may be shown of it.
    pub fn info(&self, last_used_at: Option<DateTime<Utc>>) -> Option<SecretInfo> {
        self.secret().map(|_| SecretInfo {
            id: Uuid::nil(),
            label: VARIABLE.into(),
            added_at: self.since,
            last_used_at,
            expires_at: None,
            place: Place::Environment,
            reachable: true,
        })
    }

    /// Whether the owner means it by `name`.
    pub fn goes_by(&self, name: &str) -> bool {
        self.secret().is_some() && (name == VARIABLE || name == Uuid::nil().to_string())
    }
}

/// It can only be changed where it comes from.
pub fn not_kept() -> DeskError {
    let message = format!("this secret comes with the environment: unset {VARIABLE} and start again");
    DeskError::new(ErrorCode::Settings, message)
}
