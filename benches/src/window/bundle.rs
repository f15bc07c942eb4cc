//! What the window's page weighs, and that it brings everything along.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::figure::{Figure, Goal, Unit};

/// What asks for an address in a page, a style sheet or a script.
const ASKING: [&str; 8] =
    ["src=\"", "href=\"", "url(", "url(\"", "@import\"", "fetch(\"", "import(\"", "import\""];

/// What the window reads when it is opened, all that is there to be read, and the fonts beside it.
pub fn figures() -> Result<Vec<Figure>> {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/dist");
    let mut files = Vec::new();
    collect(&dist, &mut files)?;
    let page = fs::read_to_string(dist.join("index.html"))?;
    let named = |name: &OsStr| name == "index.html" || page.contains(&*name.to_string_lossy());
    let (mut start, mut bundle, mut fonts) = (0, 0, 0);
    for file in &files {
        match file.extension().and_then(|kind| kind.to_str()) {
            Some("js" | "css" | "html") => {
                asks_nobody(file)?;
                let size = packed(file)?;
                bundle += size;
                start += if file.file_name().is_some_and(named) { size } else { 0 };
            }
            Some("woff2") => fonts += fs::metadata(file)?.len(),
            kind => anyhow::bail!("a file of kind {kind:?} in the bundle is not counted: {}", file.display()),
        }
    }
    ensure!(bundle > 0, "ui/dist is empty");
    let how = "each script, style sheet and page by gzip -9; none of them asks for an address outside, and the window's CSP \
               would forbid it";
    let start = Figure::new(
        "UI bundle, gzip, what the window reads when it is opened",
        Unit::Bytes,
        vec![start as f64],
    );
    let bundle = Figure::new(
        "UI bundle, gzip, all of it, with the strip and the display",
        Unit::Bytes,
        vec![bundle as f64],
    );
    let fonts =
        Figure::new("fonts of the UI", Unit::Bytes, vec![fonts as f64]).note("woff2, compressed in itself");
    let goal = Goal::AtMost(256_000.0);
    Ok(vec![start.goal(goal).note("its page, and what that names"), bundle.goal(goal).note(how), fonts])
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
