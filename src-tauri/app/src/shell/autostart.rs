//! Starting with the computer: off until the owner says so, asked once, and hidden when it happens.

use std::sync::Arc;

use desk::{Desk, DeskError, ErrorCode, Folder, Settings};
use serde::Serialize;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager, State, Wry};
use tauri_plugin_autostart::ManagerExt;

use super::HIDDEN;
use crate::commands::Held;

/// Whether the program starts with the computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Autostart {
    /// It can: of the user's own data folder, not of one that this run was told.
    pub offered: bool,
    /// It does.
    pub on: bool,
    /// The owner has been asked.
    pub asked: bool,
}

/// Whether this run is on the data folder that a start with the computer would open.
#[derive(Debug, Clone, Copy)]
pub struct Offered(bool);

impl Offered {
    /// That of a folder.
    pub fn of(folder: &Folder) -> Self {
        Self(folder.is_usual())
    }
}

/// What writes it down where the system looks.
pub fn plugin() -> TauriPlugin<Wry> {
    tauri_plugin_autostart::Builder::new().arg(HIDDEN).build()
}

/// Whether the program starts with the computer.
#[tauri::command]
#[specta::specta]
pub fn autostart(app: AppHandle, desk: Held<'_>, offered: State<'_, Offered>) -> Autostart {
    let on = app.autolaunch().is_enabled().unwrap_or_else(|error| {
        tracing::warn!(%error, "whether it starts with the computer is not known");
        false
    });
    Autostart { offered: offered.0, on: on && offered.0, asked: desk.settings().autostart_asked }
}

/// Starts it with the computer from now on, or no longer; either way it was asked.
#[tauri::command]
#[specta::specta]
pub async fn set_autostart(app: AppHandle, on: bool) -> Result<Autostart, DeskError> {
    let failed = |why: String| DeskError { code: ErrorCode::Settings, message: why };
    if !app.state::<Offered>().0 {
        return Err(failed("only the shop on this user's own data folder starts with the computer".into()));
    }
    let login = app.autolaunch();
    let set = if on { login.enable() } else { login.disable() };
    set.map_err(|error| failed(error.to_string()))?;
    let desk = Arc::clone(&app.state::<Arc<Desk>>());
    let settings = desk.settings();
    if !settings.autostart_asked {
        desk.choose(Settings { autostart_asked: true, ..settings }).await?;
    }
    Ok(autostart(app.clone(), app.state(), app.state()))
}
