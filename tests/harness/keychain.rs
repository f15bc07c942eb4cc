//! A keychain of the story's own: the Secret Service that Linux desktops have, on a session bus that nobody else knows.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::bus::Bus;
use super::running::Running;
use super::scratch::Scratch;

/// A running, unlocked keychain; it ends with this.
pub struct Keychain {
    _service: Running,
    bus: Bus,
}

impl Keychain {
    /// Starts one that keeps its files in `scratch`.
    ///
    /// # Errors
    /// When `dbus` or `gnome-keyring` is not installed or does not start.
    pub fn open(scratch: &Scratch) -> Result<Self> {
        let missing = "a program that `cargo xtask test` installs";
        let bus = Bus::open(scratch)?;
        // The password comes by standard input, as from a login; a first one makes the keychain.
        let password = scratch.path().join("password");
        fs::write(&password, "story")?;
        let mut service = Command::new("sh");
        service.args(["-c", "exec gnome-keyring-daemon --foreground --unlock --components=secrets < \"$0\""]);
        service.arg(password);
        scratch.host(&mut service).env("DBUS_SESSION_BUS_ADDRESS", bus.address());
        let service = Running::start(service.env("XDG_RUNTIME_DIR", scratch.path())).context(missing)?;
        bus.wait_for("org.freedesktop.secrets")?;
        Ok(Self { _service: service, bus })
    }

    /// Lets `command` use it.
    pub fn lend<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env_remove("STAMPDESK_KEYCHAIN").env("DBUS_SESSION_BUS_ADDRESS", self.bus.address())
    }
}

/// Lets `command` look for a keychain where there is none, as from a login without a desktop.
pub fn out_of_reach<'a>(command: &'a mut Command, scratch: &Scratch) -> &'a mut Command {
    let nowhere = format!("unix:path={}", scratch.path().join("no bus").display());
    command.env_remove("STAMPDESK_KEYCHAIN").env("DBUS_SESSION_BUS_ADDRESS", nowhere)
}
