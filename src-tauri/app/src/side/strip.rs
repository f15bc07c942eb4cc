//! The strip: a small window that stays above the till program.

use tauri::{AppHandle, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};
use uuid::Uuid;

use super::{STRIP, screens};
use crate::crash;
use crate::shell::{self, Place};

/// Its size in logical pixels.
const SIZE: (f64, f64) = (420.0, 220.0);

/// Opens it in its corner. It does not take the keyboard from the till program.
///
/// # Errors
/// When no window can be opened.
pub fn open(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    let window = WebviewWindowBuilder::new(app, STRIP, WebviewUrl::App("strip.html".into()))
        .title("Stampdesk")
        .inner_size(SIZE.0, SIZE.1)
        .resizable(false)
        .maximizable(false)
        .always_on_top(true)
        .visible_on_all_workspaces(true)
        .focused(false);
    let placed = screens::corner(app, SIZE);
    let window = placed.into_iter().fold(window, |window, (x, y)| window.position(x, y)).build()?;
    crash::watch_page(&window);
    let page = window.clone();
    window.on_window_event(move |event| {
        // Opened without the keyboard, the page must be handed it: a scanner fires into whatever window is in front.
        if matches!(event, WindowEvent::Focused(true))
            && let Err(error) = page.as_ref().set_focus()
        {
            tracing::warn!(%error, "the strip has no keyboard");
        }
    });
    Ok(window)
}

/// Opens a customer in the main window.
#[tauri::command]
#[specta::specta]
pub async fn open_customer(app: AppHandle, organization: String, customer_id: Uuid) {
    shell::show(&app, Some(Place::Customer { organization, customer_id }));
}

/// Opens whoever goes by a code in the main window.
#[tauri::command]
#[specta::specta]
pub async fn open_code(app: AppHandle, code: String) {
    shell::show(&app, Some(Place::LookUp { code }));
}
