//! The programs under test, as the build left them.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

/// The built program `name`, in the folder above the one this test runs from.
///
/// # Errors
/// When it was not built.
pub fn built(name: &str) -> Result<PathBuf> {
    let test = std::env::current_exe()?;
    let folder = test.ancestors().nth(2).context("a test runs from target/debug/deps")?;
    let program = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        bail!(
            "{} is not built; run `cargo xtask test`, or `cargo build --workspace --bins` first",
            program.display()
        );
    }
    Ok(program)
}
