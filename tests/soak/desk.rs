//! The desk under test: `stampdesk-cli listen` as a process of its own.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use stories::{Cli, Running, SECRET};
use tokio::time::{Instant, sleep};

/// How long it may take to begin, and to end once it is asked to.
const PATIENCE: Duration = Duration::from_secs(60);

/// The one process; killed if it is still there when this is dropped.
pub struct Desk {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Desk {
    /// Starts it on a free port, with the stories' secret.
    pub fn start(cli: &Cli) -> Result<Self> {
        let mut command = cli.command("listen --bind 127.0.0.1:0");
        command.env("STAMPDESK_WEBHOOK_SECRET", SECRET).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().context("cannot start the desk")?;
        let lines = child.stdout.take().map(listen).context("standard output is a pipe")?;
        let mut desk = Self { child, address: SocketAddr::from(([127, 0, 0, 1], 0)) };
        let line = lines.recv_timeout(PATIENCE).context("the desk does not begin to listen")?;
        let address = line.strip_prefix("listening on http://").and_then(|url| url.split('/').next());
        desk.address = address.with_context(|| format!("no address in {line:?}"))?.parse()?;
        Ok(desk)
    }

    /// The process's number.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Is it still the process that was started?
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Asks it to end, as a service is asked, and waits until it has.
    pub async fn stop(&mut self) -> Result<ExitStatus> {
        if self.runs() {
            let pid = self.pid().to_string();
            Command::new("sh").args(["-c", "kill -s TERM $0", &pid]).status()?;
        }
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            sleep(Duration::from_millis(50)).await;
        }
        bail!("a minute after it was asked to end, it had not")
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // It may be gone already; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What `words` print once the desk is closed, and whether they succeed; given up after a while.
pub fn said(cli: &Cli, words: &str) -> Result<(ExitStatus, String)> {
    Running::start(&mut cli.command(words))?.end()
}

/// What `words --json` print.
pub fn json(cli: &Cli, words: &str) -> Result<Value> {
    let (status, text) = said(cli, &format!("{words} --json"))?;
    if !status.success() {
        bail!("`{words}` failed: {text}");
    }
    serde_json::from_str(&text).with_context(|| format!("`{words} --json` printed no JSON"))
}

/// The first line; those that follow, one for each event, are read and forgotten.
fn listen(output: ChildStdout) -> Receiver<String> {
    let (say, lines) = mpsc::sync_channel(1);
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let _ = say.try_send(line);
        }
    });
    lines
}
