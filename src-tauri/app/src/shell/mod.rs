//! The program around its window: what brings it back, hides it, stands in the tray and ends it.

pub mod autostart;
pub mod end;
mod hide;
mod logs;
mod once;
mod platform;
pub mod show;
mod standing;
mod tray;
#[cfg(feature = "updater")]
mod updater;
mod words;

use desk::Folder;
use tauri::{App, Builder, Wry};
use tauri_plugin_window_state::StateFlags;

pub use end::heed;
pub use logs::begin as keep_log;
pub use show::{GoTo, MAIN, Place, Sight, Visibility, show};
pub use standing::Standing;
pub use tray::follow;

/// The argument of a start with the computer: the window stays hidden.
const HIDDEN: &str = "--hidden";
/// What of a window is as it was when the program ended.
const REMEMBERED: StateFlags = StateFlags::SIZE.union(StateFlags::POSITION).union(StateFlags::MAXIMIZED);
/// Windows whose place is not the owner's choice.
const PLACED: [&str; 2] = ["display", "help"];

/// Puts what surrounds the window around it. First of all it is looked whether there is one already.
pub fn around(mut builder: Builder<Wry>, folder: &Folder) -> Builder<Wry> {
    if let Some(once) = once::plugin(folder) {
        builder = builder.plugin(once);
    }
    // A name that is a whole path lies there, and not among this user's settings: another folder is another shop.
    let places = tauri_plugin_window_state::Builder::new()
        .with_filename(folder.path().join("windows.json").display().to_string())
        .with_state_flags(REMEMBERED)
        .with_denylist(&PLACED);
    builder
        .plugin(places.build())
        .plugin(autostart::plugin())
        .manage(Sight::default())
        .manage(autostart::Offered::of(folder))
        .on_window_event(hide::heed)
}

/// Begins: the symbol beside the clock, and the window, unless it was started with the computer.
pub fn begin(app: &App) {
    tray::put(app.handle());
    end::heed_signals(app.handle());
    #[cfg(feature = "updater")]
    updater::begin(app.handle());
    if !std::env::args().any(|word| word == HIDDEN) {
        show(app.handle(), None);
    }
}
