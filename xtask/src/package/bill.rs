//! The bill of materials: everything of others' that is built in, with its licence, in CycloneDX's format. OWASP's own
//! tool reads it off Cargo's lock file, npm off its own.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::{shell, ui};

/// What the tool calls its files, beside the manifest of each package.
const DRAFT: &str = "stampdesk-bill";

/// Writes a bill for each program and one for the screens, into `place`.
pub fn write(place: &Path) -> Result<()> {
    let root = shell::root();
    let outcome = of_the_programs(&root, place);
    sweep(&root.join("src-tauri"))?;
    for folder in ["", "benches", "benches/peers/window", "tests", "xtask"] {
        forget(&root.join(folder))?;
    }
    outcome?;
    let screens = shell::answer(ui::npm("sbom").args(["--sbom-format", "cyclonedx", "--package-lock-only"]));
    let screens = screens.context("npm cannot write a bill of materials: it needs npm 10")?;
    fs::write(place.join("stampdesk-screens.cdx.json"), screens + "\n")?;
    Ok(())
}

fn of_the_programs(root: &Path, place: &Path) -> Result<()> {
    let mut tool = shell::cargo(
        "cyclonedx --quiet --format json --spec-version 1.5 --no-build-deps --override-filename",
    );
    shell::run(tool.arg(DRAFT))?;
    for (folder, name) in [("", "stampdesk"), ("src-tauri/cli", "stampdesk-cli")] {
        let draft = root.join(folder).join(format!("{DRAFT}.json"));
        fs::copy(&draft, place.join(format!("{name}.cdx.json")))
            .with_context(|| draft.display().to_string())?;
    }
    Ok(())
}

/// The tool writes one beside every package of the workspace; none of them stays there.
fn sweep(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        forget(&entry?.path())?;
    }
    Ok(())
}

fn forget(folder: &Path) -> Result<()> {
    let draft = folder.join(format!("{DRAFT}.json"));
    if draft.exists() {
        fs::remove_file(&draft).with_context(|| draft.display().to_string())?;
    }
    Ok(())
}
