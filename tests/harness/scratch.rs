//! The story's own place on disk: a data folder, and a home for whatever insists on one.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;

/// What the environment may say about a desk, and must not say by accident.
const SETTINGS: [&str; 3] = ["STAMPDESK_DATA_DIR", "STAMPDESK_BIND", "STAMPDESK_WEBHOOK_SECRET"];

/// Tells `faketime` to leave alone what measures time regardless of the clock; by its name, and that of earlier versions.
const MONOTONIC: [&str; 2] = ["FAKETIME_DONT_FAKE_MONOTONIC", "DONT_FAKE_MONOTONIC"];

/// A folder that goes when the story ends.
pub struct Scratch {
    folder: TempDir,
    /// Where the data lie in it.
    data: &'static str,
    /// What sets the clock of the programs that live here; nothing, for the PC's own.
    clock: Vec<(String, String)>,
}

impl Scratch {
    /// A fresh one.
    ///
    /// # Errors
    /// When there is no room for temporary files.
    pub fn new() -> Result<Self> {
        Self::within(&std::env::temp_dir())
    }

    /// A fresh one in `folder`, for what is to lie on a certain disk.
    ///
    /// # Errors
    /// When there is no room in it.
    pub fn within(folder: &Path) -> Result<Self> {
        Self::with_data("data", folder)
    }

    /// A fresh one whose data lie where the user of its home has them without a word about it.
    ///
    /// # Errors
    /// When there is no room for temporary files.
    pub fn usual() -> Result<Self> {
        Self::with_data("home/data/stampdesk", &std::env::temp_dir())
    }

    fn with_data(data: &'static str, folder: &Path) -> Result<Self> {
        let folder = TempDir::with_prefix_in("story-", folder)?;
        let scratch = Self { folder, data, clock: Vec::new() };
        std::fs::create_dir_all(scratch.data())?;
        Ok(scratch)
    }

    /// A fresh one in which it is now `moment`: a picture of a busy afternoon can then be taken at night. What measures time
    /// goes on as it does: a PC that was started after `moment` would else have been started in the future.
    ///
    /// # Errors
    /// When there is no room, or no `faketime`, which `cargo xtask pictures` installs.
    pub fn at(moment: DateTime<Utc>) -> Result<Self> {
        let offset = format!("{:+}s", (moment - Utc::now()).num_seconds());
        let mut clock = faketime(&["-f", &offset])?;
        clock.extend(MONOTONIC.map(|name| (name.to_owned(), "1".to_owned())));
        Ok(Self { clock, ..Self::new()? })
    }

    /// A fresh one whose clock leaps when told to, as after a sleep; what measures time regardless of it does not.
    ///
    /// # Errors
    /// When there is no room, or no `faketime`, which `cargo xtask test` installs.
    pub fn with_leaping_clock() -> Result<Self> {
        let mut scratch = Self { clock: faketime(&["-m", "-f", "+0s"])?, ..Self::new()? };
        scratch.clock.retain(|(name, _)| name != "FAKETIME"); // it would be stronger than the file
        let file = scratch.path().join("clock").display().to_string();
        for (name, value) in [
            ("FAKETIME_TIMESTAMP_FILE", file.as_str()),
            ("FAKETIME_NO_CACHE", "1"),
            (MONOTONIC[0], "1"),
            (MONOTONIC[1], "1"),
        ] {
            scratch.clock.push((name.to_owned(), value.to_owned()));
        }
        scratch.leap(0)?;
        Ok(scratch)
    }

    /// The leaping clock is `seconds` ahead from now on, or behind when they are negative.
    ///
    /// # Errors
    /// When it cannot be told.
    pub fn leap(&self, seconds: i64) -> Result<()> {
        let new = self.path().join("clock.new");
        std::fs::write(&new, format!("{seconds:+}\n"))?;
        Ok(std::fs::rename(new, self.path().join("clock"))?) // it is read all the time, and never half written
    }

    /// The leaping clock leaps so much further.
    ///
    /// # Errors
    /// When it cannot be told.
    pub fn leap_on(&self, time: TimeDelta) -> Result<()> {
        let ahead: i64 = std::fs::read_to_string(self.path().join("clock"))?.trim().parse()?;
        self.leap(ahead + time.num_seconds())
    }

    /// The desk's data folder.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.path().join(self.data)
    }

    /// The whole of it.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Makes `command` live here: nothing it writes and nothing it reads of a home lies outside.
    pub fn host<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        for name in SETTINGS {
            command.env_remove(name);
        }
        // Nor does it ask a developer's own keychain for anything; a story about keychains brings one.
        command.env("STAMPDESK_KEYCHAIN", "off");
        for (name, place) in [
            ("HOME", "home"),
            ("XDG_DATA_HOME", "home/data"),
            ("XDG_CONFIG_HOME", "home/config"),
            ("XDG_CACHE_HOME", "home/cache"),
            ("XDG_STATE_HOME", "home/state"),
            ("PULSE_RUNTIME_PATH", "home/sound"), // WebKit's; else a folder in the system's own, left there by each window
        ] {
            command.env(name, self.path().join(place));
        }
        command.envs(self.clock.iter().cloned())
    }
}

/// What `faketime`, called with `words`, tells a program's environment.
fn faketime(words: &[&str]) -> Result<Vec<(String, String)>> {
    sweep();
    let set = Command::new("faketime").args(words).arg("env").output().context("faketime")?;
    ensure!(set.status.success(), "faketime: {}", String::from_utf8_lossy(&set.stderr));
    Ok(String::from_utf8(set.stdout)?
        .lines()
        .filter_map(|line| line.split_once('='))
        .filter(|(name, _)| matches!(*name, "LD_PRELOAD" | "FAKETIME"))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect())
}

/// What `faketime` shares among the children of a program stays behind when that is killed, and whatever program gets the same
/// number later does not start.
fn sweep() {
    for shared in std::fs::read_dir("/dev/shm").into_iter().flatten().flatten() {
        let name = shared.file_name();
        let Some((kind, id)) = name.to_str().and_then(|name| name.rsplit_once('_')) else { continue };
        if kind.contains("faketime") && !Path::new("/proc").join(id).exists() {
            let _ = std::fs::remove_file(shared.path()); // another story may have been faster
        }
    }
}
