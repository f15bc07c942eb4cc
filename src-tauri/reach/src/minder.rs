//! Who ends the tunnel program when we cannot: our own program, started once more.
//!
//! A minder starts the tunnel program in a group of its own and holds a pipe from us as its standard input. However we
//! end, crashes and `SIGKILL` included, the system closes that pipe, and the minder ends the group. It passes the program's
//! output through untouched, and ends with its exit code.

use std::{
    env,
    ffi::OsString,
    io::{self, Read},
    path::{Path, PathBuf},
    process::{Command, ExitCode, ExitStatus, Stdio},
    thread,
    time::Duration,
};

use crate::{group, platform};

/// The hidden argument that makes our program a minder.
const ARGUMENT: &str = "mind-a-tunnel";
/// What a shell answers for a program that cannot be run.
const CANNOT_RUN: u8 = 127;

/// How to start a minder.
#[derive(Debug, Clone)]
pub struct Minder(PathBuf);

impl Minder {
    /// This very program, whose `main` must ask [`mind`] first.
    ///
    /// # Errors
    /// When the system does not say which program this is.
    pub fn this_program() -> io::Result<Self> {
        platform::this_program().map(Self)
    }

    /// Another program whose `main` asks [`mind`] first.
    pub fn program(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// The command that runs `program` under a minder.
    pub(crate) fn command(&self, program: &Path, arguments: &[String], grace: Duration) -> Command {
        let mut command = Command::new(&self.0);
        command.arg(ARGUMENT).arg(grace.as_millis().to_string()).arg(program).args(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        group::apart(&mut command);
        // Our own variables, a signing secret perhaps among them, are nobody else's.
        let ours = env::vars_os().map(|(name, _)| name);
        for name in ours.filter(|name| name.to_string_lossy().starts_with("STAMPDESK_")) {
            command.env_remove(name);
        }
        command
    }
}

/// To be asked first thing in `main`: if this process was started as a minder, it minds, and the result is what `main` ends with.
pub fn mind() -> Option<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    if arguments.next()? != ARGUMENT {
        return None;
    }
    let grace = arguments.next().and_then(|millis| millis.to_str()?.parse().ok()).map(Duration::from_millis);
    let (Some(grace), Some(program)) = (grace, arguments.next()) else {
        eprintln!("{ARGUMENT}: only Stampdesk itself uses this");
        return Some(ExitCode::from(2));
    };
    Some(match run(program.into(), arguments, grace) {
        Ok(status) => exit_code(status),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(CANNOT_RUN)
        }
    })
}

fn run(
    program: PathBuf,
    arguments: impl Iterator<Item = OsString>,
    grace: Duration,
) -> io::Result<ExitStatus> {
    let mut command = Command::new(program);
    let mut program = group::start(command.args(arguments).stdin(Stdio::null()))?;
    let leader = program.id();
    thread::spawn(move || {
        await_our_end();
        group::ask(leader);
        thread::sleep(grace);
        group::end(leader);
    });
    group::outlive(&mut program)
}

/// Nothing is ever written to the pipe; reading ends when its other end is closed.
fn await_our_end() {
    let mut nothing = [0];
    while !matches!(io::stdin().read(&mut nothing), Ok(0) | Err(_)) {}
}

/// The program's code; of one that a signal ended, what a shell would say: 128 and the signal.
fn exit_code(status: ExitStatus) -> ExitCode {
    if let Some(signal) = platform::signal_of(status) {
        return ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX));
    }
    ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}
