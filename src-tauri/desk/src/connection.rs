//! What a desk can be asked and told of the way that events take to it: the road, health, and tests.

use std::sync::Arc;

use chrono::Utc;
use reach::{Token, Way};
use tokio::sync::watch;
use tokio::task::{JoinError, spawn_blocking};

use crate::{Desk, DeskError, ErrorCode, HealthReport, Record, Road, TestEvent, TestReport, test_event};

impl Desk {
    /// The road from the internet to this PC: of this desk, or of the one that has the records open.
    pub fn road(&self) -> Road {
        let is_safe = self.shared.standing.borrow().safe.is_some();
        if is_safe || self.shared.record.get().is_some() {
            return self.shared.road.borrow().clone();
        }
        let recorded = Record::read(&self.shared.folder).ok().flatten();
        recorded.and_then(|recorded| recorded.border.road).unwrap_or_default()
    }

    /// The road of this desk, whenever it changes.
    pub fn road_changes(&self) -> watch::Receiver<Road> {
        self.shared.road.subscribe()
    }

    /// Keeps how the platform reaches this PC, and `token`, that of the tunnel's account, in place of the one before. May
    /// wait for the keychain.
    ///
    /// # Errors
    /// [`ErrorCode::Way`] when it is no way; else when it cannot be kept. Then the way before stays.
    pub async fn choose_way(&self, way: Way, token: Option<Token>) -> Result<(), DeskError> {
        way.check()?;
        if let (Some(program), Some(token)) = (way.account(), token) {
            let shared = Arc::clone(&self.shared);
            let keep = move || shared.tokens.keep(program, &token);
            spawn_blocking(keep).await.map_err(ended)??;
        }
        let settings = self.shared.standing.borrow().settings.clone();
        self.choose(crate::Settings { way, ..settings }).await?;
        self.ask_outside(); // another token alone is no other choice
        Ok(())
    }

    /// Asks from outside, now, whether the public address leads here. What comes of it is part of the road.
    pub fn ask_outside(&self) {
        self.shared.ask_outside.notify_one();
    }

    /// The last lines of the tunnel program, its token redacted.
    pub fn tunnel_output(&self) -> Vec<String> {
        self.shared.tunnel_output().map(|output| output.lines()).unwrap_or_default()
    }

    /// Posts a test event of our own to the public address, and says what became of it. May wait for the keychain.
    ///
    /// # Errors
    /// [`ErrorCode::Way`] without a public address, [`ErrorCode::NoSecret`] when nothing can be signed, and whatever keeps
    /// the records from being read.
    pub async fn send_test_event(&self) -> Result<TestReport, DeskError> {
        let no_address = || DeskError::new(ErrorCode::Way, "there is no public address yet");
        let url = self.road().endpoint.ok_or_else(no_address)?;
        let shared = Arc::clone(&self.shared);
        let event = spawn_blocking(move || TestEvent::new(&shared.secrets, Utc::now())).await;
        test_event::send(&self.shared.folder, &event.map_err(ended)??, &url).await
    }

    /// The log's figures, what came to the border, silence, and what may be missing.
    pub fn health(&self) -> HealthReport {
        let reader = self.reader();
        let reader = reader.as_deref().map_err(Clone::clone);
        HealthReport::of(reader, Some(self.border()), self.zone(), Utc::now()).0
    }
}

/// The program is ending.
fn ended(error: JoinError) -> DeskError {
    DeskError::new(ErrorCode::Storage, error.to_string())
}
