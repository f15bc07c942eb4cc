//! The passphrase of encrypted backups, kept as tokens are, so that the daily one needs nobody to type it.

use reach::Token;

use crate::{DeskError, ErrorCode, Folder, Tokens};

/// Shorter ones are refused when one is chosen.
const SHORTEST: usize = 8;
/// What it is kept as.
const LABEL: &str = "backup";

/// A passphrase. `Debug` is redacted, and the memory is wiped on drop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passphrase(Token);

impl Passphrase {
    /// Takes it as it was typed; white space around it is no part of it.
    ///
    /// # Errors
    /// When nothing is left.
    pub fn new(text: impl Into<String>) -> Result<Self, DeskError> {
        let none = || DeskError::new(ErrorCode::Passphrase, "the passphrase is empty");
        Token::new(text).map(Self).ok_or_else(none)
    }

    pub(crate) fn expose(&self) -> &str {
        self.0.expose()
    }

    /// Keeps it on this PC for the daily backup, in place of the one before. Backups made before still open with that one. May
    /// wait for the keychain.
    ///
    /// # Errors
    /// When it is too short, or cannot be kept.
    pub fn keep(&self, folder: &Folder) -> Result<(), DeskError> {
        if self.expose().chars().count() < SHORTEST {
            let message = format!("a passphrase has {SHORTEST} characters or more");
            return Err(DeskError::new(ErrorCode::Passphrase, message));
        }
        Tokens::of_backups(folder).keep(LABEL, &self.0)
    }

    /// The one that is kept in `passphrases`, if it can be read. May wait for the keychain.
    pub(crate) fn kept(passphrases: &Tokens) -> Option<Self> {
        passphrases.find(LABEL).1.map(Self)
    }

    /// Whether one is kept, without asking the keychain.
    pub(crate) fn is_kept(folder: &Folder) -> bool {
        Tokens::of_backups(folder).knows(LABEL)
    }
}
