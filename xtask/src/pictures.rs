//! `cargo xtask pictures`: the pictures in docs/pictures, taken of the real window.

use crate::{machine, shell, ui};

/// Retakes every picture.
pub fn take() -> anyhow::Result<()> {
    machine::install(machine::WINDOW)?;
    machine::install(machine::STORIES)?;
    machine::install_tool(&machine::TAURI_DRIVER)?;
    ui::install()?;
    ui::build()?;
    shell::run(&mut shell::cargo("build --workspace --exclude xtask --bins --tests"))?;
    shell::run(
        shell::cargo("test --workspace --test pictures -- --ignored --nocapture")
            .env("STAMPDESK_PICTURES", shell::root().join("docs/pictures")),
    )
}
