//! Closing the window hides it, and says so the first time: deliveries come in as before.

use std::sync::Arc;

use desk::{Desk, Settings};
use tauri::{AppHandle, Manager, Window, WindowEvent, async_runtime};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_window_state::AppHandleExt;

use super::REMEMBERED;
use super::show::{MAIN, out_of_sight};
use super::words::Words;
use crate::{language, notify};

/// What the main window does when it is told something.
pub fn heed(window: &Window, event: &WindowEvent) {
    if window.label() != MAIN {
        return;
    }
    if let WindowEvent::CloseRequested { api, .. } = event {
        api.prevent_close();
        hide(window.app_handle());
    }
}

fn hide(app: &AppHandle) {
    // The PC may be switched off before the program is ended.
    if let Err(error) = app.save_window_state(REMEMBERED) {
        tracing::warn!(%error, "the window's place is not kept");
    }
    out_of_sight(app);
    async_runtime::spawn(say_once(app.clone()));
}

async fn say_once(app: AppHandle) {
    let desk = Arc::clone(&app.state::<Arc<Desk>>());
    let settings = desk.settings();
    if settings.hide_told {
        return;
    }
    let (title, text) = Words(language::of(&settings)).hidden();
    if !notify::say(&app, title, text, None).await {
        app.dialog().message(text).title(title).show(|_| {});
    }
    // As they are now: the owner may have chosen meanwhile.
    let settings = Settings { hide_told: true, ..desk.settings() };
    if let Err(error) = desk.choose(settings).await {
        tracing::warn!(%error, "it will be said again");
    }
}
