//! What the desktop announces while nobody looks at the window, and where a click on it leads.

mod causes;
mod lasting;
mod platform;
mod quiet;
mod rewards;
mod watch;
mod words;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use desk::{Desk, Part, again};
use tauri::async_runtime::{self, JoinHandle};
use tauri::{AppHandle, Manager};

use crate::shell::{self, Place};

/// Clicks are waited for on so many notifications, the newest ones.
const AWAITED: usize = 8;

/// What notifications need beyond each other.
#[derive(Default)]
struct Notifier {
    desktop: platform::Desktop,
    awaited: Mutex<VecDeque<JoinHandle<()>>>,
    /// The log says once that nobody shows them.
    complained: AtomicBool,
}

/// Begins to announce.
pub fn start(app: &AppHandle, desk: &Arc<Desk>) {
    app.manage(Notifier::default());
    let (window, watched) = (app.clone(), Arc::clone(desk));
    // What was said outlives a panic, so that nothing is said twice.
    let causes = Arc::default();
    let life = move || watch::watch(window.clone(), Arc::clone(&watched), Arc::clone(&causes));
    async_runtime::spawn(again(Part::Window, desk.failures(), life));
}

/// Shows a notification; a click on it brings the window back, and leads it to `place`. Whether it is shown: not every
/// desktop has notifications.
pub async fn say(app: &AppHandle, title: &str, body: &str, place: Option<Place>) -> bool {
    let notifier = app.state::<Notifier>();
    let language = crate::language::of(&app.state::<Arc<Desk>>().settings());
    let shown = match notifier.desktop.show(app, title, body, words::open(language)).await {
        Ok(shown) => shown,
        Err(error) => {
            if !notifier.complained.swap(true, Ordering::Relaxed) {
                tracing::warn!(%error, "this desktop shows no notifications");
            }
            return false;
        }
    };
    let led = app.clone();
    let click = async_runtime::spawn(async move {
        if shown.clicked().await {
            shell::show(&led, place);
        }
    });
    notifier.wait_for(click);
    true
}

impl Notifier {
    fn wait_for(&self, click: JoinHandle<()>) {
        let mut awaited = self.awaited.lock().unwrap_or_else(PoisonError::into_inner);
        awaited.retain(|one| !one.inner().is_finished());
        awaited.push_back(click);
        if awaited.len() > AWAITED
            && let Some(oldest) = awaited.pop_front()
        {
            oldest.abort();
        }
    }
}
