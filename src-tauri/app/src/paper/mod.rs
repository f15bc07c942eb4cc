//! The window's page on paper: in the system's print dialog, or as a PDF file among the user's documents.

pub mod place;
mod platform;

use std::path::Path;

use desk::{DeskError, ErrorCode};
use serde::Deserialize;
use tauri::{Manager, WebviewWindow};

/// What a page is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(tag = "paper", rename_all = "snake_case")]
pub enum Paper {
    /// 210 by 297 mm.
    A4,
    /// A roll 80 mm wide.
    Roll80 {
        /// How long the page is, in mm.
        length: u16,
    },
}

/// Opens the system's print dialog; where that can be told, for such a paper.
#[tauri::command]
#[specta::specta]
pub async fn print_page(window: WebviewWindow, paper: Paper) -> Result<(), DeskError> {
    platform::ask(&window, paper).map_err(failed)
}

/// Saves the page as a PDF file and says where. `None` where the system's print dialog does that: it is open then.
#[tauri::command]
#[specta::specta]
pub async fn save_pdf(
    window: WebviewWindow,
    name: String,
    paper: Paper,
) -> Result<Option<String>, DeskError> {
    if !platform::WITHOUT_DIALOG {
        return platform::ask(&window, paper).map(|()| None).map_err(failed);
    }
    let paths = window.path();
    let folder = paths.document_dir().or_else(|_| paths.home_dir()).map_err(failed)?;
    let file = place::reserve(&folder, &name, "pdf").map_err(failed)?;
    match save(&window, paper, &file).await {
        Ok(()) => Ok(Some(file.display().to_string())),
        Err(error) => {
            // Nothing but the empty file that kept the name.
            drop(std::fs::remove_file(&file));
            Err(error)
        }
    }
}

/// Prints the page into `path`, which may be there already.
///
/// # Errors
/// When it cannot be printed or written.
pub async fn save(window: &WebviewWindow, paper: Paper, path: &Path) -> Result<(), DeskError> {
    platform::save(window, paper, path).await.map_err(failed)?;
    let written = std::fs::metadata(path).map_err(failed)?;
    if written.len() == 0 { Err(failed("nothing was written")) } else { Ok(()) }
}

fn failed(why: impl ToString) -> DeskError {
    DeskError { code: ErrorCode::Storage, message: why.to_string() }
}
