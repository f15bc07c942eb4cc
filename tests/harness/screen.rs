//! A screen that nobody sees: an X server of the story's own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use super::picture::{self, Part, Picture};
use super::running::{PATIENCE, Running};

/// Width and height of a window on a counter PC.
pub const SIZE: (u32, u32) = (1366, 768);
/// Width and height of the screen: the largest that a window is looked at on.
const SCREEN: (u32, u32) = (1920, 1080);
/// What is the same in two looks so far apart stands still.
const LOOK: Duration = Duration::from_millis(50);

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

    /// Keeps a picture of `part` as `name`.png in `STAMPDESK_PICTURES`, else in target/pictures, as soon as nothing moves in
    /// it any more.
    ///
    /// # Errors
    /// When it cannot be taken or kept.
    pub async fn keep(&self, name: &str, part: Part) -> Result<PathBuf> {
        let folder = std::env::var_os("STAMPDESK_PICTURES")
            .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/pictures"), PathBuf::from);
        let path = folder.join(format!("{name}.png"));
        std::fs::create_dir_all(&folder)?;
        std::fs::write(&path, picture::png(&self.still(part).await?, part)?)?;
        Ok(path)
    }

    /// What stands in `part`, once two looks in succession are the same.
    async fn still(&self, part: Part) -> Result<Vec<u8>> {
        let mut screen = self.picture()?;
        let deadline = Instant::now() + PATIENCE;
        let mut last = screen.look(part)?;
        loop {
            tokio::time::sleep(LOOK).await;
            let now = screen.look(part)?;
            if now == last {
                return Ok(now);
            }
            ensure!(Instant::now() < deadline, "the screen never stands still");
            last = now;
        }
    }
}
