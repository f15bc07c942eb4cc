//! A disk so small that it can be filled: in memory, in a mount namespace of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::namespace::{self, Wish, run};

const DISKS: Wish =
    Wish { of: "--mount", what: "mount anything", trial: &["mount", "-t", "tmpfs", "tmpfs", "/mnt"] };

/// Whether the test called `story` is to be told here, where disks can be mounted; see `namespace.rs`.
///
/// # Errors
/// When the story fails there.
pub fn told_here(story: &str) -> Result<bool> {
    namespace::told_here(story, &DISKS)
}

/// Something mounted on a path, until this goes.
pub struct Mounted(PathBuf);

impl Drop for Mounted {
    fn drop(&mut self) {
        // What still uses it keeps it; the namespace takes it along in the end.
        let _ = run(Command::new("umount").arg(&self.0));
    }
}

/// A disk of `bytes` on `folder`.
///
/// # Errors
/// When it is refused.
pub fn mount(bytes: usize, folder: &Path) -> Result<Mounted> {
    let size = format!("size={bytes}");
    run(Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder))?;
    Ok(Mounted(folder.into()))
}

/// `file` on a disk that can only be read, whoever asks.
///
/// # Errors
/// When it is refused.
pub fn write_protect(file: &Path) -> Result<Mounted> {
    run(Command::new("mount").arg("--bind").args([file, file]))?;
    let mounted = Mounted(file.into());
    run(Command::new("mount").args(["-o", "remount,bind,ro"]).arg(file))?;
    Ok(mounted)
}
