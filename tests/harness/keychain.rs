//! A keychain of the story's own: the Secret Service that Linux desktops have, on a session bus that nobody else knows.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::running::Running;
use super::scratch::Scratch;

/// A bus that starts nothing by itself, as a desktop's would.
const BUS: &str = r#"<busconfig>
  <type>session</type>
  <listen>ADDRESS</listen>
  <policy context="default"><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/></policy>
</busconfig>"#;

/// A running, unlocked keychain; it ends with this.
pub struct Keychain {
    address: String,
    _service: Running,
    _bus: Running,
}

impl Keychain {
    /// Starts one that keeps its files in `scratch`.
    ///
    /// # Errors
    /// When `dbus` or `gnome-keyring` is not installed or does not start.
    pub fn open(scratch: &Scratch) -> Result<Self> {
        let missing = "a program that `cargo xtask test` installs";
        let config = scratch.path().join("bus.conf");
        let address = format!("unix:path={}", scratch.path().join("bus").display());
        fs::write(&config, BUS.replace("ADDRESS", &address))?;
        let mut bus = Command::new("dbus-daemon");
        bus.args(["--nofork", "--print-address", "--config-file"]).arg(config);
        let mut bus = Running::start(scratch.host(&mut bus)).context(missing)?;
        bus.line(|line| line.starts_with("unix:"))?;

        // The password comes by standard input, as from a login; a first one makes the keychain.
        let password = scratch.path().join("password");
        fs::write(&password, "story")?;
        let mut service = Command::new("sh");
        service.args(["-c", "exec gnome-keyring-daemon --foreground --unlock --components=secrets < \"$0\""]);
        service.arg(password);
        scratch.host(&mut service).env("DBUS_SESSION_BUS_ADDRESS", &address);
        let service = Running::start(service.env("XDG_RUNTIME_DIR", scratch.path())).context(missing)?;
        let mut wait = Command::new("gdbus");
        wait.args(["wait", "--address", &address, "--timeout", "60", "org.freedesktop.secrets"]);
        ensure!(wait.status().context(missing)?.success(), "the keychain did not come to its bus");
        Ok(Self { address, _service: service, _bus: bus })
    }

    /// Lets `command` use it.
    pub fn lend<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env_remove("STAMPDESK_KEYCHAIN").env("DBUS_SESSION_BUS_ADDRESS", &self.address)
    }
}

/// Lets `command` look for a keychain where there is none, as from a login without a desktop.
pub fn out_of_reach<'a>(command: &'a mut Command, scratch: &Scratch) -> &'a mut Command {
    let nowhere = format!("unix:path={}", scratch.path().join("no bus").display());
    command.env_remove("STAMPDESK_KEYCHAIN").env("DBUS_SESSION_BUS_ADDRESS", nowhere)
}
