//! What a person does with a window: clicks, and keys.

use std::time::Instant;

use anyhow::Result;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::error::{CmdError, ErrorStatus};

use super::running::PATIENCE;
use super::window::{LOOK, Window};

impl Window {
    /// Clicks what `css` selects.
    ///
    /// # Errors
    /// When it never appears or cannot be clicked.
    pub async fn click(&self, css: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.find(css).await?.click().await {
                Err(CmdError::Standard(error)) if passing(&error.error) && Instant::now() < deadline => {
                    tokio::time::sleep(LOOK).await;
                }
                clicked => return Ok(clicked?),
            }
        }
    }

    /// Types on the keyboard, wherever the focus is.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn type_keys(&self, keys: &str) -> Result<()> {
        let strokes = keys.chars().fold(KeyActions::new("keyboard".into()), |actions, value| {
            actions.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        Ok(self.client.perform_actions(strokes).await?)
    }

    /// Presses `key` with Control held down.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn with_control(&self, key: char) -> Result<()> {
        self.with_held('\u{e009}', key).await
    }

    /// Presses `key` with Shift held down.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn with_shift(&self, key: char) -> Result<()> {
        self.with_held('\u{e008}', key).await
    }

    async fn with_held(&self, held: char, key: char) -> Result<()> {
        let strokes = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: held });
        Ok(self.client.perform_actions(strokes).await?)
    }

    /// Selects all that stands in the field with the focus.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn select_all(&self) -> Result<()> {
        let select = "document.activeElement.select()";
        self.client.execute(select, Vec::new()).await?;
        Ok(())
    }
}

/// Something lies over it still, such as a dialog that is just leaving, or it was painted anew meanwhile.
fn passing(error: &ErrorStatus) -> bool {
    matches!(error, ErrorStatus::ElementClickIntercepted | ErrorStatus::StaleElementReference)
}
