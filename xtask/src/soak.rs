//! `cargo xtask soak`: the listener, as it is shipped, among everything that comes to a public address.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::shell;

/// Long enough for a leak to show.
const SECONDS: u32 = 600;

/// A phase shorter than this shows nothing.
const SHORTEST: u32 = 20;

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    seconds: u32,
    json: Option<PathBuf>,
}

/// Builds the programs for release and runs the soak; anything but a clean verdict is an error.
pub fn run(options: &[&str]) -> Result<()> {
    let Options { seconds, json } = Options::read(options)?;
    if !cfg!(target_os = "linux") {
        bail!("the soak reads what a process takes from /proc, so it needs Linux");
    }
    // Both packages in both commands: with one set of features, nothing is built twice.
    let packages = "--release --locked --package stampdesk-cli --package stories";
    shell::heading("build");
    shell::run(&mut shell::cargo(&format!("build {packages} --bin stampdesk-cli --test soak")))?;
    shell::heading("soak");
    let mut soak = shell::cargo(&format!("test {packages} --test soak -- --ignored --nocapture"));
    soak.env("STAMPDESK_SOAK_SECONDS", seconds.to_string());
    if let Some(file) = json {
        soak.env("STAMPDESK_SOAK_JSON", std::path::absolute(file)?);
    }
    shell::run(&mut soak)
}

impl Options {
    fn read(mut words: &[&str]) -> Result<Self> {
        let mut options = Self { seconds: SECONDS, json: None };
        while let [name, value, rest @ ..] = words {
            match *name {
                "--seconds" => options.seconds = value.parse().context("--seconds takes a whole number")?,
                "--json" => options.json = Some(Path::new(value).to_owned()),
                other => bail!("soak knows no `{other}`; `cargo xtask help` lists what there is"),
            }
            words = rest;
        }
        if let [lonely] = words {
            bail!("soak takes --seconds N and --json FILE, not `{lonely}` alone");
        }
        if options.seconds < SHORTEST {
            bail!("a soak takes {SHORTEST} seconds at least");
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_minutes_unless_told_otherwise() {
        assert_eq!(Options::read(&[]).unwrap(), Options { seconds: 600, json: None });
        let told = Options::read(&["--json", "soak.json", "--seconds", "60"]).unwrap();
        assert_eq!(told, Options { seconds: 60, json: Some("soak.json".into()) }, "in any order");
    }

    #[test]
    fn a_slip_is_named_before_anything_is_built() {
        for slip in [&["--seconds"][..], &["--seconds", "ten"], &["--seconds", "3"], &["--minutes", "10"]] {
            assert!(Options::read(slip).is_err(), "{slip:?}");
        }
    }
}
