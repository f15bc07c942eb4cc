//! Where the system's own print dialog offers PDF, there is no other way to one.

use std::path::Path;

use tauri::WebviewWindow;

use crate::paper::Paper;

/// Whether a PDF can be saved without a dialog.
pub const WITHOUT_DIALOG: bool = false;

/// Opens the dialog, which knows the paper from the page itself.
pub fn ask(window: &WebviewWindow, _: Paper) -> tauri::Result<()> {
    window.print()
}

/// Not here.
pub async fn save(_: &WebviewWindow, _: Paper, _: &Path) -> Result<(), String> {
    Err("this system saves PDF files by its print dialog".into())
}
