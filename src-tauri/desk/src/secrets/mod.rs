//! The signing secrets: any number kept on this PC, plus one for this run from the environment. What another program of
//! this desk adds or removes counts at once.

mod environment;
mod info;
mod kept;
mod keychain;
mod ring;
mod system_keychain;
mod tokens;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use loyalite::Secret;
use uuid::Uuid;

use crate::{DeskError, ErrorCode, Folder};
use environment::OfThisRun;
pub use info::{KeepOld, Place, SecretInfo};
use kept::{Kept, KeptFile};
use keychain::Keychain;
use ring::Ring;
pub use tokens::{TokenState, Tokens};

/// How long a change of the secrets may wait for the keychain, once: the platform waits ten seconds for its answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// The secrets of a data folder.
#[derive(Debug)]
pub struct Secrets {
    file: KeptFile,
    keychain: Keychain,
    of_this_run: OfThisRun,
    ring: Mutex<Ring>,
}

impl Secrets {
    /// The secrets of `folder`, new ones in this system's keychain, and the one of the environment.
    pub fn of(folder: &Folder) -> Self {
        Self::with(folder, Keychain::of_this_system())
    }

    /// The same without any keychain, as with `STAMPDESK_KEYCHAIN=off`.
    pub fn in_file(folder: &Folder) -> Self {
        Self::with(folder, Keychain::none())
    }

    fn with(folder: &Folder, keychain: Keychain) -> Self {
        let file = KeptFile::of(folder, "secrets");
        Self { file, keychain, of_this_run: OfThisRun::found(Utc::now()), ring: Mutex::default() }
    }

    /// The secrets that count now. Cheap: files and keychains are read only when something changed.
    pub fn active(&self) -> Arc<[Secret]> {
        self.ring().active()
    }

    /// Which secret it is, if it counts now; nil for the one of the environment.
    pub fn id_of(&self, secret: &Secret) -> Option<Uuid> {
        self.ring().id_of(secret)
    }

    /// What is wrong with the secrets and what to do, in plain words; `None` when nothing is.
    pub fn complaint(&self) -> Option<String> {
        let unreachable = self.ring().unreachable();
        let complaints: Vec<_> = self.of_this_run.complaint().into_iter().chain(unreachable).collect();
        (!complaints.is_empty()).then(|| complaints.join(" "))
    }

    /// Whether some lie in a keychain that cannot be reached from here.
    pub fn lie_out_of_reach(&self) -> bool {
        self.ring().unreachable().is_some()
    }

