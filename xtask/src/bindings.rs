//! `cargo xtask bindings`: ui/src/lib/bindings.ts anew from the Rust types of the window's commands.

use crate::{machine, shell, ui};

/// Runs the staleness test in its writing mode.
pub fn write() -> anyhow::Result<()> {
    machine::install(machine::WINDOW)?;
    ui::install()?;
    ui::build()?;
    shell::run(shell::cargo("test --package stampdesk --lib bindings").env("STAMPDESK_WRITE_BINDINGS", "1"))
}
