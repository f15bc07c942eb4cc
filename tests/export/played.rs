//! Shops to export.

use std::fs;

use anyhow::Result;
use stories::{Cli, Listening, SECRET, Scratch, platform};

/// Runs a command that must succeed; what it printed.
pub fn done(cli: &Cli<'_>, words: &str) -> Result<String> {
    let output = cli.run(words)?;
    assert!(output.status.success(), "`{words}`: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

/// Posts the platform's six examples.
pub async fn post_examples(url: &str) -> Result<()> {
    for delivery in platform::examples() {
        assert_eq!(delivery.post(url).await?, 200, "a signed delivery is kept and answered");
    }
    Ok(())
}

/// The shop's clock from now on; the folder must exist.
pub fn set(scratch: &Scratch, time_zone: &str) -> Result<()> {
    Ok(fs::write(scratch.data().join("settings.json"), format!(r#"{{"time_zone":"{time_zone}"}}"#))?)
}

/// A shop in Istanbul that the simulator played for some days, with repeats and disorder.
pub async fn simulated(cli: &Cli<'_>, scratch: &Scratch, days: u32) -> Result<Listening> {
    let listening = cli.listen()?;
    set(scratch, "Europe/Istanbul")?;
    let mut play = cli.command(&format!("simulate --days {days} --url {}", listening.url));
    let output = play.env("STAMPDESK_WEBHOOK_SECRET", SECRET).output()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(listening)
}
