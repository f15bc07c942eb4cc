//! A session bus that nobody else knows.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::running::Running;
use super::scratch::Scratch;

/// It starts nothing by itself, as a desktop's would.
const BUS: &str = r#"<busconfig>
  <type>session</type>
  <listen>ADDRESS</listen>
  <policy context="default"><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/></policy>
</busconfig>"#;

/// A running bus; it ends with this.
pub struct Bus {
    address: String,
    _daemon: Running,
}

impl Bus {
    /// Starts one whose socket lies in `scratch`.
    ///
    /// # Errors
    /// When `dbus` is not installed or does not start.
    pub fn open(scratch: &Scratch) -> Result<Self> {
        let config = scratch.path().join("bus.conf");
        let address = format!("unix:path={}", scratch.path().join("bus").display());
        fs::write(&config, BUS.replace("ADDRESS", &address))?;
        let mut daemon = Command::new("dbus-daemon");
        daemon.args(["--nofork", "--print-address", "--config-file"]).arg(config);
        let started = Running::start(scratch.host(&mut daemon));
        let mut daemon = started.context("dbus-daemon, which `cargo xtask test` installs")?;
        daemon.line(|line| line.starts_with("unix:"))?;
        Ok(Self { address, _daemon: daemon })
    }

    /// Where it is.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Waits until somebody goes by `name` on it.
    ///
    /// # Errors
    /// When nobody does within a minute.
    pub fn wait_for(&self, name: &str) -> Result<()> {
        let mut wait = Command::new("gdbus");
        wait.args(["wait", "--address", &self.address, "--timeout", "60", name]);
        ensure!(wait.status().context("gdbus")?.success(), "{name} did not come to its bus");
        Ok(())
    }
}
