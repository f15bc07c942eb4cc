//! The window: thin. Commands unpack, ask the desk once, and hand back its answer or its error; what changes is told in
//! batches. The desk opens before the window and closes after it.

mod bindings;
mod books;
mod commands;
mod data;
mod live;
mod paint;
mod paper;
mod words;

use std::sync::Arc;

use anyhow::Context;
pub use desk::mind;
use desk::{Desk, Face, Folder};
pub use paint::settle as settle_painting;
use tauri::{Manager, RunEvent, async_runtime};

/// Opens the desk and the window on it, until the window is closed.
///
/// # Errors
/// When the system knows no home for the data, or no window can be opened.
pub fn run() -> anyhow::Result<()> {
    let folder = Folder::locate(None)?;
    let address = desk::told_address(None);
    let desk = Arc::new(async_runtime::block_on(Desk::open(folder, address.as_deref(), Face::Window)));
    let contract = bindings::contract();
    let kept = Arc::clone(&desk);
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(contract.invoke_handler())
        .setup(move |app| {
            contract.mount_events(app);
            live::start(app.handle(), &kept);
            app.manage(kept);
            app.manage(books::Stop::default());
            Ok(())
        })
        .build(tauri::generate_context!())
        .context("the window cannot be opened")?
        .run(move |_, event| {
            if matches!(event, RunEvent::Exit) {
                async_runtime::block_on(desk.close());
            }
        });
    Ok(())
}
