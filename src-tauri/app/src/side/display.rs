//! The customers' display: who stands at the counter, until the counter is free again. It is told over a channel that it
//! asks for itself, and has no right to hear anything else.

use std::sync::Arc;
use std::time::Duration;

use desk::query::{CustomerPage, FeedEvent, FeedQuery};
use desk::{Change, CustomerKey, Desk, DeskError, ErrorCode, Settings};
use tauri::ipc::Channel;
use tauri::{AppHandle, async_runtime};
use tokio::sync::Mutex;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Instant, interval, sleep, sleep_until};

use super::earned::Earned;
use super::scene::Scene;
use super::screens;
use super::shown::DisplayShows;

/// The events of one purchase arrive one by one: they are waited for so long.
const GATHER: Duration = Duration::from_millis(250);
/// As many as one look at what is new takes in.
const LOOK: u32 = 50;
/// How often the monitors are looked at.
const SCREENS: Duration = Duration::from_secs(3);

/// What the display's keeper is told.
pub enum Told {
    /// The display's page is there, in a system with this language.
    Watches(Channel<DisplayShows>, String),
    /// The display was closed.
    Closed,
    /// A customer was opened at the till.
    Opened(Box<CustomerPage>),
    /// A code was looked up that leads to nobody: whoever was there has left.
    Nobody,
    /// The owner's choices.
    Chosen(Box<Settings>, bool),
}

/// Keeps the display.
pub struct Keeper {
    app: AppHandle,
    desk: Arc<Desk>,
    told: UnboundedReceiver<Told>,
    page: Option<(Channel<DisplayShows>, String)>,
    scene: Scene,
    /// The newest arrival that was looked at.
    last: i64,
}

impl Keeper {
    /// Of a display that nobody opened yet.
    pub fn new(app: AppHandle, desk: Arc<Desk>, told: UnboundedReceiver<Told>) -> Self {
        Self { app, desk, told, page: None, scene: Scene::default(), last: 0 }
    }

    /// One life of `keeper`, until the program ends. Who keeps it after a panic knows what was known before.
    pub async fn live(keeper: Arc<Mutex<Self>>) {
        keeper.lock().await.keep().await;
    }

    async fn keep(&mut self) {
        let mut changes = self.desk.changes();
        let mut look = interval(SCREENS);
        loop {
            let until = self.scene.until();
            tokio::select! {
                said = self.told.recv() => match said {
                    Some(said) => self.hear(said).await,
                    None => return,
                },
                change = changes.recv() => match change {
                    Err(RecvError::Closed) => return,
                    _ if self.page.is_none() => {}
                    change => {
                        sleep(GATHER).await;
                        let more = std::iter::from_fn(|| changes.try_recv().ok());
                        let told: Vec<Change> = change.ok().into_iter().chain(more).collect();
                        self.follow(&Touched::by(&told)).await;
                    }
                },
                _ = look.tick(), if self.page.is_some() => screens::settle(&self.app),
                () = sleep_until(until.unwrap_or_else(Instant::now)), if until.is_some() => {
                    self.scene.leave();
                    self.say();
                }
            }
        }
    }

    async fn hear(&mut self, said: Told) {
        let is_news = match said {
            Told::Watches(channel, language) => {
                self.page = Some((channel, language));
                self.scene.nothing_is_fresh(); // a page that was loaded again has shown it
                self.last = self.newest().await.unwrap_or_default();
                true
            }
            Told::Closed => {
                self.page = None;
                self.scene.leave()
            }
            Told::Opened(page) => {
                let Some((_, system)) = &self.page else { return };
                self.scene.show(&page, None, Some(system));
                true
            }
            Told::Nobody => self.scene.leave(),
            Told::Chosen(settings, demo) => self.scene.choose(*settings, demo),
        };
        if is_news {
            self.say();
        }
    }

    /// Looks at what arrived: somebody earned something, or whoever is shown has other figures.
    async fn follow(&mut self, touched: &Touched) {
        if touched.everything {
            self.last = self.last.min(self.newest().await.unwrap_or_default());
        }
        let events = self.since(self.last).await.unwrap_or_default();
        self.last = events.first().map_or(self.last, |newest| newest.seq);
        let earned = Earned::among(&events);
        let shown = self.scene.customer().filter(|key| touched.concerns(key));
        let Some(key) = earned.as_ref().map(|earned| &earned.customer).or(shown).cloned() else { return };
        let system = self.page.as_ref().map(|(_, language)| language.clone());
        let is_news = match self.ask(move |desk| Ok(desk.reader()?.customer(&key)?)).await {
            Ok(Some(page)) if earned.is_some() => {
                self.scene.show(&page, earned.as_ref(), system.as_deref());
                true
            }
            Ok(Some(page)) => self.scene.renew(&page, system.as_deref()),
            // Forgotten, or in none of the records any more.
            Ok(None) => self.scene.leave(),
            Err(error) => return tracing::warn!(%error, "the customers' display stays as it is"),
        };
        if is_news {
            self.say();
        }
    }

    fn say(&self) {
        let Some((channel, _)) = &self.page else { return };
        if let Err(error) = channel.send(self.scene.shows()) {
            tracing::warn!(%error, "the customers' display does not hear");
        }
    }

    async fn newest(&self) -> Result<i64, DeskError> {
        let newest = self.feed(FeedQuery { limit: 1, ..FeedQuery::default() }).await?;
        Ok(newest.first().map_or(0, |event| event.seq))
    }

    async fn since(&self, last: i64) -> Result<Vec<FeedEvent>, DeskError> {
        self.feed(FeedQuery { after: Some(last), limit: LOOK, ..FeedQuery::default() }).await
    }

    async fn feed(&self, query: FeedQuery) -> Result<Vec<FeedEvent>, DeskError> {
        self.ask(move |desk| Ok(desk.reader()?.feed(&query)?.events)).await
    }

    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Desk) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, DeskError> {
        let desk = Arc::clone(&self.desk);
        let asked = async_runtime::spawn_blocking(move || question(&desk)).await;
        asked.unwrap_or_else(|error| Err(DeskError { code: ErrorCode::Storage, message: error.to_string() }))
    }
}

/// Whom a few changes are about.
struct Touched {
    everything: bool,
    customers: Vec<CustomerKey>,
}

impl Touched {
    /// None at all: they were missed.
    fn by(changes: &[Change]) -> Self {
        let everything = changes.is_empty() || changes.iter().any(|change| change.customers.is_none());
        let customers = changes.iter().filter_map(|change| change.customers.as_ref());
        Self { everything, customers: customers.flatten().cloned().collect() }
    }

    fn concerns(&self, customer: &CustomerKey) -> bool {
        self.everything || self.customers.contains(customer)
    }
}
