//! `cargo xtask bench`: builds for release, and has everything measured that `docs/benchmarks.md` tells.

use anyhow::Result;

use crate::{machine, shell, ui};

/// What criterion measures: asked for by name only.
const PURE: &str = "pure";
/// Whatever is asked for: with one set of features, nothing is built twice.
const BUILD: &str = "build --release --locked --bins --package bench --package stampdesk-cli --package stampdesk \
                     --package empty-window";

/// Builds what takes part and measures; `words` are the bench's own, as `cargo xtask bench --help` lists them.
pub fn run(words: &[&str]) -> Result<()> {
    if words == [PURE] {
        return shell::run(&mut shell::cargo("bench --locked --package bench --bench pure"));
    }
    prepare()?;
    shell::run(shell::command(shell::built_for_release("bench")).args(words))
}

fn prepare() -> Result<()> {
    machine::install(machine::WINDOW)?;
    machine::install(machine::STORIES)?;
    machine::install(machine::PEERS)?;
    machine::install_tool(&machine::TAURI_DRIVER)?;
    ui::install()?;
    ui::build()?;
    shell::run(&mut shell::cargo(BUILD))
}
