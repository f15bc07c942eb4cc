//! The task that keeps the desk open. What is in the way may leave by itself: another Stampdesk closes, a port becomes
//! free, a network comes up. It looks about once a second, takes over as soon as it can, and moves the door when the owner
//! chooses another address.

mod lent;
mod life;
mod moving;
mod safe;

use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::time::Duration;

use ledger::{Change, Writer};
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::sync::{mpsc, oneshot};
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::{MissedTickBehavior, interval};

use crate::address::chosen;
use crate::crash::{Part, again};
use crate::desk::{Face, Shared, Standing};
use crate::door::{self, Behind, Door};
use crate::road::Tended;
use crate::store::{Obstacle, Store};
use crate::{DeskError, ErrorCode, HeldBy, Listening, Record, Settings, backup, retain, rounds};

pub use lent::Lent;
pub use life::Life;

/// How often it looks.
const LOOK: Duration = Duration::from_secs(1);

/// What the desk may ask of its keeper.
pub enum Order {
    /// Keep these settings, and go where they say.
    Choose(Box<Settings>, oneshot::Sender<Result<(), DeskError>>),
    /// Lend the ledger's writer.
    Lend(oneshot::Sender<Result<Lent, DeskError>>),
    /// Leave safe mode.
    StartNormally(oneshot::Sender<()>),
    /// Serve who is inside, and end.
    Close(oneshot::Sender<()>),
}

/// Holds what the desk needs to take deliveries in, as far as it can be had.
struct Keeper {
    shared: Arc<Shared>,
    face: Face,
    /// Where the door belongs.
    address: String,
    settings: Settings,
    store: Result<Store, Obstacle>,
    door: Result<Door, Listening>,
    /// Doors that nobody comes in by any more, while they serve who is inside.
    closing: JoinSet<()>,
    /// What is looked after beside the door, without end.
    rounds: JoinSet<()>,
}

impl Keeper {
    /// Opens what can be opened now.
    async fn begin(shared: Arc<Shared>, face: Face, told: Option<&str>) -> Self {
        let settings = Settings::of(&shared.folder);
        let mut keeper = Self {
            face,
            address: told.unwrap_or(chosen(&settings)).to_owned(),
            settings,
            store: Store::take(&shared.folder, face),
            door: Err(Listening::Shut),
            closing: JoinSet::new(),
            rounds: JoinSet::new(),
            shared,
        };
        keeper.enter_store();
        keeper.open_door().await;
        keeper.say();
        if let Ok(store) = &keeper.store {
            store.record.flush().await; // whoever hears that it listens may ask another program where
        }
        keeper
    }

    /// Goes on until told to close, or until there is nobody left to tell it; then ends the `road` with the door.
    async fn keep(mut self, orders: &mut mpsc::Receiver<Order>, road: &mut Option<Tended>) {
        let mut look = interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let failed = self.door.as_ref().ok().map(Door::failed);
            let failed = async {
                match failed {
                    Some(failed) => failed.await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                _ = look.tick() => self.look().await,
                error = failed => self.lose_door(&error),
                order = orders.recv() => match order {
                    // Whoever asked may have gone meanwhile; what was asked is done all the same.
                    Some(Order::Choose(settings, answer)) => drop(answer.send(self.choose(*settings).await)),
                    Some(Order::Lend(answer)) => drop(answer.send(self.lend())),
                    Some(Order::StartNormally(answer)) => drop(answer.send(())),
                    Some(Order::Close(closed)) => {
                        self.close(road).await;
                        let _gone = closed.send(());
                        return;
                    }
                    None => return self.close(road).await,
                },
            }
            self.say();
        }
    }

    async fn look(&mut self) {
        self.take_store().await;
        self.follow_settings().await;
        if self.door.as_ref().is_ok_and(Door::leads_nowhere) {
            self.lose_door(&ErrorKind::AddrNotAvailable.into());
        }
        self.open_door().await;
    }

    /// Takes the store as soon as whoever has it leaves it. One that is broken stays so.
    async fn take_store(&mut self) {
        let may_leave = |obstacle: &Obstacle| match obstacle {
            Obstacle::HeldElsewhere(_) => true,
            Obstacle::Broken(error) => error.code == ErrorCode::DatabaseBusy,
        };
        if !self.store.as_ref().is_err_and(may_leave) {
            return;
        }
        let (folder, face) = (self.shared.folder.clone(), self.face);
        let taken = spawn_blocking(move || match HeldBy::now(&folder) {
            Some(holder) => Err(Obstacle::HeldElsewhere(holder.0)),
            None => Store::take(&folder, face),
        });
        let Ok(taken) = taken.await else { return };
        self.store = taken;
        if self.store.is_ok() {
            tracing::info!("this shop's records are ours to keep now");
            self.enter_store();
        }
    }

    /// Begins to tell changes, also to subscribers who came before there was a writer, and to go the rounds.
    fn enter_store(&mut self) {
        let Ok(store) = &mut self.store else { return };
        self.shared.forget_reader(); // the database may be another one than was read until now, which may be none
        // The one of before a panic goes on: the window looks at it.
        store.record = Arc::clone(self.shared.record.get_or_init(|| Arc::clone(&store.record)));
        let (writer, record) = (Arc::clone(&store.writer), Arc::clone(&store.record));
        let changes = &self.shared.changes;
        let everything = Change { newest_seq: 0, customers: None };
        drop(changes.send(everything.clone())); // nobody may be listening
        tokio::spawn(forward(writer.changes(), changes.clone(), everything));
        self.go_rounds(&writer, &record);
    }

