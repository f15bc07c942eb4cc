//! `secret`: kept for the listener, never printed.

use std::collections::HashMap;
use std::io::{BufRead, Read};

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Local, Utc};
use desk::{Folder, KeepOld, Place, Record, Secret, SecretInfo, Secrets};
use serde_json::json;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::args::SecretCommand;
use crate::print;

/// No secret is longer.
const LENGTH: usize = 4096;

/// What is said of a removed secret in a keychain out of reach.
const LEFT: &str =
    "it counts no more, but its text stays in the keychain until a desk that reaches it erases it";

pub fn run(command: SecretCommand, folder: &Folder) -> Result<()> {
    let secrets = Secrets::of(folder);
    match command {
        SecretCommand::Add { label } => {
            let now = Utc::now();
            say_kept(&secrets.add(&from_standard_input()?, &label, now)?, now);
        }
        SecretCommand::Rotate { label, keep_old } => rotate(&secrets, label, keep_old)?,
        SecretCommand::List { json: true } => {
            print::json(&json!({ "secrets": secrets.list(&last_used(folder))? }))?;
        }
        SecretCommand::List { json: false } => {
            secrets.list(&last_used(folder))?.iter().for_each(show);
            if let Some(complaint) = secrets.complaint() {
                remark!("stampdesk-cli: {complaint}");
            }
        }
        SecretCommand::Remove { name } => {
            let gone = secrets.remove(&name)?;
            say!("forgot {}", gone.label);
            if !gone.reachable {
                say!("{LEFT}");
            }
        }
    }
    Ok(())
}

fn rotate(secrets: &Secrets, label: Option<String>, keep_old: KeepOld) -> Result<()> {
    let now = Utc::now();
    let label = label.unwrap_or_else(|| now.with_timezone(&Local).format("endpoint of %Y-%m-%d").to_string());
    let secret = from_standard_input()?;
    let before = secrets.list(&HashMap::new())?;
    let new = secrets.rotate(&secret, &label, keep_old, now)?;
    say_kept(&new, now);
    let after = secrets.list(&HashMap::new())?;
    for old in before.iter().filter(|old| old.id != new.id) {
        let becomes = match after.iter().find(|secret| secret.id == old.id) {
            Some(still) => remains(still),
            None if old.reachable => "erased; it counts no more".into(),
            None => LEFT.into(),
        };
        say!("{}: {becomes}", old.label);
    }
    Ok(())
}

/// How long an old secret still counts.
fn remains(old: &SecretInfo) -> String {
    match (old.place, old.expires_at) {
        (Place::Environment, _) => "comes with the environment, and counts as long as it is set there".into(),
        (_, Some(at)) => format!("still counts until {}, then it is erased", print::time(Some(at))),
        (_, None) => format!("still counts, until `secret remove {}`", old.id),
    }
}

fn say_kept(secret: &SecretInfo, now: DateTime<Utc>) {
    let known = if secret.added_at == now { "kept" } else { "known already:" };
    say!(
        "{known} {} as {}, in {}; a desk that listens knows it already",
        secret.label,
        secret.id,
        place(secret.place)
    );
}

fn show(secret: &SecretInfo) {
    let or = |time: Option<_>, none: &str| time.map_or(none.to_owned(), |time| print::time(Some(time)));
    let reach = if secret.reachable { "" } else { ", which cannot be reached now: it does not count" };
    say!("{}", secret.label);
    say!("  id         {}", secret.id);
    say!("  lies in    {}{reach}", place(secret.place));
    say!("  added      {}", print::time(Some(secret.added_at)));
    say!("  last used  {}", or(secret.last_used_at, "not since counting began"));
    say!("  expires    {}", or(secret.expires_at, "never"));
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Keychain => "this system's keychain",
        Place::File => "secrets.json, for your eyes only",
        Place::Environment => "the environment, for this run",
    }
}

/// When each verified a delivery last, as the desk that listens wrote down.
fn last_used(folder: &Folder) -> HashMap<Uuid, DateTime<Utc>> {
    // A record that cannot be read is for `health` to say; the secrets are listed all the same.
    Record::read(folder).ok().flatten().map(|recorded| recorded.last_used).unwrap_or_default()
}

/// One line: the end of the line is not part of the secret. Read into room enough, so that no copy stays behind.
fn from_standard_input() -> Result<Secret> {
    Secret::new(typed()?.trim_end_matches(['\r', '\n'])).context("nothing was kept")
}

/// The first line on standard input, without its end: a passphrase is typed and ended with Enter.
pub fn typed_line() -> Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(LENGTH + 1));
    std::io::stdin()
        .lock()
        .take(LENGTH as u64)
        .read_line(&mut text)
        .context("nothing could be read from standard input")?;
    Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()))
}

/// What stands on standard input, for as long as any secret is; wiped when it is dropped.
pub fn typed() -> Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(LENGTH + 1));
    std::io::stdin()
        .take(LENGTH as u64 + 1)
        .read_to_string(&mut text)
        .context("the secret could not be read from standard input")?;
    ensure!(text.len() <= LENGTH, "nothing was kept: no secret is longer than {LENGTH} bytes");
    Ok(text)
}
