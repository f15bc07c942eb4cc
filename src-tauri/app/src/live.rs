//! What changes is told to the window at once, and in a rush in batches: two hundred events are a few messages.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use desk::{Change, CustomerKey, Desk, Part, Status, again};
use serde::Serialize;
use tauri::{AppHandle, Manager, async_runtime};
use tauri_specta::Event;
use tokio::sync::Notify;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::time::{MissedTickBehavior, interval, sleep};

use crate::{shell, side};

/// A change is told at once; how long those after it are gathered before the window hears of them.
const GATHER: Duration = Duration::from_millis(80);
/// More customers than this are not listed; the window asks anew for whatever it shows.
const LISTED: usize = 100;
/// How often the desk is looked at even when nothing arrives: another program may have added a secret, or written to the
/// ledger.
const LOOK: Duration = Duration::from_secs(2);

/// Events or figures are other than before.
#[derive(Debug, Clone, Serialize, specta::Type, Event)]
pub struct Changed {
    /// The newest arrival number.
    pub newest_seq: i64,
    /// Whose figures changed; empty when `all` is set.
    pub customers: Vec<CustomerKey>,
    /// Too many to list: everything may be other than before.
    pub all: bool,
}

/// The desk itself is other than before.
#[derive(Debug, Clone, Serialize, specta::Type, Event)]
pub struct StatusChanged(pub Status);

/// Asks for a look at the desk.
struct Look(Arc<Notify>);

/// Has the window told at once how the desk is: for commands that change it for a while and answer with how it is then. A desk
/// that is as it was before the next look would otherwise seem to be no news, while the window knows it differently.
pub fn look(app: &AppHandle) {
    if let Some(look) = app.try_state::<Look>() {
        look.0.notify_one();
    }
}

/// Begins to tell.
pub fn start(app: &AppHandle, desk: &Arc<Desk>) {
    let (changed, look) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    app.manage(Look(Arc::clone(&look)));
    let (window, told, more) = (app.clone(), Arc::clone(desk), Arc::clone(&changed));
    let changes = move || tell_changes(window.clone(), told.changes(), Arc::clone(&more));
    async_runtime::spawn(again(Part::Window, desk.failures(), changes));
    let (window, told) = (app.clone(), Arc::clone(desk));
    let status =
        move || tell_status(window.clone(), Arc::clone(&told), Arc::clone(&changed), Arc::clone(&look));
    async_runtime::spawn(again(Part::Window, desk.failures(), status));
}

async fn tell_changes(app: AppHandle, mut changes: Receiver<Change>, changed: Arc<Notify>) {
    let mut batch = Batch::default();
    let mut newest = 0;
    loop {
        match changes.recv().await {
            Ok(change) => batch.add(change),
            Err(RecvError::Lagged(_)) => batch.all = true,
            Err(RecvError::Closed) => return,
        }
        while let Ok(change) = changes.try_recv() {
            batch.add(change);
        }
        let batch = std::mem::take(&mut batch);
        if !batch.all && batch.customers.is_empty() && batch.newest_seq <= newest {
            continue; // figures were only added up
        }
        newest = newest.max(batch.newest_seq);
        emit(&app, &batch.into_message());
        changed.notify_one();
        sleep(GATHER).await;
    }
}

#[derive(Default)]
struct Batch {
    newest_seq: i64,
    customers: HashSet<CustomerKey>,
    all: bool,
}

impl Batch {
    fn add(&mut self, change: Change) {
        self.newest_seq = self.newest_seq.max(change.newest_seq);
        match change.customers {
            Some(customers) => self.customers.extend(customers),
            None => self.all = true,
        }
    }

    fn into_message(self) -> Changed {
        let all = self.all || self.customers.len() > LISTED;
        let customers = if all { Vec::new() } else { self.customers.into_iter().collect() };
        Changed { newest_seq: self.newest_seq, customers, all }
    }
}

async fn tell_status(app: AppHandle, desk: Arc<Desk>, changed: Arc<Notify>, asked: Arc<Notify>) {
    let mut told = None;
    // Without a look-out the status says what is wrong with the database; there is nothing to look out for then.
    let mut elsewhere = desk.watch().inspect_err(|error| tracing::warn!(%error, "no look-out")).ok();
    let mut moved = || elsewhere.as_mut().is_some_and(|watch| watch.moved().unwrap_or(false));
    let mut look = interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut listening = desk.listening();
    let mut road = desk.road_changes();
    loop {
        tokio::select! {
            now = desk.listening_other_than(&listening) => listening = now,
            Ok(()) = road.changed() => {}
            () = asked.notified() => {}
            _ = look.tick() => {
                if moved() {
                    desk.written_elsewhere(); // the window hears of it as of our own, and so does the customers' display
                }
            }
            () = changed.notified() => {
                moved(); // that was us
            }
        }
        let still = Arc::clone(&desk);
        let Ok(status) = async_runtime::spawn_blocking(move || still.status()).await else { continue };
        if told.as_ref() != Some(&status) {
            emit(&app, &StatusChanged(status.clone()));
            side::follow(&app, &status);
            shell::follow(&app, &status);
            told = Some(status);
        }
    }
}

fn emit<E: Event + Serialize + Clone>(app: &AppHandle, event: &E) {
    if let Err(error) = event.emit(app) {
        tracing::warn!(%error, "the window did not hear of a change");
    }
}
