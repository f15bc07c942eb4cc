//! The real window: the built program on a screen of its own, driven through WebDriver.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use fantoccini::elements::Element;
use fantoccini::error::NewSessionError;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use super::address::free_address;
use super::bus::Bus;
use super::driver;
use super::picture::Part;
use super::platform::SECRET;
use super::programs;
#[cfg(target_os = "linux")]
use super::public::Public;
use super::running::{PATIENCE, Running};
use super::scratch::Scratch;
use super::screen::{SIZE, Screen};

/// How often we look whether an awaited thing is there.
pub(super) const LOOK: Duration = Duration::from_millis(50);

/// The open window of one desk.
pub struct Window {
    pub(super) client: Client,
    address: SocketAddr,
    // In the order in which they must end.
    driver: Running,
    screen: Screen,
    size: (u32, u32),
}

impl Window {
    /// Opens the desk whose data lie in `scratch`, on an address of its own, with the stories' secret and in English.
    ///
    /// # Errors
    /// When a program is missing or the window does not open.
    pub async fn open(scratch: &Scratch) -> Result<Self> {
        Self::open_on(scratch, free_address()?).await
    }

    /// The same on a given address.
    ///
    /// # Errors
    /// When a program is missing or the window does not open.
    pub async fn open_on(scratch: &Scratch, address: SocketAddr) -> Result<Self> {
        if !settings_file(scratch).exists() {
            settle_in(scratch, json!({}))?;
        }
        let told = [("STAMPDESK_BIND", address.to_string()), ("STAMPDESK_WEBHOOK_SECRET", SECRET.to_owned())];
        Self::begin(scratch, address, &told).await
    }

    /// The same as on a PC that never had it, with the programs and the authority of `public`.
    ///
    /// # Errors
    /// When a program is missing or the window does not open.
    #[cfg(target_os = "linux")]
    pub async fn open_new(scratch: &Scratch, public: &Public, address: SocketAddr) -> Result<Self> {
        let mut told = public.environment()?;
        told.push(("STAMPDESK_BIND", address.to_string()));
        Self::begin(scratch, address, &told).await
    }

    /// The same as an owner opens it: where it listens is one of its `settings`, and it has the secrets that it is given.
    ///
    /// # Errors
    /// When a program is missing or the window does not open.
    pub async fn open_untold(scratch: &Scratch, mut settings: Value) -> Result<Self> {
        let address = free_address()?;
        settings["address"] = json!(address);
        settle_in(scratch, settings)?;
        Self::begin(scratch, address, &[]).await
    }

    /// The same where the desktop's keychain is wanted, but cannot be reached.
    ///
    /// # Errors
    /// When a program is missing or the window does not open.
    pub async fn open_locked_out(scratch: &Scratch, settings: Value) -> Result<Self> {
        settle_in(scratch, settings)?;
        let address = free_address()?;
        let told = [("STAMPDESK_BIND", address.to_string()), ("STAMPDESK_KEYCHAIN", "on".to_owned())];
        Self::begin(scratch, address, &told).await
    }

    /// The same in a session whose programs find each other by `bus`; the log says what is looked at.
    ///
    /// # Errors
    /// When a program is missing or the window does not open.
    pub async fn open_in_session(scratch: &Scratch, bus: &Bus, settings: Value) -> Result<Self> {
        settle_in(scratch, settings)?;
        let address = free_address()?;
        Self::begin(scratch, address, &in_session(bus, address)).await
    }

    /// The same with the programs and the authority of `public`, whose tunnel leads here.
    ///
    /// # Errors
    /// When a program is missing or the window does not open.
    #[cfg(target_os = "linux")]
    pub async fn open_on_the_road(
        scratch: &Scratch,
        bus: &Bus,
        public: &Public,
        settings: Value,
    ) -> Result<Self> {
        settle_in(scratch, settings)?;
        let address = free_address()?;
        public.lead_to(address)?;
        let mut told = public.environment()?;
        told.extend(in_session(bus, address));
        Self::begin(scratch, address, &told).await
    }

    /// The program, to be started once more in that session.
    ///
    /// # Errors
    /// When it was not built.
    pub fn once_more(&self, scratch: &Scratch, bus: &Bus) -> Result<Command> {
        let mut command = Command::new(programs::built("stampdesk")?);
        settle(&mut command, scratch, self.screen.display());
        command.env("DBUS_SESSION_BUS_ADDRESS", bus.address());
        Ok(command)
    }

