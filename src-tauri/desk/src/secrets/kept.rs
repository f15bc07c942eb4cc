//! `secrets.json` and its like: what is known of each secret, and its text where no keychain keeps that.

use std::fs::File;
use std::path::PathBuf;
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use loyalite::Secret;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::info::{Place, SecretInfo};
use crate::{DeskError, ErrorCode, Folder, file, folder};

/// One secret in the file. Without `Debug`, since it may hold the text.
#[derive(Serialize, Deserialize)]
pub struct Kept {
    pub id: Uuid,
    pub label: String,
    pub added_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
    /// Files of before there were keychains do not say.
    #[serde(default)]
    pub place: Place,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secret: Option<Zeroizing<String>>,
}

impl Kept {
    /// A new one; the text comes along only where the file is its place.
    pub fn new(id: Uuid, label: String, secret: &Secret, place: Place, now: DateTime<Utc>) -> Self {
        let text = || Zeroizing::new(secret.expose().to_owned());
        let secret = (place == Place::File).then(text);
        Self { id, label, added_at: now, expires_at: None, place, secret }
    }

    /// The text, where the file has it.
    pub fn secret(&self) -> Option<Secret> {
        self.secret.as_ref().and_then(|text| Secret::new(text.as_str()).ok())
    }

    /// Whether it has ceased to count.
    pub fn has_expired(&self, now: DateTime<Utc>) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }

    /// Whether the owner means it by `name`.
    pub fn goes_by(&self, name: &str) -> bool {
        self.label == name || self.id.to_string() == name
    }

    /// What may be shown of it.
    pub fn info(&self, last_used_at: Option<DateTime<Utc>>, reachable: bool) -> SecretInfo {
        SecretInfo {
            id: self.id,
            label: self.label.clone(),
            added_at: self.added_at,
            last_used_at,
            expires_at: self.expires_at,
            place: self.place,
            reachable,
        }
    }
}

/// When the file was last written, and how long it is: enough to notice that it changed.
pub type Version = Option<(SystemTime, u64)>;

/// The file, and the lock that programs change it under.
#[derive(Debug)]
pub struct KeptFile {
    file: PathBuf,
    lock: PathBuf,
}

impl KeptFile {
    /// The one of that name in `folder`.
    pub fn of(folder: &Folder, name: &str) -> Self {
        Self { file: folder.file(&format!("{name}.json")), lock: folder.file(&format!("{name}.lock")) }
    }

    /// What stands in it.
    pub fn read(&self) -> Result<Vec<Kept>, DeskError> {
        Ok(file::read(&self.file)?.unwrap_or_default())
    }

    /// Changes it, unless `change` fails; no other program changes it meanwhile.
    pub fn change<T>(
        &self,
        change: impl FnOnce(&mut Vec<Kept>) -> Result<T, DeskError>,
    ) -> Result<T, DeskError> {
        let _locked = self.lock()?;
        let mut kept = self.read()?;
        let outcome = change(&mut kept)?;
        file::replace(&self.file, &kept)?;
        Ok(outcome)
    }

    /// Tells whether it changed.
    pub fn version(&self) -> Version {
        let metadata = std::fs::metadata(&self.file).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    }

    fn lock(&self) -> Result<File, DeskError> {
        let attempt = || {
            self.lock.parent().map_or(Ok(()), folder::make_private)?;
            let file = File::options().create(true).truncate(false).write(true).open(&self.lock)?;
            file.lock()?;
            Ok(file)
        };
        attempt().map_err(|error: std::io::Error| {
            DeskError::new(ErrorCode::Settings, format!("{} cannot be locked: {error}", self.lock.display()))
        })
    }
}
