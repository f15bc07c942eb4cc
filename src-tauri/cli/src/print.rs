//! How things look in a terminal.

use std::io::{self, Write};

use anyhow::Result;
use chrono::{DateTime, Local, Utc};
use desk::CustomerCode;
use serde::Serialize;

use crate::say;

/// One JSON document on standard output.
pub fn json(document: &impl Serialize) -> Result<()> {
    let mut out = io::stdout().lock();
    let written = serde_json::to_writer(&mut out, document).map_err(io::Error::from);
    say::written(written.and_then(|()| writeln!(out)));
    Ok(())
}

/// A time on this PC's clock.
pub fn time(time: Option<DateTime<Utc>>) -> String {
    or_unknown(time.map(|time| time.with_timezone(&Local).format("%Y-%m-%d %H:%M:%S")))
}

/// Six digits.
pub fn code(code: Option<CustomerCode>) -> String {
    code.map_or_else(|| "------".into(), |code| code.to_string())
}

/// Unknown is said, never shown as zero or nothing.
pub fn or_unknown(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "unknown".into(), |value| value.to_string())
}
