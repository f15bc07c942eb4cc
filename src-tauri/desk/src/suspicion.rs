//! Why signatures do not match: what can be suspected of a run of them, in words that help.
//!
//! A signature that is well formed and wrong comes from the platform, signing with a secret that is not here, or from a
//! stranger. What a stranger does must not alarm the owner, so it takes a run, and either a change of the secrets here
//! just before it or the endurance of the platform, whose first retry comes a minute after the first attempt.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::SecretInfo;

/// So many that do not match are a run.
const RUN: usize = 3;
/// After a longer pause another run begins: within this time the platform is done with everything it ever tries again.
const PAUSE: TimeDelta = TimeDelta::hours(9);
/// For so long a change of the secrets is the likely cause.
const LATELY: TimeDelta = TimeDelta::hours(24);
/// A change of the secrets is noticed by then, even on a busy PC.
const NOTICED: TimeDelta = TimeDelta::seconds(3);
/// A run that is over sooner may be a stranger's burst.
const ENDURANCE: TimeDelta = TimeDelta::minutes(1);

/// The likely cause of a run of signatures that do not match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Suspicion {
    /// The newest secret has never matched anything: it was mistyped, or is another endpoint's.
    NewSecretNeverFitted {
        /// The owner's name for it.
        label: String,
    },
    /// A secret was removed here; the platform may still sign with it what it sends again.
    OldSecretRemoved,
    /// Nothing changed here: the secret was rotated at the platform.
    RotatedElsewhere,
}

impl Suspicion {
    /// What is likely and what to do, in the English words of the window.
    pub fn words(&self) -> String {
        match self {
            Self::NewSecretNeverFitted { label } => format!(
                "Records are being turned away: their signature does not match, and the newest secret, “{label}”, has \
                 never matched one. It was probably mistyped, or belongs to another endpoint. Loyalite shows a secret \
                 only once: if you have no copy, press Rotate Secret in Loyalite under Account > Settings > \
                 Integrations > Webhooks, and add the new one here."
            ),
            Self::OldSecretRemoved => "Records are being turned away: their signature does not match, and a secret was \
                 removed here lately. Loyalite may still use the old one for records that it sends again. If you still \
                 have the old secret, add it again and keep it for nine hours. If not, see in Loyalite under Account > \
                 Settings > Integrations > Webhooks what could not be delivered."
                .into(),
            Self::RotatedElsewhere => "Records are being turned away: their signature does not match any more. Somebody \
                 has probably pressed Rotate Secret in Loyalite. Add the new secret here. If nobody has it, press Rotate \
                 Secret once more under Account > Settings > Integrations > Webhooks. Loyalite tries again for about \
                 eight hours; nothing is lost until then."
                .into(),
        }
    }
}

/// What a suspicion rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clues {
    run: Option<Run>,
    last_fit: Option<DateTime<Utc>>,
    last_used: HashMap<Uuid, DateTime<Utc>>,
    secrets: Vec<Known>,
    removed_at: Option<DateTime<Utc>>,
}

/// Signatures that did not match, with none between them that did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    first: DateTime<Utc>,
    /// The newest of them, oldest first, as many as make a run.
    newest: Vec<DateTime<Utc>>,
}

/// A secret as it was last seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    id: Uuid,
    label: String,
    added_at: DateTime<Utc>,
}

impl Clues {
    /// A signature matched: whatever did not before, the secrets here are right.
    pub fn fitted(&mut self, now: DateTime<Utc>) {
        self.run = None;
        self.last_fit = Some(now);
    }

    /// A well-formed signature matched no secret.
    pub fn mismatched(&mut self, now: DateTime<Utc>) {
        let goes_on = |run: &Run| run.newest.last().is_some_and(|last| now - *last <= PAUSE);
        let mut run = self.run.take().filter(goes_on).unwrap_or(Run { first: now, newest: Vec::new() });
        if run.newest.len() == RUN {
            run.newest.remove(0);
        }
        run.newest.push(now);
        self.run = Some(run);
    }

    /// This secret verified a delivery.
    pub fn used(&mut self, secret: Uuid, now: DateTime<Utc>) {
        self.last_used.insert(secret, now);
    }

    /// When each secret last verified a delivery.
    pub fn last_used(&self) -> &HashMap<Uuid, DateTime<Utc>> {
        &self.last_used
    }

    /// Compares the secrets that count now with those at the last look; whether they differ. What did not match before a
    /// change says nothing of the secrets after it.
    pub fn secrets_are(&mut self, secrets: &[SecretInfo], now: DateTime<Utc>) -> bool {
        let counts = |secret: &&SecretInfo| secret.expires_at.is_none_or(|end| end > now);
        let secrets: Vec<Known> = secrets.iter().filter(counts).map(Known::from).collect();
        if secrets == self.secrets {
            return false;
        }
        let ids = |secrets: &[Known]| secrets.iter().map(|secret| secret.id).collect::<HashSet<_>>();
        let (before, after) = (ids(&self.secrets), ids(&secrets));
        if before != after {
            self.run = self.run.take().and_then(|run| run.since(now - NOTICED));
        }
        if !before.is_subset(&after) {
            self.removed_at = Some(now);
        }
        self.last_used.retain(|id, _| after.contains(id));
        self.secrets = secrets;
        true
    }

    /// What they point to. No clock is asked: how lately something changed counts up to the newest mismatch.
    pub fn suspicion(&self) -> Option<Suspicion> {
        let Run { first, newest: mismatches } = self.run.as_ref().filter(|run| run.newest.len() == RUN)?;
        let last = *mismatches.last()?;
        let newest = self.secrets.iter().max_by_key(|secret| secret.added_at)?;
        let lately = |change: DateTime<Utc>| last - change < LATELY;
        let nothing_fitted_since = self.last_fit.is_none_or(|fit| fit < newest.added_at);
        let never_used = !self.last_used.contains_key(&newest.id);
        if never_used && (nothing_fitted_since || lately(newest.added_at)) {
            return Some(Suspicion::NewSecretNeverFitted { label: newest.label.clone() });
        }
        if self.removed_at.is_some_and(lately) {
            return Some(Suspicion::OldSecretRemoved);
        }
        let endured = last - *first >= ENDURANCE;
        (self.last_fit.is_some() && endured).then_some(Suspicion::RotatedElsewhere)
    }
}

impl Run {
    /// What of it is newer than `time`, as far as it is remembered.
    fn since(mut self, time: DateTime<Utc>) -> Option<Self> {
        self.newest.retain(|at| *at > time);
        let first = *self.newest.first()?;
        Some(Self { first, ..self })
    }
}

impl From<&SecretInfo> for Known {
    fn from(secret: &SecretInfo) -> Self {
        Self { id: secret.id, label: secret.label.clone(), added_at: secret.added_at }
    }
}
