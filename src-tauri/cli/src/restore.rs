//! `restore`: a backup in place of what this PC holds.

use std::path::Path;

use anyhow::Result;
use desk::{BackupContents, DeskError, ErrorCode, Folder, Passphrase};

use crate::args::Restore;
use crate::{backup, print, secret};

pub async fn run(folder: &Folder, typed: Restore) -> Result<()> {
    let (found, passphrase) = look_into(folder, &typed.file)?;
    if typed.check {
        if typed.json {
            return print::json(&found);
        }
        say(&found);
        println!("It is sound, and can be restored.");
        return Ok(());
    }
    let restored = desk::restore(folder, &typed.file, passphrase).await?;
    if typed.json {
        return print::json(&restored);
    }
    say(&restored.backup);
    println!("Restored.");
    match &restored.replaced {
        Some(path) => println!("What was here before is kept as {path}"),
        None => println!("There was nothing here before."),
    }
    Ok(())
}

/// What is in it, and the passphrase that opened it: that of the environment, else the one kept here, else the one typed.
fn look_into(folder: &Folder, file: &Path) -> Result<(BackupContents, Option<Passphrase>)> {
    let told = backup::told_passphrase()?;
    match desk::check_backup(folder, file, told.clone()) {
        Err(DeskError { code: ErrorCode::Passphrase, message }) if told.is_none() => {
            eprintln!("stampdesk-cli: {message}. Type it:");
            let typed = Passphrase::new(secret::typed_line()?.as_str())?;
            Ok((desk::check_backup(folder, file, Some(typed.clone()))?, Some(typed)))
        }
        looked => Ok((looked?, told)),
    }
}

fn say(found: &BackupContents) {
    let held = &found.contents;
    println!("taken      {}", print::time(found.taken_at));
    println!("by version {}", print::or_unknown(found.program.as_ref()));
    println!("encrypted  {}", if found.encrypted { "yes" } else { "no" });
    println!("events     {}", held.events);
    println!("customers  {}", held.customers);
    println!("newest     {}", print::time(held.newest_event_at));
}