    /// Ports that are free when they are chosen may be another program's a moment later: the drivers are tried once more then.
    async fn begin(scratch: &Scratch, address: SocketAddr, told: &[(&str, String)]) -> Result<Self> {
        let begun = Self::once(scratch, address, told).await;
        match begun.as_ref().err().and_then(|error| error.downcast_ref()) {
            Some(error @ (NewSessionError::Failed(_) | NewSessionError::FailedC(_))) => {
                eprintln!("the drivers did not answer, they are tried once more: {error}");
                Self::once(scratch, address, told).await
            }
            _ => begun,
        }
    }

    async fn once(scratch: &Scratch, address: SocketAddr, told: &[(&str, String)]) -> Result<Self> {
        let screen = Screen::light_up()?;
        let mut command = Command::new("tauri-driver");
        settle(&mut command, scratch, screen.display());
        command.envs(told.iter().map(|(name, value)| (name, value)));
        let (driver, client) = driver::drive(command).await?;
        let mut window = Self { client, address, driver, screen, size: SIZE };
        window.resize(SIZE.0, SIZE.1).await?;
        Ok(window)
    }

    /// Where this desk listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where this desk takes deliveries.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/webhooks/loyalite", self.address)
    }

    /// Somebody turns to another program: the window is there, but not in front.
    ///
    /// # Errors
    /// When it stays in front.
    pub async fn look_away(&self) -> Result<()> {
        let mut away = Command::new("xdotool");
        // The screen itself has the keyboard then, and with it whatever lies under the pointer.
        away.args(["mousemove", "1900", "1060", "search", "--maxdepth", "0", ".*", "windowfocus"]);
        let turned = away.env("DISPLAY", self.screen.display()).output();
        ensure!(
            turned.context("xdotool, which `cargo xtask test` installs")?.status.success(),
            "xdotool cannot"
        );
        let deadline = Instant::now() + PATIENCE;
        while self.client.execute("return document.hasFocus()", Vec::new()).await? != json!(false) {
            ensure!(Instant::now() < deadline, "the window is still in front");
            tokio::time::sleep(LOOK).await;
        }
        Ok(())
    }

    /// Waits until the program has said `words` on standard error.
    ///
    /// # Errors
    /// When it does not within a minute.
    pub fn says(&mut self, words: &str) -> Result<()> {
        self.driver.has_said(|line| line.contains(words)).map(drop)
    }

    /// Gives the window another size.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn resize(&mut self, width: u32, height: u32) -> Result<()> {
        self.size = (width, height);
        Ok(self.client.set_window_rect(0, 0, width, height).await?)
    }

    /// The first element that `css` selects, as soon as there is one.
    ///
    /// # Errors
    /// When there is none within a minute.
    pub async fn find(&self, css: &str) -> Result<Element> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.client.find(Locator::Css(css)).await {
                Ok(element) => return Ok(element),
                // Not there yet, or drawn anew while the driver looked.
                Err(error) if error.is_no_such_element() || error.is_stale_element_reference() => {
                    if Instant::now() > deadline {
                        // A test's thread bears its name.
                        let story = std::thread::current().name().unwrap_or("story").to_owned();
                        let instead = self.picture(&format!("failed-{story}")).await?;
                        bail!("{css} never appeared; see {}", instead.display());
                    }
                    tokio::time::sleep(LOOK).await;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// How many elements `css` selects now.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn count(&self, css: &str) -> Result<usize> {
        // Asked in one go: what the driver finds one by one may be drawn anew meanwhile.
        let count = "return document.querySelectorAll(arguments[0]).length";
        let found = self.client.execute(count, vec![css.into()]).await?;
        Ok(found.as_u64().context("a number")? as usize)
    }

    /// The visible text of what `css` selects, as soon as `wanted` accepts it.
    ///
    /// # Errors
    /// When it does not within a minute.
    pub async fn text(&self, css: &str, wanted: impl Fn(&str) -> bool) -> Result<String> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            // Between finding and reading, the screen may have been drawn anew: then look again.
            let text = self.find(css).await?.text().await.unwrap_or_default();
            if wanted(&text) {
                return Ok(text);
            }
            if Instant::now() > deadline {
                bail!("{css} still says {text:?}");
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Waits until `css` selects nothing any more.
    ///
    /// # Errors
    /// When something still is there after a minute.
    pub async fn gone(&self, css: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while self.count(css).await? > 0 {
            ensure!(Instant::now() < deadline, "{css} is still there");
            tokio::time::sleep(LOOK).await;
        }
        Ok(())
    }

    /// Runs `script` in the window.
    ///
    /// # Errors
    /// When it throws.
    pub async fn run(&self, script: &str) -> Result<()> {
        self.client.execute(script, Vec::new()).await?;
        Ok(())
    }

    /// Once everything is painted, runs `script` in the window, and gives what it calls back with.
    ///
    /// # Errors
    /// When it throws, or does not call back within half a minute.
    pub async fn ask(&self, script: &str) -> Result<Value> {
        self.painted().await?;
        Ok(self.client.execute_async(script, Vec::new()).await?)
    }

    /// Waits until what the window knows is also painted: fonts there, movements ended, two frames drawn.
    async fn painted(&self) -> Result<()> {
        let script = "const done = arguments[arguments.length - 1];
            const ending = document.getAnimations().filter((it) => it.effect?.getTiming().iterations !== Infinity);
            Promise.all([document.fonts.ready, ...ending.map((it) => it.finished.catch(() => null))])
                .then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));";
        self.client.execute_async(script, Vec::new()).await?;
        Ok(())
    }

    /// Keeps a picture of the window as `name`.png in `STAMPDESK_PICTURES`, else in target/pictures: of the screen itself,
    /// as soon as nothing moves on it any more.
    ///
    /// # Errors
    /// When it cannot be taken or kept.
    pub async fn picture(&self, name: &str) -> Result<PathBuf> {
        self.picture_of(name, None).await
    }

    /// The same of any part of the screen.
    ///
    /// # Errors
    /// When it cannot be taken or kept.
    pub async fn picture_of(&self, name: &str, part: Option<Part>) -> Result<PathBuf> {
        self.painted().await?;
        let (width, height) = self.size;
        let part = part.unwrap_or(Part { left: 0, top: 0, width, height });
        self.screen.keep(name, part).await
    }

    /// Closes the session, and the program with it.
    ///
    /// # Errors
    /// When the driver cannot be ended.
    pub async fn close(mut self) -> Result<()> {
        self.client.clone().close().await?;
        self.driver.kill()
    }
}

