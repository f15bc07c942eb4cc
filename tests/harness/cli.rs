//! `stampdesk-cli` on a data folder of the story's own.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::platform::SECRET;
use super::programs;
use super::running::Running;
use super::scratch::Scratch;

/// The terminal face of one desk.
pub struct Cli<'a> {
    program: PathBuf,
    scratch: &'a Scratch,
}

impl<'a> Cli<'a> {
    /// For the desk whose data lie in `scratch`.
    ///
    /// # Errors
    /// When the program was not built.
    pub fn new(scratch: &'a Scratch) -> Result<Self> {
        Ok(Self { program: programs::built("stampdesk-cli")?, scratch })
    }

    /// The command `words`, not yet run.
    #[must_use]
    pub fn command(&self, words: &str) -> Command {
        let mut command = Command::new(&self.program);
        self.scratch.host(&mut command);
        command.arg("--data-dir").arg(self.scratch.data()).args(words.split_whitespace());
        command
    }

    /// Runs `words` to the end.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn run(&self, words: &str) -> Result<Output> {
        Ok(self.command(words).stdin(Stdio::null()).output()?)
    }

    /// Runs `words` to the end with `text` on standard input.
    ///
    /// # Errors
    /// When it cannot be started or does not read.
    pub fn run_with(&self, words: &str, text: &str) -> Result<Output> {
        let mut child = self
            .command(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        child.stdin.take().context("standard input is a pipe")?.write_all(text.as_bytes())?;
        Ok(child.wait_with_output()?)
    }

    /// Runs `words --json` and reads the answer.
    ///
    /// # Errors
    /// When it fails or answers no JSON.
    pub fn json(&self, words: &str) -> Result<Value> {
        let output = self.run(&format!("{words} --json"))?;
        ensure!(output.status.success(), "`{words}` failed: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).with_context(|| format!("`{words} --json` printed no JSON"))
    }

    /// `listen` on a free port with the stories' secret, once it accepts.
    ///
    /// # Errors
    /// When it does not begin to listen.
    pub fn listen(&self) -> Result<Listening> {
        let mut command = self.command("listen --bind 127.0.0.1:0");
        let mut program = Running::start(command.env("STAMPDESK_WEBHOOK_SECRET", SECRET))?;
        let line = program.line(|line| line.starts_with("listening on "))?;
        let url = line.trim_start_matches("listening on ").to_owned();
        Ok(Listening { program, url })
    }
}

/// A desk that listens in a terminal.
pub struct Listening {
    /// The program; killed at the end of the story.
    pub program: Running,
    /// Where it takes deliveries.
    pub url: String,
}