    /// What may be shown of the secrets that count or would, oldest first. May wait for the keychain.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list(&self, last_used: &HashMap<Uuid, DateTime<Utc>>) -> Result<Vec<SecretInfo>, DeskError> {
        let mut kept = self.file.read()?;
        let now = Utc::now();
        kept.retain(|kept| !kept.has_expired(now));
        self.keychain.read(in_keychain(&kept), PATIENCE);
        let infos = kept.iter().map(|kept| self.info(kept, last_used.get(&kept.id).copied()));
        let of_this_run = self.of_this_run.info(last_used.get(&Uuid::nil()).copied());
        Ok(infos.chain(of_this_run).collect())
    }

    /// Keeps `secret` in the keychain, or in the file where there is none. One that is kept already is not kept twice, but
    /// from then on until it is removed.
    ///
    /// # Errors
    /// When the label is none, or the file cannot be read or written.
    pub fn add(&self, secret: &Secret, label: &str, now: DateTime<Utc>) -> Result<SecretInfo, DeskError> {
        self.sweep(now)?;
        let label = info::checked(label)?;
        if let Some(id) = self.kept_as(secret, now)? {
            return self.change(&id.to_string(), now, |kept| kept.expires_at = None);
        }
        let id = Uuid::new_v4();
        let place = match self.keychain.put(id, secret) {
            Ok(()) => Place::Keychain,
            Err(why) => {
                tracing::info!(%why, "no keychain keeps the secret, so the file does");
                Place::File
            }
        };
        let new = Kept::new(id, label, secret, place, now);
        let info = new.info(None, true);
        let written = self.file.change(|kept| {
            kept.push(new);
            Ok(())
        });
        self.changed();
        if let (Err(_), Place::Keychain) = (&written, place) {
            self.keychain.erase(id).unwrap_or_else(|why| tracing::warn!(%why, "left in the keychain"));
        }
        written.map(|()| info)
    }

    /// Adds a secret in place of the others, which count on as `keep_old` says.
    ///
    /// # Errors
    /// When the label is none, or the file cannot be read or written.
    pub fn rotate(
        &self,
        secret: &Secret,
        label: &str,
        keep_old: KeepOld,
        now: DateTime<Utc>,
    ) -> Result<SecretInfo, DeskError> {
        let new = self.add(secret, label, now)?;
        if let Some(limit) = keep_old.limit(now) {
            self.file.change(|kept| {
                for old in kept.iter_mut().filter(|kept| kept.id != new.id) {
                    old.expires_at = Some(old.expires_at.map_or(limit, |at| at.min(limit)));
                }
                Ok(())
            })?;
            self.sweep(now)?;
        }
        Ok(new)
    }

    /// Lets the secret with this id or label count until `at`, or until it is removed.
    ///
    /// # Errors
    /// When no or more than one secret goes by that name, or the file cannot be read or written.
    pub fn expire(&self, name: &str, at: Option<DateTime<Utc>>) -> Result<SecretInfo, DeskError> {
        let now = Utc::now();
        let info = self.change(name, now, |kept| kept.expires_at = at)?;
        self.sweep(now)?;
        Ok(info)
    }

    /// Removes the secret with this id or label: it ceases to count, and its text is erased. Where the keychain cannot be
    /// reached, which `reachable` then says, a later [`sweep`](Self::sweep) erases it.
    ///
    /// # Errors
    /// When no or more than one secret goes by that name, or the file cannot be read or written.
    pub fn remove(&self, name: &str) -> Result<SecretInfo, DeskError> {
        let now = Utc::now();
        let info = self.change(name, now, |kept| kept.expires_at = Some(now))?;
        let left = self.sweep(now)?;
        Ok(SecretInfo { reachable: !left.contains(&info.id), ..info })
    }

    /// Erases the secrets that have expired from where they lie; the ids of those that lie where nothing can be reached.
    /// May wait for the keychain.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn sweep(&self, now: DateTime<Utc>) -> Result<Vec<Uuid>, DeskError> {
        let mut expired = self.file.read()?;
        expired.retain(|kept| kept.has_expired(now));
        let (erased, left): (Vec<_>, Vec<_>) = expired.iter().partition(|kept| self.erase(kept));
        if !erased.is_empty() {
            self.file.change(|kept| {
                kept.retain(|kept| !(kept.has_expired(now) && erased.iter().any(|gone| gone.id == kept.id)));
                Ok(())
            })?;
            self.changed();
        }
        Ok(left.iter().map(|kept| kept.id).collect())
    }

    fn erase(&self, kept: &Kept) -> bool {
        let outcome = if kept.place == Place::Keychain { self.keychain.erase(kept.id) } else { Ok(()) };
        match &outcome {
            Ok(()) => tracing::info!(label = kept.label, "a secret that counts no more is erased"),
            Err(why) => {
                tracing::debug!(label = kept.label, %why, "a secret that counts no more is not erased yet")
            }
        }
        outcome.is_ok()
    }

    /// Changes the one secret that goes by `name`.
    fn change(
        &self,
        name: &str,
        now: DateTime<Utc>,
        change: impl FnOnce(&mut Kept),
    ) -> Result<SecretInfo, DeskError> {
        let changed = self.file.change(|kept| {
            let mut named = kept.iter_mut().filter(|kept| !kept.has_expired(now) && kept.goes_by(name));
            let one = match (named.next(), named.next()) {
                (Some(one), None) => one,
                (Some(_), Some(_)) => return Err(misnamed(format!("more than one secret is called {name}"))),
                (None, _) if self.of_this_run.goes_by(name) => return Err(environment::not_kept()),
                (None, _) => return Err(misnamed(format!("no secret is called {name}"))),
            };
            change(one);
            Ok(self.info(one, None))
        });
        self.changed();
        changed
    }

    fn kept_as(&self, secret: &Secret, now: DateTime<Utc>) -> Result<Option<Uuid>, DeskError> {
        let kept = self.file.read()?;
        self.keychain.read(in_keychain(&kept), PATIENCE);
        let same = |kept: &&Kept| {
            !kept.has_expired(now) && self.keychain.text_of(kept).is_some_and(|text| text == *secret)
        };
        Ok(kept.iter().find(same).map(|kept| kept.id))
    }

    fn info(&self, kept: &Kept, last_used_at: Option<DateTime<Utc>>) -> SecretInfo {
        kept.info(last_used_at, self.keychain.text_of(kept).is_some())
    }

    /// What this program changes it knows at once, however fast the file's clock ticks.
    fn changed(&self) {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner).stale();
    }

    /// The ring of secrets, as it is now.
    fn ring(&self) -> MutexGuard<'_, Ring> {
        let mut ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        ring.renew(&self.file, &self.keychain, &self.of_this_run, Utc::now());
        ring
    }
}

fn in_keychain(kept: &[Kept]) -> impl Iterator<Item = Uuid> {
    kept.iter().filter(|kept| kept.place == Place::Keychain).map(|kept| kept.id)
}

fn misnamed(why: String) -> DeskError {
    DeskError::new(ErrorCode::Settings, format!("{why}; see `secret list`"))
}
