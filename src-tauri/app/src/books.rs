//! Commands of the shop's books: reports, the end of a day, and lists as files.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use desk::{
    BooksReport, DayClose, DeskError, ExportProgress, ExportRequest, Exported, Language, Report, ReportQuery,
};
use serde::Serialize;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use tauri_specta::Event;

use crate::commands::{Held, ask};

/// How often the window hears how far an export is.
const TELL: Duration = Duration::from_millis(150);

/// What happened in a period, and in the equal one before it.
#[tauri::command]
#[specta::specta]
pub async fn report(desk: Held<'_>, query: ReportQuery) -> Result<Report, DeskError> {
    ask(desk, move |desk| desk.report(&query)).await
}

/// What the whole history says, as of now; of the period, only its cards and patterns.
#[tauri::command]
#[specta::specta]
pub async fn books(desk: Held<'_>, query: ReportQuery) -> Result<BooksReport, DeskError> {
    ask(desk, move |desk| desk.books(&query)).await
}

/// Closes a day, without one the present one: its figures are kept as they are now.
#[tauri::command]
#[specta::specta]
pub async fn close_day(
    desk: Held<'_>,
    organization: Option<String>,
    day: Option<NaiveDate>,
) -> Result<DayClose, DeskError> {
    desk.close_day(organization, day).await
}

/// The days that were closed, newest first; `before` is the number of the last one seen.
#[tauri::command]
#[specta::specta]
pub async fn closed_days(
    desk: Held<'_>,
    limit: u32,
    before: Option<i64>,
) -> Result<Vec<DayClose>, DeskError> {
    ask(desk, move |desk| desk.closed_days(limit, before)).await
}

/// A day that was closed.
#[tauri::command]
#[specta::specta]
pub async fn closed_day(desk: Held<'_>, seq: i64) -> Result<Option<DayClose>, DeskError> {
    ask(desk, move |desk| desk.closed_day(seq)).await
}

/// How far the export is that is being written.
#[derive(Debug, Clone, Serialize, specta::Type, Event)]
pub struct ExportMoved(pub ExportProgress);

/// Whether the export that is being written is to stop.
#[derive(Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

/// Asks where to, and writes the file. `None` when the owner thought better of it.
#[tauri::command]
#[specta::specta]
pub async fn export_to(
    app: AppHandle,
    desk: Held<'_>,
    stop: State<'_, Stop>,
    request: ExportRequest,
    name: String,
    language: Language,
) -> Result<Option<Exported>, DeskError> {
    let stop = Arc::clone(&stop.0);
    stop.store(false, Ordering::Relaxed);
    ask(desk, move |desk| {
        let Some(path) = choose(&app, &name) else { return Ok(None) };
        let mut told = Instant::now();
        let mut progress = |now: ExportProgress| {
            if told.elapsed() >= TELL {
                told = Instant::now();
                drop(ExportMoved(now).emit(&app)); // a window that closes hears nothing more
            }
            if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        desk.export(&request, &path, language, &mut progress)
    })
    .await
}

/// Stops the export that is being written; nothing of it stays.
#[tauri::command]
#[specta::specta]
pub fn cancel_export(stop: State<'_, Stop>) {
    stop.0.store(true, Ordering::Relaxed);
}

/// Where the owner wants the file.
fn choose(app: &AppHandle, name: &str) -> Option<PathBuf> {
    app.dialog().file().set_file_name(name).blocking_save_file()?.into_path().ok()
}
