//! Windows. Untried: written after Microsoft's documentation, never run. A Job object would also end the program with a
//! minder that was itself ended by force; `taskkill` ends the tree that it still sees.

use std::{
    env, io,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
};

/// Where installers of this system put programs.
pub(crate) const USUAL: &[&str] = &[
    r"C:\Program Files\cloudflared",
    r"C:\Program Files (x86)\cloudflared",
    r"C:\Program Files\Tailscale",
    r"C:\Program Files\ngrok",
];

/// The running program.
pub(crate) fn this_program() -> io::Result<PathBuf> {
    env::current_exe()
}

pub(crate) fn lead_a_group(_command: &mut Command) {}

pub(crate) fn adopt_orphans() {}

pub(crate) fn await_end(program: &mut Child) -> io::Result<()> {
    program.wait().map(|_| ())
}

pub(crate) fn await_rest(_leader: u32) {}

pub(crate) fn ask(_leader: u32) {}

pub(crate) fn end(leader: u32) {
    let mut command = Command::new("taskkill");
    command.args(["/T", "/F", "/PID", &leader.to_string()]);
    let _ = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
}

/// There are no signals here.
pub(crate) fn signal_of(_status: ExitStatus) -> Option<i32> {
    None
}

/// Whether `file` is a program: its ending says so, and that was looked for.
pub(crate) fn runs(file: &Path) -> bool {
    file.is_file()
}
