//! The secrets that count now, ready to hand: what each delivery is verified with.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use loyalite::Secret;
use uuid::Uuid;

use super::environment::OfThisRun;
use super::info::Place;
use super::kept::{Kept, KeptFile, Version};
use super::keychain::Keychain;
use super::{PATIENCE, in_keychain};

/// The secrets as they were when something last changed.
#[derive(Debug, Default)]
pub struct Ring {
    /// What it was made from: the file, and what was known of the keychain; `None` when it is to be made anew.
    made_from: Option<(Version, u64)>,
    keys: Vec<Key>,
    /// Those in the keychain that are not known, with their labels.
    unreachable: Vec<(Uuid, String)>,
    active: Arc<[Secret]>,
}

#[derive(Debug)]
struct Key {
    id: Uuid,
    expires_at: Option<DateTime<Utc>>,
    secret: Secret,
}

impl Ring {
    /// What counts.
    pub fn active(&self) -> Arc<[Secret]> {
        Arc::clone(&self.active)
    }

    /// Which secret it is.
    pub fn id_of(&self, secret: &Secret) -> Option<Uuid> {
        self.keys.iter().find(|key| key.secret == *secret).map(|key| key.id)
    }

    /// In plain words, which secrets lie where they cannot be reached.
    pub fn unreachable(&self) -> Option<String> {
        let labels: Vec<_> = self.unreachable.iter().map(|(_, label)| format!("“{label}”")).collect();
        (!labels.is_empty()).then(|| {
            format!(
                "This PC’s keychain cannot be reached from here, so what is signed with the secret {} is turned away. Log \
                 in at the desktop and unlock the keychain, or add the secret once more with STAMPDESK_KEYCHAIN=off.",
                labels.join(" or ")
            )
        })
    }

    /// Has it made anew at the next look.
    pub fn stale(&mut self) {
        self.made_from = None;
    }

    /// Makes it anew if something changed.
    pub fn renew(
        &mut self,
        file: &KeptFile,
        keychain: &Keychain,
        of_this_run: &OfThisRun,
        now: DateTime<Utc>,
    ) {
        let version = file.version();
        let new_file = self.made_from.is_none_or(|(made_from, _)| made_from != version);
        if !new_file {
            keychain.read(self.unreachable.iter().map(|(id, _)| *id), Duration::ZERO);
        }
        let same = self.made_from == Some((version, keychain.changes()));
        let fresh = |key: &Key| key.expires_at.is_none_or(|at| now < at);
        if same && self.keys.iter().all(fresh) {
            return;
        }
        let kept = file.read().map(|mut kept| {
            kept.retain(|kept| !kept.has_expired(now));
            kept
        });
        if let (true, Ok(kept)) = (new_file, &kept) {
            keychain.read(in_keychain(kept), PATIENCE);
        }
        self.made_from = Some((version, keychain.changes()));
        match kept {
            Ok(kept) => self.fill(&kept, keychain, of_this_run),
            Err(error) => {
                tracing::error!(%error, "going on with the secrets known before");
                self.keys.retain(fresh);
            }
        }
        self.active = self.keys.iter().map(|key| key.secret.clone()).collect();
    }

    fn fill(&mut self, kept: &[Kept], keychain: &Keychain, of_this_run: &OfThisRun) {
        self.keys.clear();
        self.unreachable.clear();
        for kept in kept {
            match keychain.text_of(kept) {
                Some(secret) => self.keys.push(Key { id: kept.id, expires_at: kept.expires_at, secret }),
                None if kept.place == Place::Keychain => {
                    self.unreachable.push((kept.id, kept.label.clone()));
                }
                None => {
                    tracing::warn!(label = kept.label, "a secret in the file is empty and does not count")
                }
            }
        }
        if let Some(secret) = of_this_run.secret().filter(|secret| self.id_of(secret).is_none()) {
            self.keys.push(Key { id: Uuid::nil(), expires_at: None, secret: secret.clone() });
        }
        keychain.retain(|id| kept.iter().any(|kept| kept.id == id));
        if let Some(complaint) = self.unreachable() {
            let why = keychain.trouble().map(|why| why.to_string());
            tracing::warn!(why, "{complaint}");
        }
    }
}
