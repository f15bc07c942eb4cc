//! Several windows of one program, side by side: which of them is looked at, and where it stands.

use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::picture::Part;
use super::running::PATIENCE;
use super::window::{LOOK, Window};

impl Window {
    /// Turns to another window of the same program, as soon as it is open: what follows is asked and done there.
    ///
    /// # Errors
    /// When it is not within a minute.
    pub async fn turn_to(&self, label: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            for window in self.client.windows().await? {
                self.client.switch_to_window(window).await?;
                let own = "return window.__TAURI_INTERNALS__?.metadata?.currentWindow?.label ?? null";
                if self.client.execute(own, Vec::new()).await? == label {
                    return Ok(());
                }
            }
            ensure!(Instant::now() < deadline, "no window {label} ever opened");
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Turns to a window of the same program by how its page's address begins: where no script runs, a window cannot say
    /// what it is called.
    ///
    /// # Errors
    /// When none is open within a minute.
    pub async fn turn_to_page(&self, begins: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            for window in self.client.windows().await? {
                self.client.switch_to_window(window).await?;
                if self.client.current_url().await?.as_str().starts_with(begins) {
                    return Ok(());
                }
            }
            ensure!(Instant::now() < deadline, "no window at {begins} ever opened");
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Clicks what closes the window that it is in, and waits until that is gone: it may be so before the click is answered.
    ///
    /// # Errors
    /// When it is still open after a minute.
    pub async fn close_by(&self, css: &str) -> Result<()> {
        let own = self.client.window().await?;
        let clicked = self.find(css).await?.click().await;
        let deadline = Instant::now() + PATIENCE;
        while self.client.windows().await?.contains(&own) {
            ensure!(Instant::now() < deadline, "the window is still open; its click: {clicked:?}");
            tokio::time::sleep(LOOK).await;
        }
        Ok(())
    }

    /// Waits until the program has no other window.
    ///
    /// # Errors
    /// When another one is still open after a minute.
    pub async fn alone(&self) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while self.client.windows().await?.len() > 1 {
            ensure!(Instant::now() < deadline, "another window is still open");
            tokio::time::sleep(LOOK).await;
        }
        Ok(())
    }

    /// Where the window stands that was turned to, with its frame.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn place(&self) -> Result<Part> {
        let (left, top, width, height) = self.client.get_window_rect().await?;
        let own = |number: u64| u32::try_from(number).context("a place on the screen");
        Ok(Part { left: own(left)?, top: own(top)?, width: own(width)?, height: own(height)? })
    }
}
