//! A program and everything that it starts, ended together.

use std::{
    io,
    process::{Child, Command, ExitStatus},
};

/// Starts `command` at the head of a group of its own, whose orphans become our children.
pub(crate) fn start(command: &mut Command) -> io::Result<Child> {
    system::lead_a_group(command);
    system::adopt_orphans();
    command.spawn()
}

/// Keeps `command` out of our group, so that Ctrl-C in a terminal, meant for us, does not reach it.
pub(crate) fn apart(command: &mut Command) {
    system::lead_a_group(command);
}

/// Waits until `program` has ended by itself or by [`ask`] or [`end`], ends what it leaves behind, and waits for that too
/// where the system allows.
pub(crate) fn outlive(program: &mut Child) -> io::Result<ExitStatus> {
    system::await_end(program)?;
    end(program.id());
    let status = program.wait();
    system::await_rest(program.id());
    status
}

/// Asks the group that `leader` heads to end.
pub(crate) fn ask(leader: u32) {
    system::ask(leader);
}

/// Ends it, whether it wants or not.
pub(crate) fn end(leader: u32) {
    system::end(leader);
}

#[cfg(unix)]
mod system {
    use std::{
        io,
        os::unix::process::CommandExt,
        process::{Child, Command},
    };

    use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

    pub(super) fn lead_a_group(command: &mut Command) {
        command.process_group(0);
    }

    /// Leaves the ended program's number taken: until it is waited for, no stranger can have it.
    pub(super) fn await_end(program: &mut Child) -> io::Result<()> {
        let ended = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        loop {
            match waitid(WaitId::Pid(Pid::from_child(program)), ended) {
                Err(rustix::io::Errno::INTR) => {}
                other => return other.map(|_| ()).map_err(io::Error::from),
            }
        }
    }

    #[cfg(target_os = "linux")]
    pub(super) fn adopt_orphans() {
        // Without it the ended are gone a moment later; nothing worse.
        let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
    }

    #[cfg(target_os = "linux")]
    pub(super) fn await_rest(leader: u32) {
        let group = || WaitId::Pgid(pid(leader));
        while let Ok(Some(_)) | Err(rustix::io::Errno::INTR) = waitid(group(), WaitIdOptions::EXITED) {}
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn adopt_orphans() {}

    #[cfg(not(target_os = "linux"))]
    pub(super) fn await_rest(_leader: u32) {}

    pub(super) fn ask(leader: u32) {
        signal(leader, Signal::TERM);
    }

    pub(super) fn end(leader: u32) {
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
}

/// Untried: written after Microsoft's documentation, never run. A Job object would also end the program with a minder
/// that was itself ended by force; `taskkill` ends the tree that it still sees.
#[cfg(not(unix))]
mod system {
    use std::{
        io,
        process::{Child, Command, Stdio},
    };

    pub(super) fn lead_a_group(_command: &mut Command) {}

    pub(super) fn adopt_orphans() {}

    pub(super) fn await_end(program: &mut Child) -> io::Result<()> {
        program.wait().map(|_| ())
    }

    pub(super) fn await_rest(_leader: u32) {}

    pub(super) fn ask(_leader: u32) {}

    pub(super) fn end(leader: u32) {
        let mut command = Command::new("taskkill");
        command.args(["/T", "/F", "/PID", &leader.to_string()]);
        let _ = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}
