//! A tray by a library that may be missing, and signals.

use std::path::Path;

use tauri::{AppHandle, RunEvent};
use tokio::signal::unix::{SignalKind, signal};

/// Programs are told apart by names on D-Bus, which may say which folder they are on.
pub const ONE_PER_FOLDER: bool = true;

/// The library that puts a symbol into the tray, by the names that it is looked for.
const LIBRARIES: [&str; 4] = [
    "libayatana-appindicator3.so.1",
    "libappindicator3.so.1",
    "libayatana-appindicator3.so",
    "libappindicator3.so",
];

/// Where libraries lie, beside what the environment names.
const PLACES: [&str; 5] = ["/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib"];

/// Whether there is such a library: whoever asks for a tray without it ends in a panic.
pub fn has_tray() -> bool {
    let named = std::env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
    let named = std::env::split_paths(&named);
    let usual = PLACES.iter().flat_map(|place| {
        let triplet = Path::new(place).join(format!("{}-linux-gnu", std::env::consts::ARCH));
        [Path::new(place).to_path_buf(), triplet]
    });
    named.chain(usual).any(|place| LIBRARIES.iter().any(|name| place.join(name).exists()))
}

/// Resolves when a service manager, a session that ends, or Ctrl-C ends the program; at once, and false, where that cannot be
/// known.
pub async fn told_to_end() -> bool {
    let (Ok(mut terminate), Ok(mut interrupt)) =
        (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return false;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    true
}

/// Nothing else is said here.
pub fn heed(_: &AppHandle, _: &RunEvent) {}
