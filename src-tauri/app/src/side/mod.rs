//! The small windows beside the main one: the strip that stands over the till program, and the customers' display.

mod asked;
mod display;
mod earned;
mod mask;
mod scene;
mod screens;
mod shown;
pub mod strip;

use std::sync::{Arc, Mutex, PoisonError};

use desk::query::CustomerPage;
use desk::{CustomerCode, Desk, Part, Status, again};
use serde::Deserialize;
use tauri::ipc::Channel;
use tauri::{
    AppHandle, Manager, State, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent, async_runtime,
};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::crash;
use asked::Asked;
use display::{Keeper, Told};
pub use shown::DisplayShows;

/// The label of the strip.
const STRIP: &str = "strip";
/// The label of the customers' display.
const DISPLAY: &str = "display";

/// A window beside the main one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SideWindow {
    /// The strip over the till program.
    Strip,
    /// The customers' display.
    Display,
}

/// The side windows, as far as they are known.
pub struct Side {
    display: UnboundedSender<Told>,
    /// The owner's choices when they were last followed: the strip, and the display.
    chosen: Mutex<Option<(bool, bool)>>,
    asked: Mutex<Asked>,
}

/// The side windows, as Tauri holds them for the commands.
pub type Beside<'a> = State<'a, Side>;

/// Begins to keep them; which of them are open is told by [`follow`].
pub fn start(app: &AppHandle, desk: &Arc<Desk>) {
    let (display, told) = unbounded_channel();
    app.manage(Side { display, chosen: Mutex::default(), asked: Mutex::default() });
    let keeper = Arc::new(tokio::sync::Mutex::new(Keeper::new(app.clone(), Arc::clone(desk), told)));
    let life = move || Keeper::live(Arc::clone(&keeper));
    async_runtime::spawn(again(Part::Window, desk.failures(), life));
}

/// Opens and closes them as the owner has it. Whoever closes one of them has it closed until the program starts anew, or
/// the owner asks for it.
pub fn follow(app: &AppHandle, status: &Status) {
    let side = app.state::<Side>();
    let settings = &status.settings;
    side.tell(Told::Chosen(Box::new(settings.clone()), status.demo));
    let chosen = (settings.strip, settings.display);
    let before = side.chosen.lock().unwrap_or_else(PoisonError::into_inner).replace(chosen);
    let starting = before.is_none();
    let (strip, display) = before.unwrap_or_default();
    for (which, was, is) in [(SideWindow::Strip, strip, chosen.0), (SideWindow::Display, display, chosen.1)] {
        let done = match (was, is) {
            (false, true) => open(app, which, starting),
            (true, false) => close(app, which),
            _ => Ok(()),
        };
        if let Err(error) = done {
            tracing::warn!(%error, ?which, "the window beside the main one");
        }
    }
}

impl Side {
    /// `window` has looked up `code`, which leads to that customer or to none: the display shows so.
    pub fn looked_up(&self, window: &str, code: CustomerCode, page: Option<&CustomerPage>) {
        let anew = self.asked.lock().unwrap_or_else(PoisonError::into_inner).is_new(window, code);
        match page {
            Some(page) => self.tell(Told::Opened(Box::new(page.clone()))),
            None if anew => self.tell(Told::Nobody),
            None => {}
        }
    }

    fn tell(&self, told: Told) {
        // Its keeper lives as long as the program.
        drop(self.display.send(told));
    }
}

fn open(app: &AppHandle, which: SideWindow, starting: bool) -> tauri::Result<()> {
    match which {
        SideWindow::Strip => drop(strip::open(app)?),
        SideWindow::Display => {
            let window = open_display(app)?;
            // Nobody asked for it just now, and it would stand over the till program.
            if starting && screens::second(&window)?.is_none() {
                window.minimize()?;
            }
        }
    }
    Ok(())
}

fn open_display(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    let window = WebviewWindowBuilder::new(app, DISPLAY, WebviewUrl::App("display.html".into()))
        .title("Stampdesk")
        .inner_size(screens::WINDOWED.0, screens::WINDOWED.1)
        .min_inner_size(480.0, 320.0)
        .focused(false)
        .build()?;
    crash::watch_page(&window);
    let handle = app.clone();
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Destroyed) {
            handle.state::<Side>().tell(Told::Closed);
        }
    });
    screens::settle(app);
    Ok(window)
}

fn close(app: &AppHandle, which: SideWindow) -> tauri::Result<()> {
    app.get_webview_window(which.label()).map_or(Ok(()), |window| window.destroy())
}

impl SideWindow {
    fn label(self) -> &'static str {
        match self {
            Self::Strip => STRIP,
            Self::Display => DISPLAY,
        }
    }
}

/// Brings a side window to the front, and back where somebody closed it.
#[tauri::command]
#[specta::specta]
pub async fn show_side(app: AppHandle, which: SideWindow) {
    let shown = match app.get_webview_window(which.label()) {
        Some(window) => window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus()),
        None => open(&app, which, false),
    };
    if let Err(error) = shown {
        tracing::warn!(%error, ?which, "the window beside the main one");
    }
}

/// The customers' display hears over `channel` what it is to show, from now on. `language` is its system's.
#[tauri::command]
#[specta::specta]
pub async fn watch_display(
    side: Beside<'_>,
    channel: Channel<DisplayShows>,
    language: String,
) -> Result<(), ()> {
    side.tell(Told::Watches(channel, language));
    Ok(())
}
