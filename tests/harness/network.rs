//! A network of the story's own, whose addresses come and go.

use std::net::IpAddr;
use std::process::Command;

use anyhow::Result;

use super::namespace::{self, Wish, run};

const NETWORK: Wish =
    Wish { of: "--net", what: "have a network of our own", trial: &["ip", "link", "set", "lo", "up"] };

/// Whether the test called `story` is to be told here, where the network is its own; see `namespace.rs`.
///
/// # Errors
/// When the story fails there.
pub fn told_here(story: &str) -> Result<bool> {
    Ok(namespace::told_here(story, &NETWORK)? && ip(&["link", "set", "lo", "up"]).is_ok())
}

/// `address` becomes one of this PC.
///
/// # Errors
/// When it is refused.
pub fn add(address: IpAddr) -> Result<()> {
    ip(&["address", "add", &address.to_string(), "dev", "lo"])
}

/// `address` is none of this PC any more.
///
/// # Errors
/// When it was none.
pub fn remove(address: IpAddr) -> Result<()> {
    ip(&["address", "del", &address.to_string(), "dev", "lo"])
}

fn ip(words: &[&str]) -> Result<()> {
    run(Command::new("ip").args(words))
}
