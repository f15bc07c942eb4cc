//! Commands of the shop's data: how they are, their backups, and what is restored from one.

use std::path::PathBuf;

use desk::{Backup, BackupContents, BackupSettings, DataState, DeskError, Passphrase, Restored};
use tauri::async_runtime::spawn_blocking;
use tauri::{WebviewWindow, Wry};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};

use crate::commands::Held;

/// How the shop's data are, and how safe.
#[tauri::command]
#[specta::specta]
pub async fn data_state(desk: Held<'_>) -> Result<DataState, DeskError> {
    desk.data().await
}

/// Makes a backup now, into the owner's folder.
#[tauri::command]
#[specta::specta]
pub async fn back_up(desk: Held<'_>) -> Result<Backup, DeskError> {
    desk.back_up(None).await
}

/// Keeps where and how backups are made from now on, and the passphrase in place of the one before.
#[tauri::command]
#[specta::specta]
pub async fn choose_backup(
    desk: Held<'_>,
    backup: BackupSettings,
    passphrase: Option<String>,
) -> Result<(), DeskError> {
    desk.choose_backup(backup, read(passphrase)?).await
}

/// What is in a backup; nothing is changed.
#[tauri::command]
#[specta::specta]
pub async fn check_backup(
    desk: Held<'_>,
    file: PathBuf,
    passphrase: Option<String>,
) -> Result<BackupContents, DeskError> {
    desk.check_backup(file, read(passphrase)?).await
}

/// Puts a backup in place of what is here, which is kept beside it.
#[tauri::command]
#[specta::specta]
pub async fn restore(
    desk: Held<'_>,
    file: PathBuf,
    passphrase: Option<String>,
) -> Result<Restored, DeskError> {
    desk.restore(file, read(passphrase)?).await
}

/// A folder of the owner's choice. `None` when the owner thought better of it.
#[tauri::command]
#[specta::specta]
pub async fn pick_folder(window: WebviewWindow) -> Option<PathBuf> {
    pick(window, |dialog| dialog.blocking_pick_folder()).await
}

/// A file of the owner's choice. `None` when the owner thought better of it.
#[tauri::command]
#[specta::specta]
pub async fn pick_file(window: WebviewWindow) -> Option<PathBuf> {
    pick(window, |dialog| dialog.blocking_pick_file()).await
}

/// Asks over `window`. An owner who takes time to choose holds nobody up.
async fn pick(
    window: WebviewWindow,
    ask: impl FnOnce(FileDialogBuilder<Wry>) -> Option<FilePath> + Send + 'static,
) -> Option<PathBuf> {
    let dialog = window.dialog().file().set_parent(&window);
    spawn_blocking(move || ask(dialog)).await.ok()??.into_path().ok()
}

fn read(passphrase: Option<String>) -> Result<Option<Passphrase>, DeskError> {
    passphrase.map(Passphrase::new).transpose()
}
