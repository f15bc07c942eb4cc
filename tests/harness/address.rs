//! Addresses of this PC that a program is told before it listens there.

use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicU16, Ordering};

use anyhow::{Context, Result};

/// Below the ports that systems hand out by themselves: whoever connects to somewhere, or listens on port 0, cannot come by one
/// of these between its choice and its use.
const PORTS: std::ops::Range<u16> = 12_000..32_000;

/// How many were given out by this process.
static GIVEN: AtomicU16 = AtomicU16::new(0);

/// An address of this PC that nothing listens on, another one each time.
///
/// # Errors
/// When all of them are taken.
pub fn free_address() -> Result<SocketAddr> {
    // Processes side by side begin at different places.
    let begin = std::process::id().wrapping_mul(97);
    for _ in PORTS {
        let place = begin.wrapping_add(GIVEN.fetch_add(1, Ordering::Relaxed).into());
        let port = PORTS.start + (place % u32::from(PORTS.end - PORTS.start)) as u16;
        if let Ok(free) = TcpListener::bind(("127.0.0.1", port)) {
            return Ok(free.local_addr()?);
        }
    }
    None.context("no port is free")
}
