//! `backup`: one now, those that are kept, and where the daily ones go.

use std::env;
use std::path::{Path, PathBuf, absolute};

use anyhow::{Context, Result};
use desk::{BackupFault, BackupSettings, BackupState, Folder, Passphrase, Settings};

use crate::args::{Backup, BackupCommand};
use crate::{print, secret};

/// The passphrase for this run, before the one that is kept.
const VARIABLE: &str = "STAMPDESK_BACKUP_PASSPHRASE";

pub fn run(folder: &Folder, typed: Backup) -> Result<()> {
    match typed.command {
        None => make(folder, typed.file, typed.json),
        Some(BackupCommand::List { json }) => list(folder, json || typed.json),
        Some(BackupCommand::Folder { folder: to, encrypted }) => choose(folder, &to, encrypted),
        Some(BackupCommand::Passphrase) => {
            Passphrase::new(secret::typed_line()?.as_str())?.keep(folder)?;
            say!("kept. Write it down elsewhere too: without it nobody opens these backups.");
            Ok(())
        }
    }
}

fn make(folder: &Folder, file: Option<PathBuf>, json: bool) -> Result<()> {
    let made = desk::back_up(folder, file.as_deref(), told_passphrase()?)?;
    if json {
        return print::json(&made);
    }
    say!("{} ({}, read back and proven)", made.path, size(made.size));
    Ok(())
}

fn choose(folder: &Folder, to: &Path, encrypted: bool) -> Result<()> {
    let place = if to.as_os_str() == "none" { None } else { Some(absolute(to)?.display().to_string()) };
    let chosen = desk::choose_backup(folder, BackupSettings { folder: place, encrypted }, None)?;
    chosen.keep(folder)?;
    match &chosen.backup.folder {
        Some(place) => say!("one a day goes to {place}, the first as soon as a desk is open"),
        None => say!("no backups are made any more"),
    }
    Ok(())
}

fn list(folder: &Folder, json: bool) -> Result<()> {
    Settings::read(folder)?; // that they cannot be read must not look like a choice
    let state = BackupState::of(folder);
    if json {
        return print::json(&state);
    }
    let Some(place) = &state.folder else {
        say!("No folder is chosen for backups: stampdesk-cli backup folder PATH");
        return Ok(());
    };
    let kind = if state.encrypted { ", encrypted" } else { "" };
    say!("{place}{kind}{}", if state.reachable { "" } else { " (not there now)" });
    say!("  newest     {}", state.last_good_at.map_or("none yet".into(), |at| print::time(Some(at))));
    if let Some(BackupFault { at, message, .. }) = &state.last_fault {
        say!("  failed     {}: {message}", print::time(Some(*at)));
    }
    for kept in &state.kept {
        say!("  {}  {:>9}  {}", print::time(Some(kept.at)), size(kept.size), kept.name);
    }
    Ok(())
}

/// The passphrase of the environment, if it names one.
pub fn told_passphrase() -> Result<Option<Passphrase>> {
    match env::var(VARIABLE) {
        Ok(text) if !text.is_empty() => Ok(Some(Passphrase::new(text).context(VARIABLE)?)),
        _ => Ok(None),
    }
}

/// For people.
pub fn size(bytes: u64) -> String {
    if bytes < 1 << 20 { format!("{} KB", bytes.div_ceil(1 << 10)) } else { format!("{} MB", bytes >> 20) }
}
