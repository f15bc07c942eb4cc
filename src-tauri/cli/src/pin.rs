//! `pin`: whether the owner set one, and the way out for an owner who forgot it.

use anyhow::Result;
use chrono::Utc;
use desk::{Folder, Pin};
use serde_json::json;

use crate::args::PinCommand;
use crate::print;

pub fn run(command: &PinCommand, folder: &Folder) -> Result<()> {
    match command {
        PinCommand::Status { json } => status(Pin::of(folder), *json),
        PinCommand::Clear => {
            say!(
                "{}",
                if Pin::clear(folder)? {
                    "the PIN is gone; an open window is unlocked. Set another one under Settings > General"
                } else {
                    "there is no PIN"
                }
            );
            Ok(())
        }
    }
}

fn status(Pin { set, wait_until, .. }: Pin, json: bool) -> Result<()> {
    if json {
        return print::json(&json!({ "set": set, "wait_until": wait_until }));
    }
    match (set, wait_until) {
        (false, _) => say!("there is no PIN: everything in the window is open to everybody"),
        (true, None) => say!("there is a PIN"),
        (true, Some(until)) => {
            let seconds = (until - Utc::now()).num_seconds().max(0);
            say!("there is a PIN; after too many wrong ones the next is tried in {seconds} seconds");
        }
    }
    Ok(())
}
