//! `cargo xtask pictures`: the real window on a made-up shop, in docs/pictures or, every look of it, in target/pictures.

use crate::{machine, shell, ui};

/// Which pictures.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that the documents show.
    Documents,
    /// Every screen in every look, for whoever judges a change by eye.
    All,
}

/// Takes them.
pub fn take(which: Which) -> anyhow::Result<()> {
    machine::install(machine::WINDOW)?;
    machine::install(machine::STORIES)?;
    machine::install_tool(&machine::TAURI_DRIVER)?;
    ui::install()?;
    ui::build()?;
    shell::run(&mut shell::cargo("build --workspace --exclude xtask --bins --tests"))?;
    let (story, folder) = match which {
        Which::Documents => ("the_pictures_of_the_documents", "docs/pictures"),
        Which::All => ("every_", "target/pictures"),
    };
    shell::run(
        shell::cargo("test --workspace --test pictures -- --ignored --nocapture")
            .arg(story)
            .env("STAMPDESK_PICTURES", shell::root().join(folder)),
    )
}