    fn go_rounds(&mut self, writer: &Arc<Writer>, record: &Arc<Record>) {
        let (shared, secrets) = (Arc::clone(&self.shared), Arc::clone(&self.shared.secrets));
        let (book, clock) = (Arc::clone(record), (Arc::clone(record), Arc::clone(&shared)));
        let (keys, totals) = ((secrets, Arc::clone(record)), Arc::clone(writer));
        let (backups, bodies) = (Arc::clone(&shared), (Arc::clone(writer), shared));
        self.round(Part::Upkeep, move || Arc::clone(&book).keep());
        self.round(Part::Upkeep, move || rounds::settle(Arc::clone(&totals)));
        self.round(Part::Upkeep, move || rounds::watch_clock(Arc::clone(&clock.0), Arc::clone(&clock.1)));
        self.round(Part::Upkeep, move || rounds::watch_secrets(Arc::clone(&keys.0), Arc::clone(&keys.1)));
        self.round(Part::Backups, move || backup::daily(Arc::clone(&backups)));
        self.round(Part::Upkeep, move || retain::reduce_daily(Arc::clone(&bodies.0), Arc::clone(&bodies.1)));
    }

    fn round<Life>(&mut self, part: Part, life: impl FnMut() -> Life + Send + 'static)
    where
        Life: Future<Output = ()> + Send + 'static,
    {
        self.rounds.spawn(again(part, Arc::clone(&self.shared.failures), life));
    }

    async fn open_door(&mut self) {
        if self.door.is_err() {
            self.door = match self.behind() {
                Ok(behind) => Door::open(&self.address, behind).await,
                Err(shut) => Err(shut),
            };
        }
    }

    /// What the door needs behind it, or why there can be none.
    fn behind(&self) -> Result<Behind, Listening> {
        match &self.store {
            Ok(store) => Ok(Behind {
                writer: Arc::clone(&store.writer),
                secrets: Arc::clone(&self.shared.secrets),
                record: Arc::clone(&store.record),
                probe_key: self.shared.probe_key.clone(),
            }),
            Err(Obstacle::HeldElsewhere(holder)) => Err(Listening::HeldElsewhere { holder: holder.clone() }),
            Err(Obstacle::Broken(_)) => Err(Listening::Shut),
        }
    }

    fn lend(&self) -> Result<Lent, DeskError> {
        match &self.store {
            Ok(store) => Ok(Lent::of(&store.writer).0),
            Err(obstacle) => Err(obstacle.clone().into_error()),
        }
    }

    fn lose_door(&mut self, error: &io::Error) {
        if listener::has_panicked(error) {
            self.shared.failures.note(Part::Listening);
        }
        self.replace_door(Err(door::trouble(&self.address, error)));
    }

    /// Whoever is inside the old one is still served.
    fn replace_door(&mut self, door: Result<Door, Listening>) {
        if let Ok(old) = std::mem::replace(&mut self.door, door) {
            self.closing.spawn(old.close());
        }
        while self.closing.try_join_next().is_some() {}
    }

    /// Tells whoever wants to know how things stand, and the log when deliveries begin or cease to come in.
    fn say(&self) {
        let listening = match &self.door {
            Ok(door) => Listening::On { address: door.address().to_string() },
            Err(trouble) => trouble.clone(),
        };
        let broken = match &self.store {
            Err(Obstacle::Broken(error)) => Some(error.clone()),
            _ => None,
        };
        let listening = listening.with(&self.shared.secrets);
        if let Ok(store) = &self.store {
            store.record.listening(&listening);
        }
        let standing = Standing { listening, broken, settings: self.settings.clone(), safe: None };
        self.shared.standing.send_if_modified(|before| {
            if before.listening != standing.listening {
                match (standing.listening.trouble(), standing.listening.open_at()) {
                    (Some(trouble), _) => tracing::warn!("{trouble}"),
                    (None, Some(address)) => tracing::info!("listening on {address}"),
                    (None, None) => {}
                }
            }
            let changed = *before != standing;
            *before = standing;
            changed
        });
    }

    /// Serves who is inside, then gives the store back: whoever waits for it finds all of it written.
    async fn close(mut self, road: &mut Option<Tended>) {
        self.replace_door(Err(Listening::Shut));
        while self.closing.join_next().await.is_some() {}
        self.say();
        if let Some(road) = road.take() {
            road.end().await;
        }
        self.rounds.shutdown().await;
        if let Ok(store) = &self.store {
            store.record.flush().await;
        }
        if spawn_blocking(move || drop(self.store)).await.is_err() {
            tracing::error!("the writer died while it was closing");
        }
    }
}

/// Passes on what a writer tells, until it is gone.
async fn forward(mut from: broadcast::Receiver<Change>, to: broadcast::Sender<Change>, everything: Change) {
    loop {
        let change = match from.recv().await {
            Ok(change) => change,
            Err(RecvError::Lagged(_)) => everything.clone(),
            Err(RecvError::Closed) => return,
        };
        drop(to.send(change)); // nobody may be listening
    }
}
