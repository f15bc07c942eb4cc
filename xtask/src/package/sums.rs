//! `SHA256SUMS`: whether what was downloaded is what was made; `sha256sum --check` reads it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::files_in;

/// Writes the sums of all files in `place` beside them.
pub fn write(place: &Path) -> Result<()> {
    let mut sums = String::new();
    for file in files_in(place)? {
        let name = file.file_name().context("a file without a name")?.to_string_lossy();
        writeln!(sums, "{}  {name}", hex::encode(Sha256::digest(fs::read(&file)?)))?;
    }
    fs::write(place.join("SHA256SUMS"), sums)?;
    Ok(())
}
