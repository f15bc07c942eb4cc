//! `cargo xtask package`: the installer for this system, and what whoever fetches it can judge it by.

mod bill;
mod bundle;
mod deb;
mod sums;
mod trial;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{machine, shell, ui};

/// What this system's shops install.
const KIND: &str = if cfg!(windows) {
    "nsis"
} else if cfg!(target_os = "macos") {
    "dmg"
} else {
    "deb"
};

/// Builds both programs for release and packs them as `kinds`, in Tauri's names and separated by commas; without a
/// word, as this system's own.
pub fn make(kinds: Option<&str>) -> Result<()> {
    let made = build(kinds.unwrap_or(KIND))?;
    shell::heading("made");
    for file in made {
        println!("{}", file.display());
    }
    Ok(())
}

/// The life of a `.deb` on a PC that never had it: `given`, or else one built from these sources.
pub fn attempt(given: Option<&str>) -> Result<()> {
    if !cfg!(target_os = "linux") || !shell::succeeds(command_of_dpkg().arg("--version")) {
        bail!("this tries the Debian package: it needs Debian or Ubuntu");
    }
    let package = match given {
        Some(file) => std::path::absolute(file)?,
        None => {
            let made = build("deb")?;
            made.into_iter().find(|file| file.extension().is_some_and(|it| it == "deb")).context("no .deb")?
        }
    };
    trial::tell(&package)
}

fn build(kinds: &str) -> Result<Vec<PathBuf>> {
    prepare()?;
    let place = shell::target().join("package");
    let bench = place.join("bench");
    if place.exists() {
        fs::remove_dir_all(&place).with_context(|| place.display().to_string())?;
    }
    fs::create_dir_all(&bench)?;
    shell::heading("both programs");
    bundle::build()?;
    shell::heading("packages");
    for file in bundle::pack(kinds, &bench)? {
        if file.extension().is_some_and(|it| it == "deb") {
            deb::finish(&file, &bench, &place)?;
        } else {
            fs::copy(&file, place.join(file.file_name().context("a file without a name")?))?;
        }
    }
    shell::heading("bill of materials");
    bill::write(&place)?;
    fs::remove_dir_all(&bench)?;
    sums::write(&place)?;
    files_in(&place)
}

fn prepare() -> Result<()> {
    shell::heading("what this machine needs");
    machine::install(machine::WINDOW)?;
    machine::install(machine::PACKAGES)?;
    machine::install_tool(&machine::CARGO_CYCLONEDX)?;
    ui::install()
}

/// The files that lie in `folder` itself, by name.
fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn command_of_dpkg() -> std::process::Command {
    shell::command("dpkg-deb")
}
