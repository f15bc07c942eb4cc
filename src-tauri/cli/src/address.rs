//! `address`: where this shop's desk listens.

use std::net::SocketAddr;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use desk::{DEFAULT_BIND, Folder, HeldBy, Listening, Record, Settings};
use serde_json::json;

use crate::print;

/// How long an open desk has to move: it looks about once a second.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often to look whether it has.
const LOOK: Duration = Duration::from_millis(100);

/// Prints where the desk listens, or keeps another address for it.
pub fn run(folder: &Folder, to: Option<&str>, json: bool) -> Result<()> {
    if let Some(to) = to {
        keep(folder, to)?;
    }
    let chosen = Settings::read(folder)?.address;
    let address = chosen.as_deref().unwrap_or(DEFAULT_BIND);
    let open_at = open_at(folder)?;
    if json {
        return print::json(&json!({ "address": address, "chosen": chosen, "open_at": open_at }));
    }
    match (&chosen, open_at.as_deref()) {
        (Some(_), _) => say!("{address}"),
        (None, _) => say!("{address} (the usual address)"),
    }
    match open_at {
        Some(open_at) => say!("an open desk listens on http://{open_at}/webhooks/loyalite"),
        None => say!("no desk listens now"),
    }
    Ok(())
}

/// An open desk goes there by itself; then it is awaited.
fn keep(folder: &Folder, to: &str) -> Result<()> {
    let before = Settings::read(folder)?;
    let settings = Settings { address: (to != "default").then(|| to.to_owned()), ..before.clone() };
    settings.check()?;
    let holder = HeldBy::now(folder);
    let wanted = settings.address.as_deref().unwrap_or(DEFAULT_BIND);
    let ours = [open_at(folder)?, Some(before.address.unwrap_or_else(|| DEFAULT_BIND.into()))];
    try_out(wanted, holder.is_some() && ours.iter().flatten().any(|ours| port(ours) == port(wanted)))?;
    settings.keep(folder)?;
    warn_of_the_network(wanted);
    let Some(holder) = holder else { return Ok(()) };
    if !moved(folder, wanted)? {
        remark!(
            "stampdesk-cli: kept, but {} stays where it is. If it was told where to listen by --bind or STAMPDESK_BIND, \
             that holds for its run; otherwise its log says why.",
            holder.0
        );
    }
    Ok(())
}

/// Refuses an address that cannot be listened on. That an open desk of ours is in the way is no reason: it will move.
fn try_out(wanted: &str, ours_in_the_way: bool) -> Result<()> {
    match desk::try_address(wanted) {
        Err(Listening::PortInUse { .. }) if ours_in_the_way => Ok(()),
        Err(trouble) => bail!("{} Nothing was changed.", trouble.obstacle().unwrap_or_default()),
        Ok(()) => Ok(()),
    }
}

fn port(address: &str) -> Option<&str> {
    address.rsplit(':').next()
}

fn warn_of_the_network(address: &str) {
    if !desk::is_loopback(address) {
        remark!(
            "stampdesk-cli: {address} can be reached by others in this network. They could knock directly, though nothing \
             without the platform's signature is let in. The platform itself reaches this PC through a tunnel, for which \
             {DEFAULT_BIND} is enough."
        );
    }
}

fn moved(folder: &Folder, wanted: &str) -> Result<bool> {
    let deadline = Instant::now() + PATIENCE;
    let is_there = |at: &str| match (at.parse::<SocketAddr>(), wanted.parse::<SocketAddr>()) {
        (Ok(at), Ok(wanted)) => at == wanted,
        _ => port(at) == port(wanted), // localhost has more than one address
    };
    loop {
        if open_at(folder)?.as_deref().is_some_and(is_there) {
            return Ok(true);
        }
        if Instant::now() >= deadline {
            return Ok(false);
        }
        sleep(LOOK);
    }
}

/// Where a desk listens now, as its record says.
fn open_at(folder: &Folder) -> Result<Option<String>> {
    let listening = Record::read(folder)?.and_then(|recorded| recorded.border.listening);
    Ok(listening.as_ref().and_then(Listening::open_at).map(str::to_owned))
}
