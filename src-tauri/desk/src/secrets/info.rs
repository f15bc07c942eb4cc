//! What may be shown of a secret, and what is said when it is replaced.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{DeskError, ErrorCode};

/// Labels are read at a glance.
const LABEL_LENGTH: usize = 60;

/// A secret without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SecretInfo {
    /// What to remove it by; nil for the one of the environment.
    pub id: Uuid,
    /// The owner's name for it.
    pub label: String,
    /// When it was added.
    pub added_at: DateTime<Utc>,
    /// When it last verified a delivery, as far as this PC counted.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it ceases to count; `None` when it counts until it is removed.
    pub expires_at: Option<DateTime<Utc>>,
    /// Where its text lies.
    pub place: Place,
    /// Whether its text can be read now; without it nothing can be verified.
    pub reachable: bool,
}

/// Where a secret's text lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Place {
    /// The keychain of the operating system.
    Keychain,
    /// `secrets.json` in the data folder, for its owner only.
    #[default]
    File,
    /// `STAMPDESK_WEBHOOK_SECRET`, for this run.
    Environment,
}

/// What becomes of the old secrets when a new one is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "keep", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum KeepOld {
    /// They count for so long; then they are erased.
    For {
        /// From now.
        hours: u32,
    },
    /// They count until the owner removes them.
    UntilTold,
    /// They are erased at once.
    Not,
}

/// Nine hours: the platform tries a delivery again for 8 h 36 min, and whether it signs those with the old secret it
/// does not say.
impl Default for KeepOld {
    fn default() -> Self {
        Self::For { hours: 9 }
    }
}

impl KeepOld {
    /// When the old ones cease to count; `None` for never.
    pub(super) fn limit(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self {
            Self::For { hours } => now.checked_add_signed(TimeDelta::hours(hours.into())),
            Self::UntilTold => None,
            Self::Not => Some(now),
        }
    }
}

/// The label as it will be shown; what could not be read as one is refused.
pub(super) fn checked(label: &str) -> Result<String, DeskError> {
    let label = label.trim();
    let why = if label.is_empty() {
        "a secret's label cannot be empty"
    } else if label.chars().any(char::is_control) {
        "a secret's label is one line of plain text"
    } else if label.chars().count() > LABEL_LENGTH {
        "a secret's label has at most 60 characters"
    } else {
        return Ok(label.to_owned());
    };
    Err(DeskError::new(ErrorCode::Settings, why))
}
