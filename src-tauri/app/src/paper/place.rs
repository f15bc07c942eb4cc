//! Where a file of the owner's goes: among the documents, and never in the place of another.

use std::fs::{self, File};
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};

/// So many files of one name.
const MOST: u32 = 1_000;

/// A new empty file in `folder`: `name.pdf`, or where that is taken `name-2.pdf` and so on; with another `ending` likewise.
pub fn reserve(folder: &Path, name: &str, ending: &str) -> Result<PathBuf> {
    if name.is_empty() || !name.bytes().all(|sign| matches!(sign, b'a'..=b'z' | b'0'..=b'9' | b'-')) {
        return Err(Error::new(ErrorKind::InvalidInput, format!("`{name}` is no name for a file")));
    }
    fs::create_dir_all(folder)?;
    for number in 1..=MOST {
        let file = if number == 1 { format!("{name}.{ending}") } else { format!("{name}-{number}.{ending}") };
        let path = folder.join(file);
        match File::create_new(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::new(ErrorKind::AlreadyExists, format!("{MOST} files are called {name}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_is_ever_written_over() {
        let folder = std::env::temp_dir().join(format!("stampdesk-paper-{}", std::process::id()));
        let name = |path: PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
        let reserved: Vec<_> =
            (0..3).map(|_| name(reserve(&folder, "stampdesk-gun-sonu-2026-11-23", "pdf").unwrap())).collect();
        let expected = ["", "-2", "-3"].map(|end| format!("stampdesk-gun-sonu-2026-11-23{end}.pdf"));
        assert_eq!(reserved, expected);
        for outside in ["", "../key", "a/b", "C:\\a", "ş"] {
            assert!(reserve(&folder, outside, "pdf").is_err(), "`{outside}` leads elsewhere");
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
