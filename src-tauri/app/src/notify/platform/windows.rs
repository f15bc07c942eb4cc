//! Toasts.

use notify_rust::error::Result;
use notify_rust::{Notification, NotificationHandle, NotificationResponse};
use tauri::AppHandle;
use tauri::async_runtime::spawn_blocking;

/// Windows shows them itself.
#[derive(Debug, Default)]
pub struct Desktop;

/// A notification that is shown.
pub struct Shown(NotificationHandle);

impl Desktop {
    /// Shows one. A click needs no words here.
    ///
    /// # Errors
    /// Why not.
    pub async fn show(&self, app: &AppHandle, title: &str, body: &str, _: &str) -> Result<Shown> {
        let mut notification = Notification::new();
        notification.summary(title).body(body);
        // Only a program that was installed has a name of its own there.
        if !cfg!(debug_assertions) {
            notification.app_id(&app.config().identifier);
        }
        notification.show().map(Shown)
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
