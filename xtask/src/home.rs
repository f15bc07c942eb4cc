//! Hermeticity: the tests live in a home of their own, and none of them may settle there.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A home folder to begin with empty; removed with this.
pub struct Home(PathBuf);

impl Home {
    /// A place that nothing has been written to yet: it comes to be with the first write.
    pub fn new() -> Self {
        Self(env::temp_dir().join(format!("xtask-home-{}", std::process::id())))
    }

    /// Sends a command to live there, while Rust's own tools stay where they are.
    pub fn host<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let own = env::home_dir().unwrap_or_default();
        for (name, place) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
            command.env(name, env::var_os(name).unwrap_or_else(|| own.join(place).into()));
        }
        for (name, place) in [
            ("HOME", ""),
            ("XDG_CONFIG_HOME", ".config"),
            ("XDG_DATA_HOME", ".local/share"),
            ("XDG_STATE_HOME", ".local/state"),
            ("XDG_CACHE_HOME", ".cache"),
            ("APPDATA", "Roaming"),
            ("LOCALAPPDATA", "Local"),
        ] {
            command.env(name, self.0.join(place));
        }
        for name in ["STAMPDESK_DATA_DIR", "STAMPDESK_BIND", "STAMPDESK_WEBHOOK_SECRET"] {
            command.env_remove(name);
        }
        // A developer's keychain is as far from the tests as a developer's home.
        command.env("STAMPDESK_KEYCHAIN", "off")
    }

    /// What Stampdesk left in this home: a test that wrote where an owner's data would be.
    pub fn traces(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        search(&self.0, &mut found);
        found
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // Left to the system's own cleaning of temporary files when it cannot be removed.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn search(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if name.contains("stampdesk") {
            found.push(path);
        } else if path.is_dir() && !path.is_symlink() {
            search(&path, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_settles_leaves_a_trace() {
        let home = Home(env::temp_dir().join(format!("xtask-settled-{}", std::process::id())));
        assert!(home.traces().is_empty(), "nobody has been here");
        let settled = home.0.join(".local/share/app.Stampdesk");
        fs::create_dir_all(&settled).unwrap();
        assert_eq!(home.traces(), [settled], "in whatever case the system spells it");
    }
}
