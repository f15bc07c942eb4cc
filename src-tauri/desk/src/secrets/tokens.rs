//! The tokens of tunnel accounts, one per program, kept like the signing secrets: in the keychain, or in a file for its
//! owner only (`tunnels.json`) where there is none.

use chrono::Utc;
use loyalite::Secret;
use reach::Token;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::info::Place;
use super::kept::{Kept, KeptFile};
use super::keychain::Keychain;
use super::{PATIENCE, in_keychain};
use crate::{DeskError, ErrorCode, Folder};

/// The tokens of a data folder.
#[derive(Debug)]
pub struct Tokens {
    file: KeptFile,
    keychain: Keychain,
}

/// Whether there is a token for the tunnel that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum TokenState {
    /// None is kept, or none is needed.
    #[default]
    None,
    /// It is kept on this PC.
    Kept,
    /// It lies in a keychain that cannot be reached.
    Unreachable,
}

impl Tokens {
    /// The tokens of `folder`.
    pub fn of(folder: &Folder) -> Self {
        Self { file: KeptFile::of(folder, "tunnels"), keychain: Keychain::of_this_system() }
    }

    /// The passphrase of `folder`'s backups: in a file of its own, else the same.
    pub(crate) fn of_backups(folder: &Folder) -> Self {
        Self { file: KeptFile::of(folder, "passphrase"), keychain: Keychain::of_this_system() }
    }

    /// Whether one is kept for `program`, within reach or not.
    pub(crate) fn knows(&self, program: &str) -> bool {
        self.file.read().is_ok_and(|kept| kept.iter().any(|kept| kept.label == program))
    }

    /// Keeps the token of `program`'s account in place of the one before. May wait for the keychain.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn keep(&self, program: &str, token: &Token) -> Result<(), DeskError> {
        let refused = |error: loyalite::EmptySecret| DeskError::new(ErrorCode::Way, error.to_string());
        let text = Secret::new(token.expose()).map_err(refused)?;
        let id = Uuid::new_v4();
        let place = match self.keychain.put(id, &text) {
            Ok(()) => Place::Keychain,
            Err(why) => {
                tracing::info!(%why, "no keychain keeps the tunnel's token, so the file does");
                Place::File
            }
        };
        let new = Kept::new(id, program.to_owned(), &text, place, Utc::now());
        let replaced: Result<Vec<Kept>, _> = self.file.change(|kept| {
            let (old, others) = std::mem::take(kept).into_iter().partition(|kept| kept.label == program);
            *kept = others;
            kept.push(new);
            Ok(old)
        });
        // What the file does not know of must not lie in the keychain.
        let useless = match (&replaced, place) {
            (Ok(replaced), _) => in_keychain(replaced).collect(),
            (Err(_), Place::Keychain) => vec![id],
            (Err(_), _) => Vec::new(),
        };
        self.erase(useless);
        replaced.map(drop)
    }

    /// The token of `program`'s account. May wait for the keychain.
    pub fn find(&self, program: &str) -> (TokenState, Option<Token>) {
        let kept = match self.file.read() {
            Ok(kept) => kept,
            Err(error) => {
                tracing::error!(%error, "the tunnel's token");
                return (TokenState::Unreachable, None);
            }
        };
        let Some(one) = kept.iter().find(|kept| kept.label == program) else {
            return (TokenState::None, None);
        };
        self.keychain.read(in_keychain(std::slice::from_ref(one)), PATIENCE);
        match self.keychain.text_of(one).and_then(|text| Token::new(text.expose())) {
            Some(token) => (TokenState::Kept, Some(token)),
            None => (TokenState::Unreachable, None),
        }
    }

    fn erase(&self, useless: Vec<Uuid>) {
        for id in useless {
            self.keychain
                .erase(id)
                .unwrap_or_else(|why| tracing::warn!(%why, "an old token stays in the keychain"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_program_has_one_and_the_newest_counts() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::locate(Some(home.path().to_path_buf())).unwrap();
        let tokens = || Tokens { file: KeptFile::of(&folder, "tunnels"), keychain: Keychain::none() };
        let token = |text: &str| Token::new(text).unwrap();
        assert_eq!(tokens().find("ngrok"), (TokenState::None, None));
        for (program, text) in [("ngrok", "first"), ("cloudflared", "other"), ("ngrok", "second")] {
            tokens().keep(program, &token(text)).unwrap();
        }
        assert_eq!(tokens().find("ngrok"), (TokenState::Kept, Some(token("second"))), "over a restart");
        assert_eq!(tokens().find("cloudflared"), (TokenState::Kept, Some(token("other"))));
        let file = std::fs::read_to_string(home.path().join("tunnels.json")).unwrap();
        assert!(!file.contains("first"), "what was replaced is gone: {file}");
    }
}
