//! How the window paints on a PC without a GPU.

/// Without a GPU, nothing is put together from layers by a software GL: WebKitGTK then paints what changed, and GDK need not
/// load that GL at all (decision 24). Both read this from the environment when the window is prepared, and their processes
/// inherit it: it has to be called first of all, while there is one thread only. What somebody has set stays.
#[cfg(target_os = "linux")]
pub fn settle() {
    const WITHOUT_GL: [(&str, &str); 2] = [("WEBKIT_DISABLE_COMPOSITING_MODE", "1"), ("GDK_GL", "disable")];

    if has_gpu() {
        return;
    }
    for (name, value) in WITHOUT_GL {
        // Where it fails, the window paints with layers.
        drop(gtk::glib::setenv(name, value, false));
    }
}

/// On other systems the web view decides.
#[cfg(not(target_os = "linux"))]
pub fn settle() {}

/// Whether the kernel offers a render node, which is what a GPU's driver paints through.
#[cfg(target_os = "linux")]
fn has_gpu() -> bool {
    let Ok(nodes) = std::fs::read_dir("/dev/dri") else { return false };
    nodes.flatten().any(|node| node.file_name().as_encoded_bytes().starts_with(b"renderD"))
}
