//! The receivers: ours, those that it is compared with, and the limits. Each is a process of its own on an address of its
//! own, and those that store have a database of their own on the disk where everything else is measured.

use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use rusqlite::Connection;

use crate::bench::{Bench, progress};

/// The signing secret of all of them.
pub const SECRET: &str = "whsec_of_the_bench";

/// How long a receiver may take to open.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked whether it has.
const LOOK: Duration = Duration::from_millis(5);

/// The table of the peers that store: what is needed to keep every delivery once.
const TABLE: &str = "PRAGMA journal_mode = WAL;
    CREATE TABLE event (
        seq         INTEGER PRIMARY KEY,
        id          TEXT    NOT NULL UNIQUE,
        event       TEXT    NOT NULL,
        received_at INTEGER NOT NULL,
        body        BLOB    NOT NULL
    );";

/// A receiver that runs; it is killed when dropped.
#[derive(Debug)]
pub struct Receiver {
    process: Child,
    /// Where it answers.
    pub address: SocketAddr,
}

impl Receiver {
    /// `stampdesk-cli listen` on the data folder `data`.
    pub fn ours(bench: &Bench, data: &Path) -> Result<Self> {
        let mut command = Command::new(bench.program("stampdesk-cli")?);
        for outside in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"] {
            command.env(outside, data); // nothing of the developer's own desk takes part
        }
        command.env("STAMPDESK_KEYCHAIN", "off").env("STAMPDESK_WEBHOOK_SECRET", SECRET);
        let address = stories::free_address()?;
        command.arg("--data-dir").arg(data).args(["listen", "--bind", &address.to_string()]);
        Self::start(&mut command, address)
    }

    /// A receiver in the platform's own documented style: Node, Express, better-sqlite3. It stores into `database`.
    pub fn node(database: &Path) -> Result<Self> {
        make(database)?;
        let address = stories::free_address()?;
        let mut command = Command::new("node");
        command.arg(installed()?.join("receiver.js")).env("NODE_ENV", "production");
        Self::start(storing(&mut command, database, address), address)
    }

    /// Debian's `webhook` with a script that inserts into `database`; `None` where it is not installed.
    pub fn webhook(database: &Path) -> Result<Option<Self>> {
        let there = Command::new("webhook").arg("-version").stdout(Stdio::null()).status();
        if !there.is_ok_and(|status| status.success()) {
            return Ok(None);
        }
        make(database)?;
        let address = stories::free_address()?;
        let mut command = Command::new("webhook");
        command.args(["-template", "-urlprefix", "webhooks", "-hooks"]).arg(source("webhook/hooks.json"));
        command.args(["-ip", &address.ip().to_string(), "-port", &address.port().to_string()]);
        command.env("PEER_COMMAND", source("webhook/insert.sh"));
        Self::start(storing(&mut command, database, address), address).map(Some)
    }

    /// One of our own programs that keep nothing: `bench-verify` or `bench-nothing`.
    pub fn limit(bench: &Bench, name: &str) -> Result<Self> {
        let address = stories::free_address()?;
        let mut command = Command::new(bench.program(name)?);
        command.env("PEER_PORT", address.port().to_string()).env("PEER_SECRET", SECRET);
        Self::start(&mut command, address)
    }

    fn start(command: &mut Command, address: SocketAddr) -> Result<Self> {
        Command::new("sync").status().context("sync")?; // what others wrote is not for this one to flush
        let spoken = command.get_program().display().to_string();
        let process = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
        let mut receiver = Self { process: process.with_context(|| spoken.clone())?, address };
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect(address).is_err() {
            if let Some(status) = receiver.process.try_wait()? {
                bail!("{spoken} ended with {status} before it listened");
            }
            ensure!(Instant::now() < deadline, "{spoken} does not listen on {address}");
            std::thread::sleep(LOOK);
        }
        Ok(receiver)
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Asks it to end, as a service manager would, and waits until it has.
    pub fn stop(mut self) -> Result<()> {
        let asked = Command::new("kill").args(["-s", "TERM", &self.id().to_string()]).status()?;
        ensure!(asked.success(), "a receiver had ended before it was asked to");
        self.process.wait()?;
        Ok(())
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let _ = self.process.kill(); // it may have ended already
        let _ = self.process.wait();
    }
}

/// How many rows `table` has: what a receiver answered 200 must stand there.
pub fn rows(database: &Path, table: &str) -> Result<usize> {
    let count: i64 =
        Connection::open(database)?
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
    Ok(usize::try_from(count)?)
}

fn make(database: &Path) -> Result<()> {
    Ok(Connection::open(database)?.execute_batch(TABLE)?)
}

fn storing<'a>(command: &'a mut Command, database: &Path, address: SocketAddr) -> &'a mut Command {
    command
        .env("PEER_DATABASE", database)
        .env("PEER_PORT", address.port().to_string())
        .env("PEER_SECRET", SECRET)
}

fn source(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peers").join(path)
}

/// The Node peer's folder, with what its lock file names.
fn installed() -> Result<PathBuf> {
    let folder = source("node");
    let written = |file: &str| folder.join(file).metadata().and_then(|file| file.modified()).ok();
    if written("node_modules/.package-lock.json") < written("package-lock.json") {
        progress(
            "npm ci: better-sqlite3 is compiled where there is no binary of it, which takes two minutes",
        );
        let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.args(["ci", "--loglevel=error"]).current_dir(&folder).stdout(Stdio::null());
        if let Some(prefix) = headers() {
            npm.env("npm_config_nodedir", prefix); // compiled against these, where they cannot be fetched
        }
        ensure!(npm.status().context("npm")?.success(), "npm ci failed in {}", folder.display());
    }
    Ok(folder)
}

/// Where Node was installed to, if its headers were too.
fn headers() -> Option<String> {
    let asked = Command::new("node").args(["-p", "path.resolve(process.execPath, '../..')"]).output().ok()?;
    let prefix = String::from_utf8(asked.stdout).ok()?.trim().to_owned();
    Path::new(&prefix).join("include/node/node.h").exists().then_some(prefix)
}
