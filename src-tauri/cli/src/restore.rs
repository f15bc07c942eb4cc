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
        say!("It is sound, and can be restored.");
        return Ok(());
    }
    let restored = desk::restore(folder, &typed.file, passphrase).await?;
    if typed.json {
        return print::json(&restored);
    }
    say(&restored.backup);
    say!("Restored.");
    match &restored.replaced {
        Some(path) => say!("What was here before is kept as {path}"),
        None => say!("There was nothing here before."),
    }
    Ok(())
}

/// What is in it, and the passphrase that opened it: that of the environment, else the one kept here, else the one typed.
fn look_into(folder: &Folder, file: &Path) -> Result<(BackupContents, Option<Passphrase>)> {
    let told = backup::told_passphrase()?;
    match desk::check_backup(folder, file, told.clone()) {
        Err(DeskError { code: ErrorCode::Passphrase, message }) if told.is_none() => {
            remark!("stampdesk-cli: {message}. Type it:");
            let typed = Passphrase::new(secret::typed_line()?.as_str())?;
            Ok((desk::check_backup(folder, file, Some(typed.clone()))?, Some(typed)))
        }
        looked => Ok((looked?, told)),
    }
}

fn say(found: &BackupContents) {
    let held = &found.contents;
    say!("taken      {}", print::time(found.taken_at));
    say!("by version {}", print::or_unknown(found.program.as_ref()));
    say!("encrypted  {}", if found.encrypted { "yes" } else { "no" });
    say!("events     {}", held.events);
    say!("customers  {}", held.customers);
    say!("newest     {}", print::time(held.newest_event_at));
}
