//! Stampdesk as that PC's user has it: opened from the menu, and asked in a terminal beside it.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use super::root::{Root, Who, said};
use super::screen::Screen;
use crate::children::Running;
use crate::shell;

/// What the made-up shop signs with.
const SECRET: &str = "tried-in-a-clean-root";

/// How often we look, and how many times at most, for what must come: two minutes.
const LOOK: Duration = Duration::from_millis(200);
const LOOKS: u32 = 600;

/// An address that nobody has.
pub fn free_address() -> Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

/// The open window.
pub struct Desk<'a> {
    root: &'a Root,
    screen: &'a Screen,
    address: &'a str,
    running: Running,
}

impl<'a> Desk<'a> {
    /// Opens it by what its menu entry says; returns once its window is there, deliveries are taken, and the start has held.
    pub fn open(root: &'a Root, screen: &'a Screen, address: &'a str) -> Result<Self> {
        let running = start(root, screen, address, None)?;
        let mut desk = Self { root, screen, address, running };
        desk.settles()?;
        Ok(desk)
    }

    fn settles(&mut self) -> Result<()> {
        let to: SocketAddr = self.address.parse()?;
        for _ in 0..LOOKS {
            if let Some(status) = self.running.ended()? {
                bail!("it ended before it was open: {status}");
            }
            let open = self.screen.has_window("Stampdesk") && TcpStream::connect_timeout(&to, LOOK).is_ok();
            if open && self.has_held() {
                return Ok(());
            }
            sleep(LOOK);
        }
        bail!("within two minutes no window of it came up and held, or it took no deliveries")
    }

    /// Its own word for it: no start is unproven once its page has asked the desk how things are, and ten seconds have passed.
    fn has_held(&self) -> bool {
        let starts = fs::read_to_string(self.root.records().join("starts.json")).unwrap_or_default();
        let starts: String = starts.split_whitespace().collect();
        starts.contains(r#""unproven":[]"#)
    }

    /// A made-up week is delivered to it.
    pub fn has_a_busy_week(&self) -> Result<()> {
        let url = format!("http://{}/webhooks/loyalite", self.address);
        let told = self.ask(&["simulate", "--url", &url, "--days", "7"])?;
        print!("{told}");
        ensure!(told.contains(" 0 given up"), "deliveries were lost");
        Ok(())
    }

    /// What it has taken in, newest first.
    pub fn feed(&self) -> Result<String> {
        self.ask(&["feed", "--limit", "100000", "--json"])
    }

    /// Its figures follow from its log.
    pub fn proves_its_figures(&self) -> Result<()> {
        self.ask(&["check"]).map(drop)
    }

    /// A till program's link finds the open window: the second start hands it over, and is gone.
    pub fn follows_a_link(&mut self) -> Result<()> {
        let mut second = start(self.root, self.screen, self.address, Some("stampdesk://customer/482193"))?;
        for _ in 0..LOOKS {
            if let Some(status) = second.ended()? {
                ensure!(status.success(), "the second start ended with {status}");
                ensure!(self.running.ended()?.is_none(), "the second start ended the first");
                return Ok(());
            }
            sleep(LOOK);
        }
        bail!("a second start stays beside the first")
    }

    /// Ends it as the end of the user's session does; it must go by itself, and well.
    pub fn close(mut self) -> Result<()> {
        shell::run(Command::new("kill").args(["-TERM", &self.running.id().to_string()]))?;
        for _ in 0..LOOKS {
            if let Some(status) = self.running.ended()? {
                ensure!(status.success(), "asked to end, it ended with {status}");
                return Ok(());
            }
            sleep(LOOK);
        }
        bail!("asked to end, it was still there a minute later")
    }

    /// In a terminal beside it.
    fn ask(&self, words: &[&str]) -> Result<String> {
        let words: Vec<&str> = ["/usr/bin/stampdesk-cli"].iter().chain(words).copied().collect();
        said(equip(&mut self.root.command(Who::User, &words), self.address), &words)
    }
}

fn equip<'a>(command: &'a mut Command, address: &str) -> &'a mut Command {
    command
        .env("STAMPDESK_BIND", address)
        .env("STAMPDESK_WEBHOOK_SECRET", SECRET)
        .env("STAMPDESK_KEYCHAIN", "off")
}

/// What a click on the menu entry starts, or on a link, which the entry has a place for.
fn start(root: &Root, screen: &Screen, address: &str, link: Option<&str>) -> Result<Running> {
    let entry = menu_entry(root)?;
    let words: Vec<&str> =
        entry.split_whitespace().filter_map(|it| if it == "%u" { link } else { Some(it) }).collect();
    let mut command = root.command(Who::User, &words);
    Running::start(equip(screen.shows(&mut command), address))
}

/// The command in the menu entry.
fn menu_entry(root: &Root) -> Result<String> {
    let entry = root.seen_from_outside("/usr/share/applications/stampdesk.desktop");
    let entry = fs::read_to_string(entry).context("the menu entry")?;
    for line in ["GenericName=", "GenericName[tr]=", "MimeType=x-scheme-handler/stampdesk;"] {
        ensure!(entry.lines().any(|it| it.starts_with(line)), "the menu entry lacks {line}\n{entry}");
    }
    let exec = entry.lines().find_map(|line| line.strip_prefix("Exec=")).context("it starts nothing")?;
    ensure!(exec.ends_with(" %u"), "it has no place for a link: {exec}");
    Ok(exec.to_owned())
}
