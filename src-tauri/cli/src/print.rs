//! How things look in a terminal.

use std::io::Write;

use anyhow::Result;
use chrono::{DateTime, Local, Utc};
use desk::CustomerCode;
use serde::Serialize;

/// One JSON document on standard output.
pub fn json(document: &impl Serialize) -> Result<()> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, document)?;
    Ok(writeln!(out)?)
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
