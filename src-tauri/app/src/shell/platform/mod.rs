//! What the shell must know of the system it runs on.

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
#[path = "windows.rs"]
mod system;
#[cfg(target_os = "linux")]
#[path = "linux.rs"]
mod system;
#[cfg(target_os = "macos")]
#[path = "macos.rs"]
mod system;

pub use system::{ONE_PER_FOLDER, has_tray, heed, told_to_end};
