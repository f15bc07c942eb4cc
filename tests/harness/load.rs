//! A busy day: a whole history posted over several connections at once, by a platform that gives nothing up.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, ensure};
use reqwest::Client;
use simulator::Shop;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::platform::{Delivery, SECRET};

/// Deliveries under way at a time.
const LINES: usize = 8;
/// One in so many is sent twice though it was answered, the second time while the first may still be under way.
const TWICE: usize = 10;

type Waiting = VecDeque<(Uuid, Delivery)>;

/// A made-up shop's events of so many days up to a fixed one, the same every time.
///
/// # Errors
/// When the fixed day is none.
pub fn history(days: u32) -> Result<Vec<(Uuid, Delivery)>> {
    let history = Shop::default().history(days, "2026-04-19T20:00:00Z".parse()?);
    Ok(history.into_iter().map(|delivery| (delivery.id, Delivery::new(delivery.body))).collect())
}

/// What the platform has to send, and what it was told.
pub struct Load {
    client: Client,
    waiting: Arc<Mutex<Waiting>>,
    broken_off: Waiting,
    /// Every delivery that was answered 200.
    pub answered: HashSet<Uuid>,
    /// How many attempts got no answer.
    pub unanswered: usize,
}

/// Deliveries on their way to one address.
pub struct UnderWay {
    lines: JoinSet<Result<Option<(Uuid, Delivery)>>>,
    told: UnboundedReceiver<Uuid>,
}

impl Load {
    /// [`history`], some of it sent twice.
    ///
    /// # Errors
    /// When there is none.
    pub fn of_days(days: u32) -> Result<Self> {
        let sent = history(days)?.into_iter().enumerate().flat_map(|(number, delivery)| {
            let times = if number % TWICE == 0 { 2 } else { 1 };
            std::iter::repeat_n(delivery, times)
        });
        let waiting = Arc::new(Mutex::new(sent.collect()));
        Ok(Self {
            client: Client::new(),
            waiting,
            broken_off: Waiting::new(),
            answered: HashSet::new(),
            unanswered: 0,
        })
    }

    /// Begins to post to `url`, as fast as it answers; first again what got no answer before.
    pub fn begin(&mut self, url: &str) -> UnderWay {
        let broken_off = std::mem::take(&mut self.broken_off);
        broken_off.into_iter().for_each(|delivery| self.waiting().push_front(delivery));
        let (tell, told) = mpsc::unbounded_channel();
        let mut lines = JoinSet::new();
        for _ in 0..LINES {
            lines.spawn(post(self.client.clone(), url.to_owned(), Arc::clone(&self.waiting), tell.clone()));
        }
        UnderWay { lines, told }
    }

    /// Waits until `wanted` more attempts were answered.
    ///
    /// # Errors
    /// When there is nothing left to send, or nobody answers.
    pub async fn hear(&mut self, under_way: &mut UnderWay, wanted: usize) -> Result<()> {
        for _ in 0..wanted {
            let id = under_way.told.recv().await.context("every line has ended")?;
            self.answered.insert(id);
        }
        Ok(())
    }

    /// Waits until every line has ended, because nobody answers any more or nothing is left.
    ///
    /// # Errors
    /// When a delivery was answered with anything but 200.
    pub async fn end(&mut self, mut under_way: UnderWay) -> Result<()> {
        for broken_off in under_way.lines.join_all().await {
            self.broken_off.extend(broken_off?);
        }
        self.unanswered += self.broken_off.len();
        while let Some(id) = under_way.told.recv().await {
            self.answered.insert(id);
        }
        Ok(())
    }

    /// Of what was never attempted, only this is still to be sent.
    pub fn retain(&mut self, wanted: impl Fn(Uuid) -> bool) {
        self.waiting().retain(|(id, _)| wanted(*id));
    }

    /// Sends all that is left.
    ///
    /// # Errors
    /// When it is not answered 200.
    pub async fn finish(&mut self, url: &str) -> Result<()> {
        let under_way = self.begin(url);
        self.end(under_way).await?;
        ensure!(self.broken_off.is_empty(), "the desk stopped answering");
        Ok(())
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One line: a delivery after the other, until there are none or one gets no answer; that one is handed back.
async fn post(
    client: Client,
    url: String,
    waiting: Arc<Mutex<Waiting>>,
    tell: UnboundedSender<Uuid>,
) -> Result<Option<(Uuid, Delivery)>> {
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let Some((id, delivery)) = next else { return Ok(None) };
        match delivery.post_over(&client, &url, SECRET).await {
            Ok(status) => ensure!(status == 200, "{id} was answered {status}"),
            Err(_) => return Ok(Some((id, delivery))),
        }
        tell.send(id)?;
    }
}
