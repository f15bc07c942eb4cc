//! `secret`: kept for the listener, never printed.

use std::io::Read;

use anyhow::{Context, Result};
use chrono::Utc;
use desk::{Folder, Secret, Secrets};
use serde_json::json;

use crate::args::SecretCommand;
use crate::print;

pub fn run(command: SecretCommand, folder: &Folder) -> Result<()> {
    let secrets = Secrets::of(folder);
    match command {
        SecretCommand::Add { label } => {
            let kept = secrets.add(&from_standard_input()?, &label, Utc::now())?;
            println!("kept {} as {}; a desk that listens knows it already", kept.label, kept.id);
        }
        SecretCommand::List { json: true } => print::json(&json!({ "secrets": secrets.list()? }))?,
        SecretCommand::List { json: false } => {
            for secret in secrets.list()? {
                println!("{}  {}  {}", secret.id, print::time(Some(secret.added_at)), secret.label);
            }
        }
        SecretCommand::Remove { name } => println!("forgot {}", secrets.remove(&name)?.label),
    }
    Ok(())
}

/// One line: the end of the line is not part of the secret.
fn from_standard_input() -> Result<Secret> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).context("the secret could not be read from standard input")?;
    Secret::new(text.trim_end_matches(['\r', '\n'])).context("nothing was kept")
}
