//! A disk so small that it can be filled: in memory, in a mount namespace of its own, so that nothing is left of it when
//! the story ends, however it ends. Needs Linux and the right to mount, as root or in a user namespace.

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

/// Set in the process that has the namespace.
const INSIDE: &str = "STAMPDESK_SMALL_DISK";
/// The ways into a namespace where we may mount: as root, else as the root of nothing but that namespace.
const WAYS: [&[&str]; 2] = [&["--mount"], &["--user", "--map-root-user", "--mount"]];

/// Whether the test called `story` is to be told here, where disks can be mounted. Elsewhere it is told once more in a
/// process that can, or, where the system lets nobody, a line says that it was not.
///
/// # Errors
/// When the story fails there.
pub fn told_here(story: &str) -> Result<bool> {
    if env::var_os(INSIDE).is_some() {
        return Ok(true);
    }
    let Some(way) = WAYS.into_iter().find(|way| can_mount(way)) else {
        // Past the capture of the test's output, so that nobody takes it for told.
        writeln!(io::stderr(), "not told, since this system lets us mount nothing: {story}")?;
        return Ok(false);
    };
    let mut again = Command::new("unshare");
    again.args(way).arg(env::current_exe()?).args(["--exact", story, "--nocapture"]).env(INSIDE, "1");
    run(&mut again)?;
    Ok(false)
}

fn can_mount(way: &[&str]) -> bool {
    let tried = Command::new("unshare").args(way).args(["mount", "-t", "tmpfs", "tmpfs", "/mnt"]).output();
    tried.is_ok_and(|tried| tried.status.success())
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

fn run(command: &mut Command) -> Result<()> {
    let output = command.output()?;
    let said = [output.stdout, output.stderr].concat();
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&said));
    Ok(())
}
