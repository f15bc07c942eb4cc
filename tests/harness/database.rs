//! The database file of a data folder, for the stories in which it comes to harm.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

const MAGIC: &[u8] = b"SQLite format 3\0";

/// The one SQLite file in `folder`, whatever it is called.
///
/// # Errors
/// When there is none.
pub fn find(folder: &Path) -> Result<PathBuf> {
    files(folder)?
        .into_iter()
        .find(|path| fs::read(path).is_ok_and(|bytes| bytes.starts_with(MAGIC)))
        .with_context(|| format!("no database in {}", folder.display()))
}

/// Every file directly in `folder`.
///
/// # Errors
/// When it cannot be read.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    Ok(entries.into_iter().map(|entry| entry.path()).filter(|path| path.is_file()).collect())
}
