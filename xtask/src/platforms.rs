//! The rule that keeps the program at home on every system: what only one of them knows stands in small modules named
//! `platform`, and nowhere else in what ships.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::shell;

/// What gives such a line away. Looked for in the sources as they are, comments apart.
const SIGNS: &[&str] = &[
    "target_os",
    "target_family",
    "os::unix",
    "os::linux",
    "os::macos",
    "os::windows",
    "os::fd",
    "signal::unix",
    "signal::windows",
    "libc::",
    "rustix",
    "winapi",
    "windows_sys",
    "gtk::",
    "webkit2gtk",
    "\"/proc/",
    "\"/dev/",
];

/// Systems that a condition may name by a single word.
const SYSTEMS: &[&str] = &["unix", "windows"];

/// Lines that cannot stand anywhere else: their file, and what the line says.
const EXCEPT: &[(&str, &str)] = &[
    // An attribute of the whole program, at its head.
    ("src-tauri/app/src/main.rs", "windows_subsystem"),
];

/// Fails with every line that breaks the rule.
pub fn kept_apart() -> Result<()> {
    let root = shell::root();
    let mut found = Vec::new();
    let rooms = fs::read_dir(root.join("src-tauri")).context("src-tauri")?;
    for room in rooms {
        search(&room?.path().join("src"), &root, &mut found)?;
    }
    if found.is_empty() {
        return Ok(());
    }
    found.sort();
    bail!("what only one system knows belongs into a module named `platform`:\n{}", found.join("\n"))
}

fn search(folder: &Path, root: &Path, found: &mut Vec<String>) -> Result<()> {
    if !folder.is_dir() || folder.ends_with("platform") {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            search(&path, root, found)?;
        } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("platform.rs") {
            let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            found.extend(offences(&name, &fs::read_to_string(&path)?));
        }
    }
    Ok(())
}

fn offences(file: &str, source: &str) -> Vec<String> {
    let excused = |line: &str| EXCEPT.iter().any(|&(where_, says)| file == where_ && line.contains(says));
    let lines = source.lines().enumerate();
    lines
        .filter(|(_, line)| names_a_system(line) && !excused(line))
        .map(|(place, line)| format!("{file}:{}: {}", place + 1, line.trim()))
        .collect()
}

fn names_a_system(line: &str) -> bool {
    let line = line.trim_start();
    if line.starts_with("//") {
        return false;
    }
    let conditional = line.contains("cfg") && words(line).any(|word| SYSTEMS.contains(&word));
    conditional || SIGNS.iter().any(|sign| line.contains(sign))
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|it: char| !it.is_alphanumeric() && it != '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_one_system_is_found() {
        for line in ["    #[cfg(not(unix))]", "if cfg!(windows) {", "use std::os::unix::fs::PermissionsExt;"]
        {
            assert_eq!(offences("src-tauri/desk/src/door.rs", line).len(), 1, "{line}");
        }
    }

    #[test]
    fn what_only_looks_like_one_is_not() {
        for line in ["for pair in events.windows(2) {", "// Unix knows signals: cfg(unix)", "#[cfg(test)]"] {
            assert!(offences("src-tauri/desk/src/door.rs", line).is_empty(), "{line}");
        }
    }

    #[test]
    fn an_exception_holds_in_its_own_file_alone() {
        let line = "#![cfg_attr(not(debug_assertions), windows_subsystem = \"windows\")]";
        assert!(offences("src-tauri/app/src/main.rs", line).is_empty(), "there it must stand");
        assert_eq!(offences("src-tauri/cli/src/main.rs", line).len(), 1, "a terminal program has a console");
    }
}
