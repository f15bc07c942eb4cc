//! A small desktop: a screen, a window manager, a session bus, and a tray where one is wanted. The program runs on it as an
//! owner starts it, without a driver.

use std::net::SocketAddr;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::bus::Bus;
use super::running::{Running, until};
use super::scratch::Scratch;
use super::screen::Screen;
use super::tray::Tray;
use super::window::undriven;

/// A running desktop; it ends with this.
pub struct Desktop {
    // In the order in which they must end.
    tray: Option<Tray>,
    _windows: Running,
    bus: Bus,
    screen: Screen,
}

impl Desktop {
    /// With a tray.
    ///
    /// # Errors
    /// When a program is missing.
    pub fn open(scratch: &Scratch) -> Result<Self> {
        let mut desktop = Self::without_tray(scratch)?;
        desktop.tray = Some(Tray::open(&desktop.bus)?);
        Ok(desktop)
    }

    /// Without one, as some are.
    ///
    /// # Errors
    /// When a program is missing.
    pub fn without_tray(scratch: &Scratch) -> Result<Self> {
        let screen = Screen::light_up()?;
        let bus = Bus::open(scratch)?;
        let mut openbox = Command::new("openbox");
        scratch.host(&mut openbox).env("DISPLAY", screen.display());
        let windows = Running::start(&mut openbox).context("openbox, which `cargo xtask test` installs")?;
        let desktop = Self { tray: None, _windows: windows, bus, screen };
        until(|| desktop.wmctrl(&["-m"]).is_ok(), "a window manager")?;
        Ok(desktop)
    }

    /// The window's program with its data in `scratch`, as it is started from this desktop's menu.
    ///
    /// # Errors
    /// When it was not built.
    pub fn program(&self, scratch: &Scratch, address: SocketAddr) -> Result<Command> {
        let mut command = undriven("stampdesk", scratch, &self.screen, address)?;
        command.env("DBUS_SESSION_BUS_ADDRESS", self.bus.address()).env("XDG_RUNTIME_DIR", scratch.path());
        Ok(command)
    }

    /// The place beside the clock.
    ///
    /// # Errors
    /// When this desktop has none.
    pub fn tray(&self) -> Result<&Tray> {
        self.tray.as_ref().context("this desktop has no tray")
    }

    /// The session's bus.
    #[must_use]
    pub fn bus(&self) -> &Bus {
        &self.bus
    }

    /// The screen.
    #[must_use]
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// How many windows of that title are in sight.
    #[must_use]
    pub fn count(&self, title: &str) -> usize {
        let listed = self.wmctrl(&["-l"]).unwrap_or_default();
        // Number, desktop, machine, title.
        listed
            .lines()
            .filter(|line| line.splitn(4, ' ').count() == 4 && line.ends_with(&format!(" {title}")))
            .count()
    }

    /// Waits until a window of that title is in sight.
    ///
    /// # Errors
    /// When none is within a minute.
    pub fn shows(&self, title: &str) -> Result<()> {
        until(|| self.count(title) > 0, &format!("a window “{title}”"))
    }

    /// Waits until no window of that title is in sight.
    ///
    /// # Errors
    /// When one still is after a minute.
    pub fn hides(&self, title: &str) -> Result<()> {
        until(|| self.count(title) == 0, &format!("no window “{title}”"))
    }

    /// Closes the window of that title, as a click on its cross does.
    ///
    /// # Errors
    /// When there is none.
    pub fn close(&self, title: &str) -> Result<()> {
        self.wmctrl(&["-F", "-c", title]).map(drop)
    }

    /// Gives the window of that title a place and a size: left, top, width and height.
    ///
    /// # Errors
    /// When there is none.
    pub fn put(&self, title: &str, (left, top, width, height): (u32, u32, u32, u32)) -> Result<()> {
        self.wmctrl(&["-F", "-r", title, "-e", &format!("0,{left},{top},{width},{height}")])?;
        until(|| self.size(title).is_ok_and(|size| size == (width, height)), "the window has that size")
    }

    /// Width and height of the window of that title.
    ///
    /// # Errors
    /// When there is none in sight.
    pub fn size(&self, title: &str) -> Result<(u32, u32)> {
        let listed = self.wmctrl(&["-l", "-G"])?;
        let line =
            listed.lines().find(|line| line.ends_with(&format!(" {title}"))).context("no such window")?;
        // Number, desktop, left, top, width, height, machine, title.
        let fields: Vec<&str> = line.split_whitespace().collect();
        Ok((fields[4].parse()?, fields[5].parse()?))
    }

    /// Presses keys in the window of that title.
    ///
    /// # Errors
    /// When there is none.
    pub fn press(&self, title: &str, keys: &str) -> Result<()> {
        self.wmctrl(&["-F", "-a", title])?;
        let mut press = Command::new("xdotool");
        let pressed =
            press.env("DISPLAY", self.screen.display()).args(["key", "--clearmodifiers", keys]).status();
        ensure!(pressed.context("xdotool")?.success(), "{keys} cannot be pressed");
        Ok(())
    }

    fn wmctrl(&self, words: &[&str]) -> Result<String> {
        let mut wmctrl = Command::new("wmctrl");
        let done = wmctrl.env("DISPLAY", self.screen.display()).args(words).output();
        let done = done.context("wmctrl, which `cargo xtask test` installs")?;
        ensure!(done.status.success(), "wmctrl {words:?}: {}", String::from_utf8_lossy(&done.stderr));
        Ok(String::from_utf8(done.stdout)?)
    }
}
