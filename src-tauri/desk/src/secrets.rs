//! The signing secrets: kept in a file of the data folder that only its owner can read, plus one for this run from
//! the environment. What another program of this desk adds or removes counts at once.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use loyalite::Secret;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{DeskError, ErrorCode, Folder, file};

/// The environment variable that adds a secret for one run.
const VARIABLE: &str = "STAMPDESK_WEBHOOK_SECRET";

/// What may be shown of a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretLabel {
    /// What to remove it by.
    pub id: Uuid,
    /// The owner's name for it.
    pub label: String,
    /// When it was added.
    pub added_at: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    label: SecretLabel,
    secret: String,
}

/// When the file was last written, and how long it is: enough to notice that it changed.
type Version = Option<(SystemTime, u64)>;

/// The secrets of a data folder.
#[derive(Debug)]
pub struct Secrets {
    file: PathBuf,
    of_this_run: Option<Secret>,
    active: Mutex<(Version, Arc<[Secret]>)>,
}

impl Secrets {
    /// The secrets of `folder`, and the one of the environment.
    pub fn of(folder: &Folder) -> Self {
        let of_this_run = std::env::var(VARIABLE).ok().and_then(|text| Secret::new(text).ok());
        let file = folder.file("secrets.json");
        let active = Mutex::new((None, of_this_run.iter().cloned().collect()));
        Self { file, of_this_run, active }
    }

    /// The secrets that count now.
    pub fn active(&self) -> Arc<[Secret]> {
        let version = self.version();
        let mut active = self.active.lock().unwrap_or_else(PoisonError::into_inner);
        if active.0 != version {
            match self.kept() {
                Ok(kept) => {
                    let kept = kept.into_iter().filter_map(|kept| Secret::new(kept.secret).ok());
                    *active = (version, self.of_this_run.iter().cloned().chain(kept).collect());
                }
                Err(error) => tracing::error!(%error, "going on with the secrets known before"),
            }
        }
        Arc::clone(&active.1)
    }

    /// The labels of the kept secrets, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list(&self) -> Result<Vec<SecretLabel>, DeskError> {
        Ok(self.kept()?.into_iter().map(|kept| kept.label).collect())
    }

    /// Keeps `secret`. One that is kept already is not kept twice.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn add(&self, secret: &Secret, label: &str, now: DateTime<Utc>) -> Result<SecretLabel, DeskError> {
        let mut kept = self.kept()?;
        if let Some(known) = kept.iter().find(|known| known.secret == secret.expose()) {
            return Ok(known.label.clone());
        }
        let label = SecretLabel { id: Uuid::new_v4(), label: label.to_owned(), added_at: now };
        kept.push(Kept { label: label.clone(), secret: secret.expose().to_owned() });
        file::replace(&self.file, &kept)?;
        Ok(label)
    }

    /// Removes the secret with this id or label.
    ///
    /// # Errors
    /// When no or more than one secret goes by that name, or the file cannot be read or written.
    pub fn remove(&self, name: &str) -> Result<SecretLabel, DeskError> {
        let (gone, stay): (Vec<_>, Vec<_>) = self
            .kept()?
            .into_iter()
            .partition(|kept| kept.label.label == name || kept.label.id.to_string() == name);
        let [gone] = gone.as_slice() else {
            let why = if gone.is_empty() { "no secret is" } else { "more than one secret is" };
            return Err(DeskError::new(
                ErrorCode::Settings,
                format!("{why} called {name}; see `secret list`"),
            ));
        };
        file::replace(&self.file, &stay)?;
        Ok(gone.label.clone())
    }

    fn kept(&self) -> Result<Vec<Kept>, DeskError> {
        Ok(file::read(&self.file)?.unwrap_or_default())
    }

    fn version(&self) -> Version {
        let metadata = std::fs::metadata(&self.file).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    }
}
