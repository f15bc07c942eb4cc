//! Linux and macOS: a program heads a group of processes, and signals reach all of it.

use std::{
    env, io,
    os::unix::{
        fs::PermissionsExt,
        process::{CommandExt, ExitStatusExt},
    },
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus},
};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

/// Where installers of this system put programs.
#[cfg(target_os = "macos")]
pub(crate) const USUAL: &[&str] =
    &["/opt/homebrew/bin", "/usr/local/bin", "/usr/bin", "/Applications/Tailscale.app/Contents/MacOS"];

/// Where installers of this system put programs.
#[cfg(not(target_os = "macos"))]
pub(crate) const USUAL: &[&str] = &["/usr/local/bin", "/usr/bin", "/bin", "/snap/bin", "/opt/bin"];

/// The running program. Where there is such a link, it leads there even after an update has replaced the program's file.
pub(crate) fn this_program() -> io::Result<PathBuf> {
    let link = Path::new("/proc/self/exe");
    if link.exists() { Ok(link.to_owned()) } else { env::current_exe() }
}

pub(crate) fn lead_a_group(command: &mut Command) {
    command.process_group(0);
}

/// Leaves the ended program's number taken: until it is waited for, no stranger can have it.
pub(crate) fn await_end(program: &mut Child) -> io::Result<()> {
    let ended = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
    loop {
        match waitid(WaitId::Pid(Pid::from_child(program)), ended) {
            Err(rustix::io::Errno::INTR) => {}
            other => return other.map(|_| ()).map_err(io::Error::from),
        }
    }
}

#[cfg(target_os = "linux")]
pub(crate) fn adopt_orphans() {
    // Without it the ended are gone a moment later; nothing worse.
    let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
}

#[cfg(target_os = "linux")]
pub(crate) fn await_rest(leader: u32) {
    let group = || WaitId::Pgid(pid(leader));
    while let Ok(Some(_)) | Err(rustix::io::Errno::INTR) = waitid(group(), WaitIdOptions::EXITED) {}
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn adopt_orphans() {}

#[cfg(not(target_os = "linux"))]
pub(crate) fn await_rest(_leader: u32) {}

pub(crate) fn ask(leader: u32) {
    signal(leader, Signal::TERM);
}

pub(crate) fn end(leader: u32) {
    signal(leader, Signal::KILL);
}

/// A group that is gone already is as it should be.
fn signal(leader: u32, signal: Signal) {
    if let Some(leader) = pid(leader) {
        let _ = kill_process_group(leader, signal);
    }
}

fn pid(number: u32) -> Option<Pid> {
    i32::try_from(number).ok().and_then(Pid::from_raw)
}

/// The signal that ended it, if one did.
pub(crate) fn signal_of(status: ExitStatus) -> Option<i32> {
    status.signal()
}

/// Whether `file` is a program.
pub(crate) fn runs(file: &Path) -> bool {
    file.metadata().is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}
