//! WebKitGTK leaves a blank window when the process of its page ends: killed for want of memory, or by a bug of its own.

use std::time::Duration;

use gtk::glib;
use tauri::WebviewWindow;
use webkit2gtk::{WebProcessTerminationReason, WebViewExt};

/// A page that cannot live is not loaded as fast as the PC can.
const REST: Duration = Duration::from_secs(1);

/// Loads the page again whenever its process ends unasked, and tells that it `failed`.
pub fn watch_page(window: &WebviewWindow, failed: impl Fn() + Send + 'static) {
    let watched = window.with_webview(move |view| {
        view.inner().connect_web_process_terminated(move |page, reason| {
            if reason == WebProcessTerminationReason::TerminatedByApi {
                return;
            }
            failed();
            let page = page.clone();
            glib::timeout_add_local_once(REST, move || page.reload());
        });
    });
    if let Err(error) = watched {
        tracing::warn!(%error, "a page that ends would stay blank");
    }
}
