//! The notification centre.

use notify_rust::error::Result;
use notify_rust::{Notification, NotificationHandle, NotificationResponse, set_application};
use tauri::AppHandle;
use tauri::async_runtime::spawn_blocking;

/// macOS shows them itself.
#[derive(Debug, Default)]
pub struct Desktop;

/// A notification that is shown as soon as somebody waits for its click.
pub struct Shown(NotificationHandle);

impl Desktop {
    /// Shows one. A click needs no words here.
    ///
    /// # Errors
    /// Why not.
    pub async fn show(&self, app: &AppHandle, title: &str, body: &str, _: &str) -> Result<Shown> {
        // Fails where it was said before, and where the program was not installed: then the system names another one.
        drop(set_application(&app.config().identifier));
        Notification::new().summary(title).body(body).show().map(Shown)
    }
}

impl Shown {
    /// Whether it was clicked, once it is gone.
    pub async fn clicked(self) -> bool {
        let wait = move || {
            let mut clicked = false;
            let heard = self.0.wait_for_response(|response: &NotificationResponse| {
                clicked = matches!(response, NotificationResponse::Default);
            });
            heard.is_ok() && clicked
        };
        spawn_blocking(wait).await.unwrap_or(false)
    }
}
