//! The end of the program: the window goes at once, whoever is being served is served, then the program ends.

use std::sync::Arc;

use desk::Desk;
use tauri::{AppHandle, Manager, RunEvent, async_runtime};

use super::platform;

/// Ends the program. A start from now on is a new one, which takes over as soon as this one has left.
pub fn quit(app: &AppHandle) {
    tauri_plugin_single_instance::destroy(app);
    for window in app.webview_windows().values() {
        // A window that stays for a second more does no harm.
        let _ = window.hide();
    }
    app.exit(0);
}

/// The system may end the program too.
pub fn heed_signals(app: &AppHandle) {
    let app = app.clone();
    async_runtime::spawn(async move {
        if !platform::told_to_end().await {
            return;
        }
        quit(&app);
        if platform::told_to_end().await {
            tracing::warn!("told to end twice: it waits for nobody");
            std::process::exit(1);
        }
    });
}

/// What the program does when the system says something of it.
pub fn heed(app: &AppHandle, event: &RunEvent) {
    match event {
        RunEvent::Exit => {
            // There is none where the program found another one of its folder.
            if let Some(desk) = app.try_state::<Arc<Desk>>() {
                async_runtime::block_on(desk.close());
            }
        }
        event => platform::heed(app, event),
    }
}

/// The owner ends the program from its window.
#[tauri::command]
#[specta::specta]
pub fn quit_program(app: AppHandle) {
    quit(&app);
}
