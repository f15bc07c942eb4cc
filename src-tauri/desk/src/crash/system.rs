//! What a report says of the system, which many PCs have in common.

use std::fs;

/// For example `linux x86_64, Debian GNU/Linux 13 (trixie)`.
pub fn name() -> String {
    let kind = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default(); // where a system has such a file
    match release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME=")) {
        Some(pretty) => format!("{kind}, {}", pretty.trim_matches('"')),
        None => kind,
    }
}
