//! `cargo xtask package --try`: the life of the package on one PC, from the first installation to after the last removal.

mod desk;
mod root;
mod screen;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use self::desk::Desk;
use self::root::{Root, Who};
use self::screen::Screen;
use super::deb;
use crate::{machine, shell};

/// What the PC has before the upgrade: the same programs under an older number, since none was ever released.
const OLDER: &str = "0.0.1";

/// What `package` must bring along besides its dependencies.
const BRINGS: &[&str] = &[
    "/usr/bin/stampdesk",
    "/usr/bin/stampdesk-cli",
    "/usr/share/applications/stampdesk.desktop",
    "/usr/share/doc/stampdesk/copyright",
    "/usr/share/icons/hicolor/128x128/apps/stampdesk.png",
    "/usr/share/icons/hicolor/scalable/apps/stampdesk.svg",
    "/usr/share/metainfo/app.stampdesk.desk.metainfo.xml",
];

/// Tells it; the first thing that is not as it should be ends it.
pub fn tell(package: &Path) -> Result<()> {
    root::may_be_made()?;
    machine::install(machine::TRIAL)?;
    shell::heading("a Debian that never had it");
    let root = Root::make()?;
    let screen = Screen::open(&root)?;

    shell::heading("an older version is installed");
    let older = deb::of_version(OLDER, package, &root.seen_from_outside("/tmp"))?;
    root.install(&older)?;
    is_whole(&root)?;
    opens_links(&root)?;

    shell::heading("a shop works with it");
    let address = desk::free_address()?;
    let before = {
        let mut desk = Desk::open(&root, &screen, &address)?;
        desk.has_a_busy_week()?;
        desk.follows_a_link()?;
        let feed = desk.feed()?;
        desk.close()?;
        feed
    };
    ensure!(before.matches("\"id\"").count() > 100, "a week leaves more than that:\n{before}");
    println!("opened from its menu entry, {} bytes of feed, closed", before.len());

    shell::heading("it is upgraded");
    root.install(package)?;
    let version = root.run(Who::User, &["dpkg-query", "--show", "--showformat=${Version}", "stampdesk"])?;
    ensure!(version != OLDER, "it is still {version}");
    is_whole(&root)?;
    let desk = Desk::open(&root, &screen, &address)?;
    ensure!(desk.feed()? == before, "the upgrade changed what the shop knows");
    desk.proves_its_figures()?;
    desk.close()?;
    println!("{OLDER} became {version}; what the shop knows is the same, and proven from the log");

    shell::heading("it is removed");
    let kept = fs::read(root.records().join("stampdesk.db")).context("the shop's records")?;
    is_removed(&root, "remove")?;
    is_removed(&root, "purge")?;
    let still = fs::read(root.records().join("stampdesk.db")).context("purging took the shop's records")?;
    ensure!(still == kept, "removing the program changed the shop's records");
    println!("nothing of the package is left; the shop's records are untouched, and removing said so");
    Ok(())
}

/// Every file is there, and both programs find every library they are linked with.
fn is_whole(root: &Root) -> Result<()> {
    for file in BRINGS {
        ensure!(root.seen_from_outside(file).is_file(), "{file} is missing");
    }
    for program in ["/usr/bin/stampdesk", "/usr/bin/stampdesk-cli"] {
        let libraries = root.run(Who::User, &["ldd", program])?;
        ensure!(!libraries.contains("not found"), "{program} lacks a library:\n{libraries}");
    }
    root.run(Who::User, &["dpkg", "--verify", "stampdesk"]).map(drop)
}

/// A till program's `stampdesk://` link leads here.
fn opens_links(root: &Root) -> Result<()> {
    let opener = root.run(Who::User, &["gio", "mime", "x-scheme-handler/stampdesk"])?;
    ensure!(opener.contains("stampdesk.desktop"), "stampdesk:// is opened by {opener}");
    Ok(())
}

fn is_removed(root: &Root, how: &str) -> Result<()> {
    let said = root.run(Who::Root, &["apt-get", how, "--yes", "--quiet", "stampdesk"])?;
    ensure!(said.contains("~/.local/share/stampdesk"), "{how} does not say where the records stay:\n{said}");
    for file in BRINGS {
        ensure!(!root.seen_from_outside(file).exists(), "{how} left {file}");
    }
    Ok(())
}
