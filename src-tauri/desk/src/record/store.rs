//! The record on disk: `listener.json` in the data folder, replaced whole, for its owner only. Unlike the shop's data it
//! is not forced to the disk: see docs/decisions/0015-the-record.md.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Border;
use crate::suspicion::Clues;
use crate::{DeskError, ErrorCode, platform};

/// The file's name.
pub const FILE: &str = "listener.json";
/// The form of its content; a higher one is a newer version's.
const FORMAT: u32 = 1;

/// What is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    pub border: Border,
    pub clues: Clues,
    /// Until when deliveries could come in, as far as is known.
    #[serde(default)]
    pub awake_until: Option<DateTime<Utc>>,
}

#[derive(Serialize)]
struct Written<'a> {
    format: u32,
    #[serde(flatten)]
    kept: &'a Kept,
}

#[derive(Deserialize)]
struct Form {
    format: u32,
}

/// The kept record; `None` when there is none.
pub fn read(file: &Path) -> Result<Option<Kept>, DeskError> {
    let failed = |why: &dyn std::fmt::Display| {
        DeskError::new(ErrorCode::Storage, format!("{} cannot be read: {why}", file.display()))
    };
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&error)),
    };
    let form: Form = serde_json::from_slice(&bytes).map_err(|error| failed(&error))?;
    if form.format > FORMAT {
        return Err(failed(&"it was written by a newer Stampdesk"));
    }
    let kept = serde_json::from_slice(&bytes).map(with_absences).and_then(serde_json::from_value);
    kept.map(Some).map_err(|error| failed(&error))
}

/// A record of before absences were kept has none.
fn with_absences(mut kept: Value) -> Value {
    if let Some(border) = kept["border"].as_object_mut() {
        border.entry("absences").or_insert(json!([]));
    }
    kept
}

/// Replaces the kept record. There is one writer, whoever keeps the desk, so the new file may have a fixed name: one that
/// a crash leaves behind is overwritten, and they never pile up.
pub fn replace(file: &Path, kept: &Kept) -> io::Result<()> {
    let new = file.with_extension("json.new");
    let mut options = File::options();
    options.create(true).truncate(true).write(true);
    platform::private_file(&mut options)
        .open(&new)?
        .write_all(&serde_json::to_vec(&Written { format: FORMAT, kept })?)?;
    fs::rename(new, file)
}
