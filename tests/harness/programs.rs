//! The programs under test, as the build left them.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

/// The built program `name`: beside the one that runs, or above it, since a test lies one folder deeper.
///
/// # Errors
/// When it was not built.
pub fn built(name: &str) -> Result<PathBuf> {
    let running = std::env::current_exe()?;
    let folder = running.parent().context("a program lies in a folder")?;
    let folder = if folder.ends_with("deps") { folder.parent().context("target")? } else { folder };
    let program = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        bail!(
            "{} is not built; run `cargo xtask test`, or `cargo build --workspace --bins` first",
            program.display()
        );
    }
    Ok(program)
}
