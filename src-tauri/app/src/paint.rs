//! How the window paints on a PC without a GPU.

use tauri::WebviewWindow;

/// Without a GPU, nothing is put together from layers by a software GL (decision 24): the view paints what changed.
#[cfg(target_os = "linux")]
pub(crate) fn settle(window: &WebviewWindow) {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

    if has_gpu() {
        return;
    }
    let settled = window.with_webview(|view| {
        if let Some(settings) = WebViewExt::settings(&view.inner()) {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    });
    if let Err(error) = settled {
        tracing::warn!("the window paints with layers: {error}");
    }
}

/// On other systems the web view decides.
#[cfg(not(target_os = "linux"))]
pub(crate) fn settle(_window: &WebviewWindow) {}

/// Whether the kernel offers a render node, which is what a GPU's driver paints through.
#[cfg(target_os = "linux")]
fn has_gpu() -> bool {
    let Ok(nodes) = std::fs::read_dir("/dev/dri") else { return false };
    nodes.flatten().any(|node| node.file_name().as_encoded_bytes().starts_with(b"renderD"))
}
