//! A program that runs beside the story: its lines can be awaited, and it never outlives the story.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// How long anything may take before the story is given up: generous, since builds and tests share their processors.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// How often it is looked whether something is so.
const LOOK: Duration = Duration::from_millis(20);

/// Waits until something is `so` that nobody tells of.
///
/// # Errors
/// When it is not within a minute; `what` says what.
pub fn until(mut so: impl FnMut() -> bool, what: &str) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while !so() {
        ensure!(Instant::now() < deadline, "never: {what}");
        std::thread::sleep(LOOK);
    }
    Ok(())
}

/// A running program with everything that comes with it.
pub struct Running {
    child: Child,
    lines: Receiver<String>,
    heard: Vec<String>,
}

impl Running {
    /// Starts it with its output to be listened to.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(command: &mut Command) -> Result<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().display()))?;
        let (say, lines) = mpsc::channel();
        child.stdout.take().into_iter().for_each(|output| listen(output, say.clone()));
        child.stderr.take().into_iter().for_each(|output| listen(output, say.clone()));
        Ok(Self { child, lines, heard: Vec::new() })
    }

    /// Its process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The first line from now on that `wanted` recognises, on standard output or standard error.
    ///
    /// # Errors
    /// When the program ends first, or says nothing of the kind for a minute.
    pub fn line(&mut self, wanted: impl Fn(&str) -> bool) -> Result<String> {
        let deadline = Instant::now() + PATIENCE;
        while let Ok(line) = self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            self.heard.push(line.clone());
            if wanted(&line) {
                return Ok(line);
            }
        }
        bail!("the awaited line never came; heard: {:#?}", self.heard)
    }

    /// The same, also if it was said before: standard output and standard error keep no order between them.
    ///
    /// # Errors
    /// As [`line`](Self::line).
    pub fn has_said(&mut self, wanted: impl Fn(&str) -> bool) -> Result<String> {
        match self.heard.iter().find(|line| wanted(line)) {
            Some(line) => Ok(line.clone()),
            None => self.line(wanted),
        }
    }

    /// Waits for it to end by itself.
    ///
    /// # Errors
    /// When it still runs after a minute.
    pub fn end(&mut self) -> Result<(ExitStatus, String)> {
        let deadline = Instant::now() + PATIENCE;
        while let Ok(line) = self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            self.heard.push(line);
        }
        match self.child.try_wait()? {
            Some(status) => Ok((status, self.heard.join("\n"))),
            None if Instant::now() < deadline => Ok((self.child.wait()?, self.heard.join("\n"))),
            None => bail!("it did not end; heard: {:#?}", self.heard),
        }
    }

    /// Sends it `signal`: `TERM` as a service manager would, `INT` as Ctrl-C does.
    ///
    /// # Errors
    /// When it has ended already.
    pub fn signal(&self, signal: &str) -> Result<()> {
        let sent = Command::new("kill").args(["-s", signal, &self.child.id().to_string()]).status()?;
        ensure!(sent.success(), "it cannot be sent {signal}");
        Ok(())
    }

    /// Kills it where it stands, as a power cut would.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub fn kill(&mut self) -> Result<()> {
        #[cfg(unix)]
        {
            // The whole group: a window brings its web processes, a driver brings its window.
            let group = self.child.id().to_string();
            let _ =
                Command::new("sh").args(["-c", "kill -s KILL -- -$0", &group]).stderr(Stdio::null()).status();
        }
        // It may be gone already; then there is nothing to kill.
        let _ = self.child.kill();
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

fn listen(output: impl Read + Send + 'static, say: Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if say.send(line).is_err() {
                break;
            }
        }
    });
}