/// The built program `name` as it is started by hand: on `screen`, with its data in `scratch` and no driver. What is a
/// desk listens on `address` and has the stories' secret.
///
/// # Errors
/// When it was not built.
pub fn undriven(name: &str, scratch: &Scratch, screen: &Screen, address: SocketAddr) -> Result<Command> {
    settle_in(scratch, json!({}))?;
    let mut command = Command::new(programs::built(name)?);
    settle(&mut command, scratch, screen.display());
    command.env("STAMPDESK_BIND", address.to_string()).env("STAMPDESK_WEBHOOK_SECRET", SECRET);
    Ok(command)
}

/// What a program of `bus`'s session is told; its log says what is looked at.
fn in_session(bus: &Bus, address: SocketAddr) -> Vec<(&'static str, String)> {
    vec![
        ("STAMPDESK_BIND", address.to_string()),
        ("STAMPDESK_WEBHOOK_SECRET", SECRET.to_owned()),
        ("DBUS_SESSION_BUS_ADDRESS", bus.address().to_owned()),
        ("RUST_LOG", "warn,stampdesk_app::notify=debug".to_owned()),
    ]
}

/// A desk with these `settings`, whose owner has been through the first start.
fn settle_in(scratch: &Scratch, mut settings: Value) -> Result<()> {
    settings["first_start"] = json!("done");
    Ok(std::fs::write(settings_file(scratch), settings.to_string())?)
}

fn settings_file(scratch: &Scratch) -> PathBuf {
    scratch.data().join("settings.json")
}

/// Everything the window may write goes to `scratch`, and what it shows depends on nothing outside.
fn settle(command: &mut Command, scratch: &Scratch, display: &str) {
    scratch
        .host(command)
        .env("STAMPDESK_DATA_DIR", scratch.data())
        .env("DISPLAY", display)
        .env_remove("WAYLAND_DISPLAY")
        .env("GDK_BACKEND", "x11")
        .env("LANG", "C.UTF-8")
        .env("LANGUAGE", "en")
        .env("TZ", "Europe/Istanbul")
        .env("NO_AT_BRIDGE", "1")
        .env("GTK_USE_PORTAL", "0")
        .env("GIO_USE_VFS", "local")
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        .env("LIBGL_ALWAYS_SOFTWARE", "1");
}
