//! The owner's choices.

use serde::{Deserialize, Serialize};

use crate::{DeskError, ErrorCode, Folder, file};

/// Choices that belong to the shop's data folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Settings {
    /// `tr` or `en`; `None` follows the system.
    pub language: Option<String>,
    /// `None` follows the system.
    pub theme: Option<Theme>,
    /// ISO 4217: amounts arrive without a currency.
    pub currency: String,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Theme {
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

impl Default for Settings {
    fn default() -> Self {
        Self { language: None, theme: None, currency: "TRY".into() }
    }
}

const FILE: &str = "settings.json";

impl Settings {
    /// The folder's settings; the usual ones where none were kept or they cannot be read.
    pub(crate) fn of(folder: &Folder) -> Self {
        match file::read(&folder.file(FILE)) {
            Ok(settings) => settings.unwrap_or_default(),
            Err(error) => {
                tracing::warn!(%error, "going on with the usual settings");
                Self::default()
            }
        }
    }

    pub(crate) fn keep(&self, folder: &Folder) -> Result<(), DeskError> {
        let three_letters = self.currency.len() == 3 && self.currency.bytes().all(|b| b.is_ascii_uppercase());
        if !three_letters {
            return Err(DeskError::new(
                ErrorCode::Settings,
                "a currency is three capital letters, for example TRY",
            ));
        }
        file::replace(&folder.file(FILE), self)
    }
}
