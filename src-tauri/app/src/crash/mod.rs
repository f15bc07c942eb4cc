//! Crash care for the program with a window: whether this start is a safe one, whether it held, and the reports that the
//! owner may pass on.

mod platform;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::Utc;
use desk::{CrashReport, Desk, DeskError, ErrorCode, Face, Folder, Part, Reached, Safe, Start, Status};
use tauri::{App, AppHandle, Manager, RunEvent, WebviewWindow, async_runtime};
use tokio::time::sleep;

use crate::commands::{Held, ask};
use crate::paper::place;
use crate::shell;

/// The argument of a safe start.
const SAFE: &str = "--safe";
/// So long after the window asked how things are, a start has held.
const HELD: Duration = Duration::from_secs(10);

/// This start of the program.
#[derive(Debug)]
pub struct Care {
    start: Start,
    safe: bool,
    asked: AtomicBool,
}

/// Begins before anything else does: from now on a panic leaves a report, and the start counts.
pub fn begin(folder: &Folder) -> (Arc<Care>, Face) {
    desk::watch_over(folder);
    let start = Start::begin(folder, Utc::now());
    let face = if std::env::args().any(|word| word == SAFE) {
        Face::Safe(Safe::Asked)
    } else if start.is_to_be_safe() {
        Face::Safe(Safe::FailedStarts)
    } else {
        start.tries(Utc::now());
        Face::Window
    };
    let safe = matches!(face, Face::Safe(_));
    (Arc::new(Care { start, safe, asked: AtomicBool::new(false) }), face)
}

/// The desk is open. Safe mode is nothing to hide, even where the program starts with the computer.
pub fn desk_is_open(app: &App, care: Arc<Care>) {
    care.start.reached(Reached::DeskOpen);
    if care.safe {
        shell::show(app.handle(), None);
    }
    app.manage(care);
    if let Some(window) = app.get_webview_window(shell::MAIN) {
        watch_page(&window);
    }
}

/// Looks after the page of `window`: it is loaded again when the process that shows it ends, and that counts as a failure.
pub fn watch_page(window: &WebviewWindow) {
    let failures = window.state::<Arc<Desk>>().failures();
    platform::watch_page(window, move || failures.note(Part::Window));
}

/// A window asks how things are. Where it is the main one, that is there.
pub fn asks(window: &WebviewWindow) {
    let care = Arc::clone(&window.state::<Arc<Care>>());
    if window.label() == shell::MAIN && !care.asked.swap(true, Ordering::Relaxed) && !care.safe {
        async_runtime::spawn(holds_soon(care));
    }
}

async fn holds_soon(care: Arc<Care>) {
    care.start.reached(Reached::WindowAsked);
    sleep(HELD).await;
    care.start.holds();
}

/// What the program ends by itself is no failure.
pub fn heed(app: &AppHandle, event: &RunEvent) {
    if let (RunEvent::Exit, Some(care)) = (event, app.try_state::<Arc<Care>>()) {
        care.start.proves_nothing();
    }
}

/// Leaves safe mode.
#[tauri::command]
#[specta::specta]
pub async fn start_normally(app: AppHandle, desk: Held<'_>) -> Result<Status, DeskError> {
    let care = Arc::clone(&app.state::<Arc<Care>>());
    care.start.tries(Utc::now());
    desk.start_normally().await;
    async_runtime::spawn(holds_soon(care));
    ask(desk, |desk| Ok(desk.status())).await
}

/// What this program's own failures have left, newest first.
#[tauri::command]
#[specta::specta]
pub async fn crash_reports(desk: Held<'_>) -> Result<Vec<CrashReport>, DeskError> {
    ask(desk, |desk| desk.crash_reports().list()).await
}

/// The owner has read them.
#[tauri::command]
#[specta::specta]
pub async fn crash_reports_read(desk: Held<'_>) -> Result<Status, DeskError> {
    ask(desk, |desk| {
        desk.crash_reports().all_read()?;
        Ok(desk.status())
    })
    .await
}

/// Saves them as one text file among the owner's documents, and says where.
#[tauri::command]
#[specta::specta]
pub async fn save_crash_reports(app: AppHandle, desk: Held<'_>) -> Result<String, DeskError> {
    let failed = |why: String| DeskError { code: ErrorCode::Storage, message: why };
    let paths = app.path();
    let folder =
        paths.document_dir().or_else(|_| paths.home_dir()).map_err(|error| failed(error.to_string()))?;
    ask(desk, move |desk: &Desk| {
        let text = desk.crash_reports().text_of_all()?;
        let name = Utc::now().format("stampdesk-report-%Y-%m-%d").to_string();
        let file = place::reserve(&folder, &name, "txt");
        let written = file.and_then(|file| std::fs::write(&file, text).map(|()| file));
        written.map(|file| file.display().to_string()).map_err(|error| failed(error.to_string()))
    })
    .await
}
