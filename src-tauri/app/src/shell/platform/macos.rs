//! The Dock, and signals.

use tauri::{AppHandle, RunEvent};

use super::super::show;

/// One program of a name; the Dock knows no more.
pub const ONE_PER_FOLDER: bool = false;

/// There always is one.
pub fn has_tray() -> bool {
    true
}

/// Resolves when Ctrl-C ends the program; a session that ends says so by itself.
pub async fn told_to_end() -> bool {
    tokio::signal::ctrl_c().await.is_ok()
}

/// A click in the Dock brings the window back.
pub fn heed(app: &AppHandle, event: &RunEvent) {
    if matches!(event, RunEvent::Reopen { .. }) {
        show(app, None);
    }
}
