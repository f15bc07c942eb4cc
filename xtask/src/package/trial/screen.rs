//! A screen and a session's bus, which a program that is opened from a menu finds there.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use super::root::{Root, Who};
use crate::children::Running;
use crate::shell;

/// Both; ended with this.
pub struct Screen {
    display: String,
    bus: String,
    _bus: Running,
    _screen: Guarded,
}

impl Screen {
    /// Beside `root`, whose programs reach both by names that belong to no folder.
    pub fn open(root: &Root) -> Result<Self> {
        let bus = format!("unix:abstract=stampdesk-trial-{}", std::process::id());
        let words = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--address", &bus];
        // It says again and again that it has read its configuration.
        let running = Running::start(root.command(Who::User, &words).stderr(Stdio::null()))?;
        let mut xvfb = Command::new("Xvfb");
        xvfb.args(["-screen", "0", "1366x768x24", "-nolisten", "tcp", "-displayfd", "1"]);
        let mut screen = Guarded(xvfb.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().context("Xvfb")?);
        let told = screen.0.stdout.take().context("Xvfb tells nothing")?;
        let mut number = String::new();
        BufReader::new(told).read_line(&mut number)?;
        if number.trim().is_empty() {
            bail!("Xvfb opened no screen");
        }
        Ok(Self { display: format!(":{}", number.trim()), bus, _bus: running, _screen: screen })
    }

    /// Shows `program` here.
    pub fn shows<'a>(&self, program: &'a mut Command) -> &'a mut Command {
        program.env("DISPLAY", &self.display).env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
    }

    /// Whether a window of that title is on it.
    pub fn has_window(&self, title: &str) -> bool {
        let tree =
            shell::answer(shell::command("xwininfo").args(["-root", "-tree", "-display", &self.display]));
        tree.is_some_and(|tree| tree.contains(&format!("\"{title}\"")))
    }
}

struct Guarded(Child);

impl Drop for Guarded {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
