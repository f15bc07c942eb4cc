//! A screen that nobody sees: an X server of the story's own.

use std::process::Command;

use anyhow::{Context, Result};
use tempfile::TempDir;

use super::picture::Picture;
use super::running::Running;

/// Width and height of a window on a counter PC.
pub const SIZE: (u32, u32) = (1366, 768);
/// Width and height of the screen: the largest that a window is looked at on.
const SCREEN: (u32, u32) = (1920, 1080);

/// A running X server.
pub struct Screen {
    display: String,
    _server: Running,
    kept_in: TempDir,
}

impl Screen {
    /// Starts one on a display number that it chooses itself.
    ///
    /// # Errors
    /// When Xvfb is not installed or does not start.
    pub fn light_up() -> Result<Self> {
        let kept_in = TempDir::with_prefix("screen-")?;
        let geometry = format!("{}x{}x24", SCREEN.0, SCREEN.1);
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", &geometry, "-nolisten", "tcp", "-noreset"]);
        command.args(["-nocursor", "-fbdir"]).arg(kept_in.path());
        let mut server = Running::start(&mut command).context("Xvfb, which `cargo xtask test` installs")?;
        let number =
            server.line(|line| !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit()))?;
        Ok(Self { display: format!(":{number}"), _server: server, kept_in })
    }

    /// The value for `DISPLAY`.
    #[must_use]
    pub fn display(&self) -> &str {
        &self.display
    }

    /// What stands on it, at every moment.
    ///
    /// # Errors
    /// When the X server keeps it in no file.
    pub fn picture(&self) -> Result<Picture> {
        Picture::open(&self.kept_in.path().join("Xvfb_screen0"))
    }
}
