//! Other programs: started from the repository's root, shown, and judged by their exit status.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// What a program that has ended wrote is read within so long.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// `program`, to be started from the root.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// This toolchain's cargo with `words` as arguments.
pub fn cargo(words: &str) -> Command {
    let mut cargo = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(words.split_whitespace());
    cargo
}

/// A program that target/debug holds after a build.
pub fn built(name: &str) -> PathBuf {
    built_into("debug", name)
}

/// A program that target/release holds after a build for release.
pub fn built_for_release(name: &str) -> PathBuf {
    built_into("release", name)
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

fn built_into(folder: &str, name: &str) -> PathBuf {
    target().join(folder).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// A line that separates one step's output from the next.
pub fn heading(text: &str) {
    println!("\n=== {text} ===");
}

/// Runs to the end; anything but success is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", spoken(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", spoken(command));
    }
    Ok(())
}

/// Runs silently: did it exist and succeed?
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|it| it.success())
}

/// What it printed, if it existed and succeeded.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs to the end, passing standard output on line by line, and keeps those lines. The end is the program's own: whoever it
/// leaves behind with its output is not waited for.
pub fn overhear(command: &mut Command) -> Result<(bool, Vec<String>)> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", spoken(command)))?;
    let (say, said) = mpsc::channel();
    if let Some(output) = child.stdout.take() {
        thread::spawn(move || pass_on(output, &say));
    }
    let succeeded = child.wait()?.success();
    let end = Instant::now() + LAST_WORDS;
    let next = || said.recv_timeout(end.saturating_duration_since(Instant::now())).ok();
    let lines = std::iter::from_fn(next).collect();
    Ok((succeeded, lines))
}

fn pass_on(output: impl Read, say: &Sender<String>) {
    for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        println!("{line}");
        if say.send(line).is_err() {
            return; // the program has ended, and this is somebody else's
        }
    }
}

/// The command as a person would type it.
fn spoken(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    format!("`{}`", words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" "))
}
