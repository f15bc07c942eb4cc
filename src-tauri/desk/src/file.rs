//! Small JSON files, replaced whole: after a power cut the old or the new content stands, never half of one. Readable by
//! their owner only.

use std::io::{ErrorKind, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{DeskError, ErrorCode};

/// The file's content; `None` when there is no such file.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, DeskError> {
    let failed = |error: &dyn std::fmt::Display| {
        DeskError::new(ErrorCode::Settings, format!("{} cannot be read: {error}", path.display()))
    };
    match std::fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|error| failed(&error)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(&error)),
    }
}

/// Replaces the file's content.
pub fn replace<T: Serialize>(path: &Path, content: &T) -> Result<(), DeskError> {
    let attempt = || -> std::io::Result<()> {
        let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
        crate::folder::make_private(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?; // made for its owner only
        file.write_all(&serde_json::to_vec_pretty(content)?)?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    };
    attempt().map_err(|error| {
        DeskError::new(ErrorCode::Settings, format!("{} cannot be written: {error}", path.display()))
    })
}
