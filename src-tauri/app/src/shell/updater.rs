//! Looks for a newer version at each start, and says so. Only where the build was given an address and a key
//! (docs/updates.md); nothing is fetched or installed by itself.

use std::sync::Arc;

use desk::Desk;
use tauri::{AppHandle, Manager, async_runtime};
use tauri_plugin_updater::UpdaterExt;

use super::words::Words;
use crate::{language, notify};

/// The plugin's name, and that of its part of the configuration.
const NAME: &str = "updater";

/// Begins to look, where there is somewhere to look.
pub fn begin(app: &AppHandle) {
    if !app.config().plugins.0.contains_key(NAME) {
        return;
    }
    match app.plugin(tauri_plugin_updater::Builder::new().build()) {
        Ok(()) => drop(async_runtime::spawn(look(app.clone()))),
        Err(error) => tracing::warn!(%error, "no newer version can be looked for"),
    }
}

async fn look(app: AppHandle) {
    let found = match app.updater() {
        Ok(updater) => updater.check().await,
        Err(error) => Err(error),
    };
    match found {
        Ok(None) => {}
        Ok(Some(newer)) => {
            tracing::info!(version = newer.version, "a newer version is there");
            let (title, text) =
                Words(language::of(&app.state::<Arc<Desk>>().settings())).newer(&newer.version);
            notify::say(&app, &title, text, None).await;
        }
        Err(error) => tracing::warn!(%error, "whether there is a newer version is not known"),
    }
}
