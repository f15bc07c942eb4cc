//! Tauri's own bundler, told to take the program without a window along.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::files_in;
use crate::shell;

/// Builds both programs in one go: with one set of features, nothing is built twice.
pub fn build() -> Result<()> {
    let packages = ["--", "--package", "stampdesk", "--package", "stampdesk-cli", "--locked"];
    shell::run(tauri("build").args(["--no-bundle", "--ci"]).args(packages))
}

/// Packs what [`build`] has built, and says what came of it.
pub fn pack(kinds: &str, bench: &Path) -> Result<Vec<PathBuf>> {
    let beside = bench.join("stampdesk-cli");
    // Tauri looks for such a program under its name and the system it was built for.
    let named = format!("{}-{}{}", beside.display(), host()?, std::env::consts::EXE_SUFFIX);
    fs::copy(shell::built_for_release("stampdesk-cli"), named).context("stampdesk-cli")?;
    let beside = beside.to_string_lossy().replace('\\', "/");
    let config = format!(r#"{{"bundle":{{"externalBin":["{beside}"]}}}}"#);
    let made = shell::target().join("release/bundle");
    if made.exists() {
        // What an earlier version left would be taken for ours.
        fs::remove_dir_all(&made).with_context(|| made.display().to_string())?;
    }
    shell::run(tauri("bundle").args(["--ci", "--bundles", kinds, "--config", &config]))?;
    let mut files = Vec::new();
    for entry in fs::read_dir(&made).with_context(|| made.display().to_string())? {
        let folder = entry?.path();
        if folder.is_dir() {
            files.extend(files_in(&folder)?.into_iter().filter(|file| is_a_package(file)));
        }
    }
    Ok(files)
}

/// The bundlers keep scripts and drafts beside what they make.
fn is_a_package(file: &Path) -> bool {
    let kind = file.extension().and_then(|it| it.to_str());
    matches!(kind, Some("deb" | "rpm" | "AppImage" | "exe" | "msi" | "dmg"))
}

/// Tauri's command line, as npm installed it for the screens.
fn tauri(verb: &str) -> Command {
    let mut tauri = shell::command("node");
    tauri.args(["ui/node_modules/@tauri-apps/cli/tauri.js", verb]);
    tauri
}

fn host() -> Result<String> {
    let told = shell::answer(shell::command("rustc").arg("--version").arg("--verbose")).context("rustc")?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    Ok(host.to_owned())
}
