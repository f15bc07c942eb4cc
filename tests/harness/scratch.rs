//! The story's own place on disk: a data folder, and a home for whatever insists on one.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use tempfile::TempDir;

/// What the environment may say about a desk, and must not say by accident.
const SETTINGS: [&str; 3] = ["STAMPDESK_DATA_DIR", "STAMPDESK_BIND", "STAMPDESK_WEBHOOK_SECRET"];

/// A folder that goes when the story ends.
pub struct Scratch(TempDir);

impl Scratch {
    /// A fresh one.
    ///
    /// # Errors
    /// When there is no room for temporary files.
    pub fn new() -> Result<Self> {
        let scratch = Self(TempDir::with_prefix("story-")?);
        std::fs::create_dir(scratch.data())?;
        Ok(scratch)
    }

    /// The desk's data folder.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Makes `command` live here: nothing it writes and nothing it reads of a home lies outside.
    pub fn host<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        for name in SETTINGS {
            command.env_remove(name);
        }
        for (name, place) in [
            ("HOME", "home"),
            ("XDG_DATA_HOME", "home/data"),
            ("XDG_CONFIG_HOME", "home/config"),
            ("XDG_CACHE_HOME", "home/cache"),
            ("XDG_STATE_HOME", "home/state"),
        ] {
            command.env(name, self.path().join(place));
        }
        command
    }
}
