//! A namespace of the system's own, in which a story may do what only root may, so that nothing is left of it when the
//! story ends, however it ends. Needs Linux and the right to one, as root or in a user namespace.

use std::env;
use std::io::{self, Write};
use std::process::Command;

use anyhow::{Result, ensure};

/// Set in the process that has the namespace.
const INSIDE: &str = "STAMPDESK_NAMESPACE";

/// What a story wants to do there.
pub struct Wish {
    /// The namespace, as `unshare` calls it.
    pub of: &'static str,
    /// The same in words.
    pub what: &'static str,
    /// Shows whether it can be done.
    pub trial: &'static [&'static str],
}

/// Whether the test called `story` is to be told here, where its wish is granted. Elsewhere it is told once more in a
/// process that has it, or, where the system lets nobody, a line says that it was not.
///
/// # Errors
/// When the story fails there.
pub fn told_here(story: &str, wish: &Wish) -> Result<bool> {
    if env::var_os(INSIDE).is_some() {
        return Ok(true);
    }
    // As root, else as the root of nothing but that namespace.
    let ways: [&[&str]; 2] = [&[wish.of], &["--user", "--map-root-user", wish.of]];
    let Some(way) = ways.into_iter().find(|way| is_granted(way, wish)) else {
        // Past the capture of the test's output, so that nobody takes it for told.
        writeln!(io::stderr(), "not told, since this system does not let us {}: {story}", wish.what)?;
        return Ok(false);
    };
    let mut again = Command::new("unshare");
    again.args(way).arg(env::current_exe()?).args(["--exact", story, "--nocapture"]).env(INSIDE, "1");
    run(&mut again)?;
    Ok(false)
}

fn is_granted(way: &[&str], wish: &Wish) -> bool {
    let tried = Command::new("unshare").args(way).args(wish.trial).output();
    tried.is_ok_and(|tried| tried.status.success())
}

/// Runs `command`, which must succeed.
///
/// # Errors
/// When it does not; with what it said.
pub fn run(command: &mut Command) -> Result<()> {
    let output = command.output()?;
    let said = [output.stdout, output.stderr].concat();
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&said));
    Ok(())
}
