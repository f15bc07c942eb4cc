//! Where the side windows stand: the strip in a corner of the counter's monitor, the display over the whole of another one.

use tauri::{AppHandle, LogicalSize, Manager, Monitor, PhysicalPosition, PhysicalSize, WebviewWindow};

use super::DISPLAY;

/// How far the strip stands from the edges of its monitor, in logical pixels.
const MARGIN: f64 = 16.0;
/// Room for the title bar that the system puts above the strip, in logical pixels: it tells how high that is only when the
/// window is there.
const TITLE_BAR: f64 = 32.0;
/// The display's size where there is no monitor for it alone, in logical pixels.
pub const WINDOWED: (f64, f64) = (960.0, 600.0);

/// Puts the display where it belongs, should it not stand there: monitors come and go while the shop is open.
pub fn settle(app: &AppHandle) {
    let handle = app.clone();
    let settled = app.run_on_main_thread(move || {
        let Some(window) = handle.get_webview_window(DISPLAY) else { return };
        if let Err(error) = place(&window) {
            tracing::warn!(%error, "the customers' display cannot be put in its place");
        }
    });
    if let Err(error) = settled {
        tracing::debug!(%error, "the program is ending");
    }
}

fn place(window: &WebviewWindow) -> tauri::Result<()> {
    match second(window)? {
        Some(monitor) if fills(window, &monitor)? => Ok(()),
        Some(monitor) => fill(window, &monitor),
        // Its monitor is gone: the counter's own must not be covered.
        None if !window.is_decorated()? => {
            window.set_fullscreen(false)?;
            window.set_decorations(true)?;
            window.set_size(LogicalSize::new(WINDOWED.0, WINDOWED.1))?;
            window.center()?;
            window.minimize()
        }
        None => Ok(()),
    }
}

fn fill(window: &WebviewWindow, monitor: &Monitor) -> tauri::Result<()> {
    window.unminimize()?;
    window.set_decorations(false)?;
    window.set_position(*monitor.position())?;
    window.set_size(*monitor.size())?;
    window.set_fullscreen_on_monitor(monitor.position().cast())
}

fn fills(window: &WebviewWindow, monitor: &Monitor) -> tauri::Result<bool> {
    let there = window.current_monitor()?.is_some_and(|current| current.position() == monitor.position());
    // Where no window manager answers, the window just has the size.
    let whole = window.is_fullscreen()? || window.inner_size()? == *monitor.size();
    Ok(there && whole && !window.is_minimized()?)
}

/// The monitor that is not the counter's, where there is one.
///
/// # Errors
/// When the system does not tell.
pub fn second(window: &WebviewWindow) -> tauri::Result<Option<Monitor>> {
    let (all, primary) = (window.available_monitors()?, window.primary_monitor()?);
    let counter = primary.as_ref().or(all.first()).map(|monitor| *monitor.position());
    Ok(all.into_iter().find(|monitor| Some(*monitor.position()) != counter))
}

/// Where the strip stands unless somebody moved it: the lower right corner, in logical pixels.
pub fn corner(app: &AppHandle, size: (f64, f64)) -> Option<(f64, f64)> {
    let monitor = app.primary_monitor().ok()??;
    let scale = monitor.scale_factor();
    let area = monitor.work_area();
    let (PhysicalPosition { x, y }, PhysicalSize { width, height }) = (area.position, area.size);
    let end = |from: i32, extent: u32| (f64::from(from) + f64::from(extent)) / scale - MARGIN;
    Some((end(x, width) - size.0, end(y, height) - size.1 - TITLE_BAR))
}
