//! The window: thin. Commands unpack, ask the desk once, and hand back its answer or its error; what changes is told in
//! batches. The desk opens before the window and closes after it.

mod bindings;
mod books;
mod commands;
mod crash;
mod data;
mod help;
mod language;
mod link;
mod live;
mod notify;
mod paper;
mod pin;
mod platform;
mod shell;
mod side;
mod words;

use std::sync::Arc;

use anyhow::Context;
pub use desk::mind;
use desk::{Desk, Folder};
pub use platform::paint::settle as settle_painting;
pub use shell::keep_log;
use tauri::{Manager, async_runtime};

/// Opens the desk and the window on it, until the owner quits. Where this folder's window is open already, brings that one
/// to the front instead.
///
/// # Errors
/// When the system knows no home for the data, or no window can be opened.
pub fn run() -> anyhow::Result<()> {
    let folder = Folder::locate(None)?;
    let (care, face) = crash::begin(&folder);
    let contract = bindings::contract();
    shell::around(tauri::Builder::default(), &folder)
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_deep_link::init())
        .register_uri_scheme_protocol(help::SCHEME, help::answer)
        .invoke_handler(pin::gate(contract.invoke_handler()))
        .setup(move |app| {
            contract.mount_events(app);
            let address = desk::told_address(None);
            let open = Desk::open(folder, address.as_deref(), face);
            let desk = Arc::new(async_runtime::block_on(open));
            side::start(app.handle(), &desk);
            app.manage(Arc::clone(&desk));
            shell::begin(app); // before anything is told: the tray hears it too
            live::start(app.handle(), &desk);
            notify::start(app.handle(), &desk);
            app.manage(books::Stop::default());
            link::start(app);
            crash::desk_is_open(app, care);
            Ok(())
        })
        .build(tauri::generate_context!())
        .context("the window cannot be opened")?
        .run(|app, event| {
            crash::heed(app, &event);
            shell::heed(app, &event);
        });
    Ok(())
}
