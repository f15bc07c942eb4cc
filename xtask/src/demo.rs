//! A made-up shop: a folder that is thrown away, an address and a secret of its own, and the simulator feeding it.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::shell;

/// How many days of history the shop opens with.
const DAYS: &str = "30";

/// The made-up shop; its folder goes when it does.
pub struct Demo {
    folder: PathBuf,
    address: SocketAddr,
    secret: String,
}

impl Demo {
    /// Makes the folder, marked `demo` so that every face labels what it shows.
    pub fn open() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("stampdesk-demo-{:016x}", random()));
        fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        fs::write(folder.join("demo"), "")?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        Ok(Self { folder, address, secret: format!("{:016x}{:016x}", random(), random()) })
    }

    /// Points a desk or a simulator at this shop.
    pub fn equip(&self, command: &mut Command) {
        command
            .env("STAMPDESK_DATA_DIR", &self.folder)
            .env("STAMPDESK_BIND", self.address.to_string())
            .env("STAMPDESK_WEBHOOK_SECRET", &self.secret);
    }

    /// A month of history as fast as the desk takes it, and then customers as they come, until stopped.
    pub fn simulate(&self) -> Command {
        let mut simulate = shell::command(shell::built("stampdesk-cli"));
        let url = format!("http://{}/webhooks/loyalite", self.address);
        simulate.args(["simulate", "--url", &url, "--days", DAYS, "--live"]);
        self.equip(&mut simulate);
        simulate
    }

    /// Does the desk accept deliveries yet?
    pub fn listens(&self) -> bool {
        self.ask_health().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
    }

    fn ask_health(&self) -> std::io::Result<String> {
        let patience = Duration::from_secs(2);
        let mut stream = TcpStream::connect_timeout(&self.address, patience)?;
        stream.set_read_timeout(Some(patience))?;
        write!(stream, "GET /healthz HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("xtask: {} could not be removed: {error}", self.folder.display());
        }
    }
}

/// Good enough for a shop that lives an hour on this PC: the standard library's own random keys.
fn random() -> u64 {
    RandomState::new().hash_one(std::process::id())
}
