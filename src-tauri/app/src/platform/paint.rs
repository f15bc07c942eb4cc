//! How the window paints on a PC without a GPU.

/// Without a GPU, nothing is put together from layers by a software GL: WebKitGTK then paints what changed (decision 24). It
/// reads this from the environment before anything else runs, so the program begins anew with it.
#[cfg(target_os = "linux")]
pub fn settle() {
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    const WITHOUT_LAYERS: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

    if has_gpu() || std::env::var_os(WITHOUT_LAYERS).is_some() {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        // Returns only where it fails; then the window paints with layers.
        drop(Command::new(program).args(std::env::args_os().skip(1)).env(WITHOUT_LAYERS, "1").exec());
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
