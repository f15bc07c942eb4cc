//! The drivers that lead a window: tauri-driver, and WebKit's own behind it. Nothing that they are asked is waited for without
//! end.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use fantoccini::{Client, ClientBuilder};
use hyper_timeout::TimeoutConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::net::TcpStream;

use super::address::free_address;
use super::programs;
use super::running::{PATIENCE, Running};

/// How often it is looked whether they listen.
const LOOK: Duration = Duration::from_millis(50);

/// Starts the drivers by `command`, tauri-driver with all that its window is told, and opens that window.
///
/// # Errors
/// When the drivers are missing, do not answer, or cannot open the window.
pub async fn drive(mut command: Command) -> Result<(Running, Client)> {
    let (port, native) = (free_address()?.port(), free_address()?.port());
    command.args(["--port", &port.to_string(), "--native-port", &native.to_string()]);
    let drivers = Running::start(&mut command).context("tauri-driver, which `cargo xtask test` installs")?;
    listen(native).await?;
    listen(port).await?;
    let application = json!({ "application": programs::built("stampdesk")? });
    let client = ClientBuilder::new(impatient())
        .capabilities([("tauri:options".to_owned(), application)].into_iter().collect())
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .context("the window did not open")?;
    Ok((drivers, client))
}

async fn listen(port: u16) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        ensure!(Instant::now() < deadline, "no WebDriver listens on port {port}");
        tokio::time::sleep(LOOK).await;
    }
    Ok(())
}

/// Whoever does not answer within [`PATIENCE`] is given up, and the story with it.
fn impatient() -> TimeoutConnector<HttpConnector> {
    let mut connector = TimeoutConnector::new(HttpConnector::new());
    connector.set_connect_timeout(Some(PATIENCE));
    connector.set_read_timeout(Some(PATIENCE));
    connector.set_write_timeout(Some(PATIENCE));
    connector
}
