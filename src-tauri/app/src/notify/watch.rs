//! Looks at the desk for what is worth a notification.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};
use desk::{Desk, DeskError, FirstStart, Language, Listening, Moment, Status};
use tauri::{AppHandle, Manager, async_runtime};
use tokio::sync::Mutex;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{MissedTickBehavior, interval, sleep_until};

use super::causes::{Causes, News, Seen};
use super::quiet::Hushed;
use super::rewards::VISIT;
use super::words::words;
use crate::language;
use crate::shell::{MAIN, Standing};

/// How often it looks even when nothing arrives.
const LOOK: Duration = Duration::from_secs(10);
/// What one purchase brings is looked at together.
const GATHER: Duration = Duration::from_secs(1);
/// How often it is asked whether silence is unusual.
const SILENCE: Duration = Duration::from_secs(5 * 60);
/// So many visits are counted at the most.
const MOST: u32 = 1_000;

/// Looks until the desk is closed.
pub async fn watch(app: AppHandle, desk: Arc<Desk>, causes: Arc<Mutex<Causes>>) {
    let mut causes = causes.lock().await;
    let mut silence = Silence::default();
    let mut changes = desk.changes();
    // When to look at what has arrived; `None` while nothing has.
    let mut next: Option<Instant> = None;
    let mut look = interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = look.tick() => {}
            changed = changes.recv(), if next.is_none() => {
                if matches!(changed, Err(RecvError::Closed)) {
                    return;
                }
                let soon = Instant::now() + GATHER;
                next = Some(causes.rewards.not_before(soon).unwrap_or(soon));
                continue;
            }
            () = sleep_until(next.unwrap_or_else(Instant::now).into()), if next.is_some() => {
                next = None;
                changes = desk.changes(); // what came until now is seen at once
            }
        }
        let (asked, window, after) = (Arc::clone(&desk), app.clone(), causes.rewards.after());
        let mut known = std::mem::take(&mut silence);
        let looked = async_runtime::spawn_blocking(move || {
            let seen = see(&asked, &window, &mut known, after);
            (seen, known)
        });
        let (seen, language, demo) = match looked.await {
            Ok((seen, known)) => {
                silence = known;
                seen
            }
            Err(error) => {
                tracing::warn!(%error, "one look for what is worth a notification failed");
                continue;
            }
        };
        let before = causes.clone();
        for news in causes.see(Moment::now(), seen) {
            if !tell(&app, &news, language, demo).await {
                causes.unsaid(&news, &before);
            }
        }
        tracing::debug!("seen up to {}", causes.rewards.after());
    }
}

/// How long nothing has come in where that is unusual, as of a while ago.
#[derive(Debug, Default)]
struct Silence {
    asked_at: Option<Moment>,
    unusual_for: Option<i64>,
}

impl Silence {
    fn look(&mut self, desk: &Desk) -> Result<Option<i64>, DeskError> {
        let now = Moment::now();
        if self.asked_at.is_none_or(|at| now.since(at) >= SILENCE) {
            let silence = desk::silence(&*desk.reader()?, desk.zone(), now.wall)?;
            self.unusual_for = silence.quiet_for.filter(|_| silence.unusual);
            self.asked_at = Some(now);
        }
        Ok(self.unusual_for)
    }
}

fn see(desk: &Desk, app: &AppHandle, silence: &mut Silence, after: i64) -> (Seen, Language, bool) {
    let status = desk.status();
    let now = Utc::now();
    let window = app.get_webview_window(MAIN);
    let in_front = window.is_some_and(|window| window.is_focused().unwrap_or(false));
    let since = now - TimeDelta::from_std(VISIT).unwrap_or_default();
    let visits = desk.reader().and_then(|reader| Ok(reader.visits(after, since, MOST)?));
    // Where nobody should listen, silence is no news.
    let expected = matches!(status.listening, Listening::On { .. } | Listening::HeldElsewhere { .. });
    let seen = Seen {
        trouble: trouble(&status),
        silent_for: if expected { silence.look(desk).unwrap_or(None) } else { None },
        // The status says why the ledger cannot be asked.
        visits: visits.ok(),
        hushed: Hushed::of(&status.settings, now, in_front),
    };
    (seen, language::of(&status.settings), status.demo)
}

/// What keeps records from coming in where they came before, or where the owner has set that up.
fn trouble(status: &Status) -> Option<Standing> {
    let set_up = status.settings.first_start == FirstStart::Done || status.last_event_at.is_some();
    let standing = Standing::of(status);
    let is_trouble = match standing {
        Standing::NoSecret
        | Standing::KeychainLocked
        | Standing::Suspected
        | Standing::NotReached
        | Standing::NoInternet
        | Standing::NotListening
        | Standing::RecordsClosed => true,
        Standing::Listening | Standing::Reachable | Standing::Checking => false,
        // The owner knows.
        Standing::Elsewhere | Standing::SafeMode => false,
    };
    (set_up && is_trouble).then_some(standing)
}

/// Whether it is shown.
async fn tell(app: &AppHandle, news: &News, language: Language, demo: bool) -> bool {
    let said = words(news, language);
    let title = match (demo, language) {
        (false, _) => said.title,
        (true, Language::Tr) => format!("Deneme verisi: {}", said.title),
        (true, Language::En) => format!("Demo data: {}", said.title),
    };
    super::say(app, &title, &said.body, Some(said.place)).await
}
