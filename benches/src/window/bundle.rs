//! What the window's page weighs, and that it brings everything along.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::figure::{Figure, Goal, Unit};

/// What asks for an address in a page, a style sheet or a script.
const ASKING: [&str; 8] =
    ["src=\"", "href=\"", "url(", "url(\"", "@import\"", "fetch(\"", "import(\"", "import\""];

/// The bundle, and the fonts beside it.
pub fn figures() -> Result<Vec<Figure>> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/dist"), &mut files)?;
    let (mut bundle, mut fonts) = (0, 0);
    for file in &files {
        match file.extension().and_then(|kind| kind.to_str()) {
            Some("js" | "css" | "html") => {
                asks_nobody(file)?;
                bundle += packed(file)?;
            }
            Some("woff2") => fonts += fs::metadata(file)?.len(),
            kind => anyhow::bail!("a file of kind {kind:?} in the bundle is not counted: {}", file.display()),
        }
    }
    ensure!(bundle > 0, "ui/dist is empty");
    let how = "each script, style sheet and page by gzip -9; none of them asks for an address outside, and the window's CSP \
               would forbid it";
    let bundle = Figure::new("UI bundle, gzip", Unit::Bytes, vec![bundle as f64]);
    let fonts = Figure::new("fonts of the UI", Unit::Bytes, vec![fonts as f64]);
    Ok(vec![bundle.goal(Goal::AtMost(256_000.0)).note(how), fonts.note("woff2, compressed in itself")])
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("{}: not built", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

fn packed(file: &Path) -> Result<usize> {
    let output = Command::new("gzip").args(["-9", "-n", "-c"]).arg(file).output().context("gzip")?;
    ensure!(output.status.success(), "gzip refused {}", file.display());
    Ok(output.stdout.len())
}

fn asks_nobody(file: &Path) -> Result<()> {
    let text = fs::read_to_string(file)?.replace(['\'', '`'], "\"");
    for asking in ASKING {
        for outside in ["http:", "https:", "//"] {
            let address = format!("{asking}{outside}");
            ensure!(!text.contains(&address), "{} asks for something outside: {address}", file.display());
        }
    }
    Ok(())
}
