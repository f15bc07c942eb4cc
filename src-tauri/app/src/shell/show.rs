//! The main window in sight and out of it, and the place in it that somebody outside speaks of.

use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use tauri::{AppHandle, Manager, State, WebviewWindow};
use tauri_specta::Event;
use uuid::Uuid;

/// The main window's label.
pub const MAIN: &str = "main";

/// A place in the window that a notification, a link or the strip leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "Destination", tag = "screen", rename_all = "snake_case")] // the window knows another `Place`, where a secret lies
pub enum Place {
    /// The connection.
    Connection,
    /// The coupons.
    Coupons,
    /// A customer.
    Customer {
        /// Whose customer.
        organization: String,
        /// Who.
        customer_id: Uuid,
    },
    /// Whoever goes by a code.
    LookUp {
        /// Six digits.
        code: String,
    },
}

/// The window is to show this place.
#[derive(Debug, Clone, Serialize, specta::Type, Event)]
pub struct GoTo(pub Place);

/// Whether the window is in sight: while it is not, it rests.
#[derive(Debug, Clone, Copy, Serialize, specta::Type, Event)]
pub struct Visibility(pub bool);

/// What a page must know that has just been loaded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct Arrival {
    /// Whether the window is in sight.
    pub visible: bool,
    /// Where to go, if anywhere.
    pub place: Option<Place>,
}

/// What is known of the window's sight.
#[derive(Debug, Default)]
pub struct Sight(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    visible: bool,
    /// The page listens: it hears of a place at once.
    listens: bool,
    /// The last place spoken of while no page listened.
    place: Option<Place>,
}

impl Sight {
    fn with<T>(&self, act: impl FnOnce(&mut Known) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps `place` for the page that is still being loaded; gives it back for the one that listens.
    fn direct(&self, place: Place) -> Option<Place> {
        self.with(|known| if known.listens { Some(place) } else { known.place.replace(place).and(None) })
    }

    fn arrive(&self) -> Arrival {
        self.with(|known| {
            known.listens = true;
            Arrival { visible: known.visible, place: known.place.take() }
        })
    }
}

/// Brings the main window back into sight and to the front, and leads it to `place`. From any thread.
pub fn show(app: &AppHandle, place: Option<Place>) {
    let Some(window) = app.get_webview_window(MAIN) else { return };
    let raised = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus());
    if let Err(error) = raised {
        tracing::warn!(%error, "the window cannot be brought back");
    }
    seen(app, true);
    if let Some(place) = place.and_then(|place| app.state::<Sight>().direct(place)) {
        tell(&window, &GoTo(place));
    }
}

/// Takes the main window out of sight; it rests until it is brought back.
pub fn out_of_sight(app: &AppHandle) {
    let Some(window) = app.get_webview_window(MAIN) else { return };
    match window.hide() {
        Ok(()) => seen(app, false),
        Err(error) => tracing::warn!(%error, "the window cannot be hidden"),
    }
}

fn seen(app: &AppHandle, visible: bool) {
    let before = app.state::<Sight>().with(|known| std::mem::replace(&mut known.visible, visible));
    if let Some(window) = app.get_webview_window(MAIN).filter(|_| before != visible) {
        tell(&window, &Visibility(visible));
    }
}

fn tell<E: Event + Serialize + Clone>(window: &WebviewWindow, event: &E) {
    if let Err(error) = event.emit_to(window, MAIN) {
        tracing::warn!(%error, "the window did not hear where it is");
    }
}

/// The page listens from now on, and is told what was said before.
#[tauri::command]
#[specta::specta]
pub fn arrive(sight: State<'_, Sight>) -> Arrival {
    sight.arrive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_spoken_of_before_the_page_listens_waits_for_it() {
        let sight = Sight::default();
        assert_eq!(sight.direct(Place::Coupons), None, "nobody would hear it");
        assert_eq!(sight.direct(Place::Connection), None);
        assert_eq!(sight.arrive().place, Some(Place::Connection), "the last word counts");
        assert_eq!(sight.direct(Place::Coupons), Some(Place::Coupons), "now it is said at once");
        assert_eq!(sight.arrive().place, None, "a page that is loaded anew goes nowhere");
    }
}
