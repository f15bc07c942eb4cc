//! The data folder: one shop's database, settings and secrets.

use std::fs::DirBuilder;
use std::io;
use std::path::{Path, PathBuf};

use crate::{DeskError, ErrorCode, platform};

/// The environment variable that names the data folder.
const VARIABLE: &str = "STAMPDESK_DATA_DIR";

/// A shop's data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder(PathBuf);

impl Folder {
    /// `explicit`, else `STAMPDESK_DATA_DIR`, else the per-user folder of this system.
    ///
    /// # Errors
    /// When the system knows no home for the user and nothing else is given.
    pub fn locate(explicit: Option<PathBuf>) -> Result<Self, DeskError> {
        let named = || std::env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from);
        explicit.or_else(named).or_else(per_user).map(Self).ok_or_else(|| {
            let message = format!("this system names no home folder; say where the data are with {VARIABLE}");
            DeskError::new(ErrorCode::DataFolderUnwritable, message)
        })
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.0.join("stampdesk.db")
    }

    /// Whether the folder holds made-up data: a file called `demo` says so, and every face labels it.
    pub fn is_demo(&self) -> bool {
        self.file("demo").exists()
    }

    /// Whether it is the one that this user has without a word about it.
    pub fn is_usual(&self) -> bool {
        per_user().is_some_and(|usual| usual == self.0)
    }

    /// A folder within it, made where it is missing, for the same owner only.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn part(&self, name: &str) -> io::Result<PathBuf> {
        let part = self.file(name);
        make_private(&part)?;
        Ok(part)
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Makes the folder where it is missing, for its owner only, and proves that it can be written.
    pub(crate) fn prepare(&self) -> Result<(), DeskError> {
        let attempt = || {
            make_private(&self.0)?;
            tempfile::Builder::new().prefix(".writable-").tempfile_in(&self.0).map(drop)
        };
        attempt().map_err(|error| {
            let message = format!(
                "{} cannot be written ({error}). Make it writable, or choose another folder with {VARIABLE}.",
                self.0.display()
            );
            DeskError::new(ErrorCode::DataFolderUnwritable, message)
        })
    }
}

/// The folder of whoever is logged in.
fn per_user() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "Stampdesk").map(|dirs| dirs.data_dir().to_path_buf())
}

/// Makes `folder` and what is missing above it, for their owner only where the system knows such a thing.
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    platform::private_folder(&mut DirBuilder::new()).recursive(true).create(folder)
}
