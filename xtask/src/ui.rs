//! The UI's own toolchain: npm packages, the build, and its scripts.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::{machine, shell};

/// The oldest Node.js that Vite runs on.
const NODE: (u32, u32) = (20, 19);

/// `npm ci`, when the lock file is not the one that was installed last.
pub fn install() -> Result<()> {
    find_node()?;
    let ui = shell::root().join("ui");
    let lock = fs::read(ui.join("package-lock.json")).context("ui/package-lock.json")?;
    let receipt = ui.join("node_modules/.installed-lock.json");
    if fs::read(&receipt).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    shell::run(npm("ci").args(["--no-audit", "--no-fund"]))?;
    fs::write(receipt, lock).context("ui/node_modules")
}

/// `npm run build`, unless the build is newer than everything it is made from: an untouched
/// ui/dist spares cargo building the window again.
pub fn build() -> Result<()> {
    let ui = shell::root().join("ui");
    let built = fs::metadata(ui.join("dist/index.html")).and_then(|it| it.modified());
    if built.is_ok_and(|built| newest(&ui).is_ok_and(|source| source < built)) {
        println!("ui/dist is up to date");
        return Ok(());
    }
    shell::run(&mut script("build"))
}

/// `npm run NAME`.
pub fn script(name: &str) -> Command {
    let mut npm = npm("run");
    npm.arg(name).env("NO_COLOR", "1").env_remove("FORCE_COLOR");
    npm
}

/// npm at the screens, for `verb`.
pub fn npm(verb: &str) -> Command {
    let mut npm = shell::command(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args(["--prefix", "ui", verb]);
    npm
}

fn find_node() -> Result<()> {
    if node().is_none() {
        machine::install(&["nodejs", "npm"])?;
    }
    let (major, minor) = NODE;
    match node() {
        Some(here) if here >= NODE => Ok(()),
        Some(here) => bail!("Node.js {major}.{minor} or newer is needed, here is {}.{}", here.0, here.1),
        None => bail!("Node.js {major}.{minor} or newer is needed: https://nodejs.org"),
    }
}

fn node() -> Option<(u32, u32)> {
    let version = shell::answer(shell::command("node").arg("--version"))?;
    let mut parts = version.trim_start_matches('v').split('.').map(str::parse);
    Some((parts.next()?.ok()?, parts.next()?.ok()?))
}

/// The last change under `folder`, apart from what is installed or built there.
fn newest(folder: &Path) -> std::io::Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let changed = match entry.file_name().to_str() {
            Some("node_modules" | "dist") => continue,
            _ if entry.file_type()?.is_dir() => self::newest(&entry.path())?,
            _ => entry.metadata()?.modified()?,
        };
        newest = newest.max(changed);
    }
    Ok(newest)
}
