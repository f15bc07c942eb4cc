//! A tray, always.

use tauri::{AppHandle, RunEvent};

/// One program of a name.
pub const ONE_PER_FOLDER: bool = false;

/// There always is one.
pub fn has_tray() -> bool {
    true
}

/// Resolves when Ctrl-C ends the program in a terminal.
pub async fn told_to_end() -> bool {
    tokio::signal::ctrl_c().await.is_ok()
}

/// Nothing else is said here.
pub fn heed(_: &AppHandle, _: &RunEvent) {}
