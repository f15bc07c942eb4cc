//! Small JSON files, replaced whole: after a power cut the old or the new content stands, never half of one. Readable by
//! their owner only. They may hold secrets, so nothing read or written stays behind in memory or shows in an error.

use std::io::ErrorKind;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::{DeskError, ErrorCode};

/// The file's content; `None` when there is no such file.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, DeskError> {
    let failed = |why: String| {
        DeskError::new(ErrorCode::Settings, format!("{} cannot be read: {why}", path.display()))
    };
    let bytes = match std::fs::read(path) {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error.to_string())),
    };
    // serde's own words would quote what they stumble over.
    serde_json::from_slice(&bytes).map(Some).map_err(|error| {
        failed(format!("line {}, column {} is not as expected", error.line(), error.column()))
    })
}

/// Replaces the file's content.
pub fn replace<T: Serialize>(path: &Path, content: &T) -> Result<(), DeskError> {
    let attempt = || -> std::io::Result<()> {
        let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
        crate::folder::make_private(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?; // made for its owner only
        serde_json::to_writer_pretty(&mut file, content)?; // by no buffer, which would stay behind
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    };
    attempt().map_err(|error| {
        DeskError::new(ErrorCode::Settings, format!("{} cannot be written: {error}", path.display()))
    })
}
