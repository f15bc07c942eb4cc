//! The desk itself: opened by a face, it holds the ledger and the door until it is closed.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::Utc;
use ledger::query::Today;
use ledger::{Change, Reader, Watch};
use listener::ProbeKey;
use reach::Output;
use tokio::sync::{Notify, broadcast, mpsc, oneshot, watch};

use crate::crash::{Crash, CrashReports, Failures, Safe};
use crate::keeper::{Life, Order};
use crate::pin;
use crate::{
    Border, DeskError, ErrorCode, Folder, Listening, Notice, Record, Road, SecretInfo, Secrets, Settings,
    Status, StoreState, Suspicion, Tokens, Zone,
};

/// Changes that a slow subscriber may fall behind before it is told that it missed some.
const BACKLOG: usize = 1024;

/// Who opens the desk, for whoever finds it held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// The program with a window.
    Window,
    /// The same in safe mode: it shows what is stored, and keeps nothing but what the owner does.
    Safe(Safe),
    /// The terminal.
    Terminal,
}

impl Face {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Window | Self::Safe(_) => "the Stampdesk window",
            Self::Terminal => "stampdesk-cli listen",
        }
    }
}

/// A shop's desk. It always opens; what is in the way is part of its status, and is tried again while it is open.
#[derive(Debug)]
pub struct Desk {
    pub(crate) shared: Arc<Shared>,
    pub(crate) orders: mpsc::Sender<Order>,
}

/// What the desk and its keeper both know.
#[derive(Debug)]
pub(crate) struct Shared {
    pub folder: Folder,
    /// The address was told for this run: the settings' own has no effect.
    pub address_fixed: bool,
    pub secrets: Arc<Secrets>,
    /// What came to the border, once this desk keeps it.
    pub record: OnceLock<Arc<Record>>,
    pub changes: broadcast::Sender<Change>,
    /// Proves from outside that it is this process.
    pub probe_key: ProbeKey,
    /// The tokens of tunnel accounts.
    pub tokens: Tokens,
    /// The passphrase of encrypted backups.
    pub passphrases: Tokens,
    pub road: watch::Sender<Road>,
    /// What is for the owner alone.
    pub pin: pin::Lock,
    /// What panicked in this run.
    pub failures: Arc<Failures>,
    /// The road is to be looked at again, now.
    pub ask_outside: Notify,
    tunnel_output: Mutex<Option<Arc<Output>>>,
    pub standing: watch::Sender<Standing>,
    reader: Mutex<Option<Arc<Reader>>>,
}

/// How things stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    pub listening: Listening,
    /// Why nothing can be kept, where that does not mend itself.
    pub broken: Option<DeskError>,
    pub settings: Settings,
    /// Why safe mode, in it.
    pub safe: Option<Safe>,
}

impl Desk {
    /// Opens the desk on `folder`, with the door at `address`, or where the settings say when none was told. What cannot
    /// be opened at once is tried again until it can. Call it within a tokio runtime.
    pub async fn open(folder: Folder, address: Option<&str>, face: Face) -> Self {
        let secrets = Arc::new(Secrets::of(&folder));
        let (listening, safe) = match face {
            Face::Safe(why) => (Listening::Safe, Some(why)),
            Face::Window | Face::Terminal => (Listening::Shut, None),
        };
        let standing = Standing { listening, broken: None, settings: Settings::of(&folder), safe };
        let shared = Arc::new(Shared {
            probe_key: ProbeKey::random(),
            tokens: Tokens::of(&folder),
            passphrases: Tokens::of_backups(&folder),
            road: watch::Sender::new(Road::default()),
            failures: Arc::default(),
            ask_outside: Notify::new(),
            tunnel_output: Mutex::default(),
            pin: pin::Lock::of(&folder),
            folder,
            address_fixed: address.is_some(),
            secrets,
            record: OnceLock::new(),
            changes: broadcast::Sender::new(BACKLOG),
            standing: watch::Sender::new(standing),
            reader: Mutex::new(None),
        });
        let (orders, taken) = mpsc::channel(1);
        let (opened, is_open) = oneshot::channel();
        tokio::spawn(Life::of(Arc::clone(&shared), face, address, taken).live(opened));
        // An error says that the runtime is ending.
        let _ = is_open.await;
        Self { shared, orders }
    }

    /// Leaves safe mode: opens what can be opened. Outside of it there is nothing to do.
    pub async fn start_normally(&self) {
        let (answer, started) = oneshot::channel();
        if self.orders.send(Order::StartNormally(answer)).await.is_ok() {
            // An error says that the desk is closing.
            let _ = started.await;
        }
    }

    /// What this program's own failures have left to pass on.
    pub fn crash_reports(&self) -> CrashReports {
        CrashReports::of(&self.shared.folder)
    }

    /// Tells of a part of the window's own that failed, to be begun again.
    pub fn failures(&self) -> Arc<Failures> {
        Arc::clone(&self.shared.failures)
    }

    /// Closes the door, serving who is inside, and the ledger after it. Then another program may take over.
    pub async fn close(&self) {
        let (closed, done) = oneshot::channel();
        if self.orders.send(Order::Close(closed)).await.is_ok() && done.await.is_err() {
            tracing::error!("the desk's keeper died while it was closing");
        }
    }

    /// The reading side of the ledger.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn reader(&self) -> Result<Arc<Reader>, DeskError> {
        self.shared.reader()
    }

    /// What each commit of this desk changes, from now on. One that says nothing of customers may have changed everything.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.shared.changes.subscribe()
    }

    /// Another program wrote to this ledger: whoever listens to [`changes`](Self::changes) hears that everything may be other
    /// than before.
    pub fn written_elsewhere(&self) {
        drop(self.shared.changes.send(Change { newest_seq: 0, customers: None })); // nobody may be listening
    }

    /// A look-out for what other programs write to this ledger.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn watch(&self) -> Result<Watch, DeskError> {
        Ok(Watch::open(&self.shared.folder.database())?)
    }

    /// Whether deliveries can come in.
    pub fn listening(&self) -> Listening {
        self.shared.standing.borrow().listening.clone().with(&self.shared.secrets)
    }

    /// Resolves when [`listening`](Self::listening) is other than `before`, with what it is then.
    pub async fn listening_other_than(&self, before: &Listening) -> Listening {
        let mut standing = self.shared.standing.subscribe();
        let changed = standing.wait_for(|now| now.listening != *before).await;
        // The sender lives as long as this desk does.
        changed.map_or(Listening::Shut, |now| now.listening.clone())
    }

    /// The desk at this moment.
    pub fn status(&self) -> Status {
        let standing = self.shared.standing.borrow().clone();
        let extent = self.reader().and_then(|reader| Ok(reader.extent()?));
        let store = match (standing.broken, &extent) {
            (Some(error), _) => StoreState::Failed { error },
            (None, Err(error)) => StoreState::Failed { error: error.clone() },
            (None, Ok(_)) => StoreState::Ok,
        };
        let extent = extent.ok();
        let zone = Zone::of(&standing.settings);
        Status {
            version: env!("CARGO_PKG_VERSION").into(),
            demo: self.shared.folder.is_demo(),
            data_folder: self.shared.folder.path().display().to_string(),
            listening: self.listening(),
            address_fixed: self.shared.address_fixed,
            store,
            listening_since: extent.as_ref().and_then(|extent| extent.listening_since),
            last_event_at: extent.as_ref().and_then(|extent| extent.last_event_at),
            organizations: extent.map(|extent| extent.organizations).unwrap_or_default(),
            notice: Notice::of(&self.shared.folder),
            time_zone: zone.name().into(),
            shop_day: zone.date(Utc::now()),
            settings: standing.settings,
            suspicion: self.suspicion(),
            road: self.road(),
            crash: Crash {
                safe: standing.safe,
                restarted: self.shared.failures.last(),
                unread: self.crash_reports().unread(),
            },
            pin: self.pin(),
        }
    }

    /// The owner's choices.
    pub fn settings(&self) -> Settings {
        self.shared.standing.borrow().settings.clone()
    }

    /// The shop's time zone: the owner's choice, else this PC's.
    pub fn zone(&self) -> Zone {
        Zone::of(&self.shared.standing.borrow().settings)
    }

    /// The figures of the shop's day so far.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn today(&self, organization: Option<&str>) -> Result<Today, DeskError> {
        Ok(self.reader()?.figures(self.zone().day_around(Utc::now()), organization)?)
    }

    /// Keeps the owner's choices. With another address the door moves there; who is inside is still served.
    ///
    /// # Errors
    /// When they are no choices, cannot be written, or nobody can listen at that address; then the ones before stay.
    pub async fn choose(&self, settings: Settings) -> Result<(), DeskError> {
        let closed = || DeskError::new(ErrorCode::Settings, "the desk is closing");
        let (answer, chosen) = oneshot::channel();
        self.orders.send(Order::Choose(Box::new(settings), answer)).await.map_err(|_| closed())?;
        chosen.await.map_err(|_| closed())?
    }

    /// Forgets the notice: the owner has read it.
    ///
    /// # Errors
    /// When its file cannot be removed.
    pub fn dismiss_notice(&self) -> Result<(), DeskError> {
        Notice::dismiss(&self.shared.folder)
    }

    /// Why signatures do not match, while they do not.
    pub fn suspicion(&self) -> Option<Suspicion> {
        self.shared.record.get().and_then(|record| record.suspicion())
    }

    /// What came to the border: of this desk, or of the one that has the records open.
    pub fn border(&self) -> Border {
        match self.shared.record.get() {
            Some(record) => record.border(),
            None => {
                let border = Record::open(&self.shared.folder, Utc::now()).border();
                Border { listening: Some(self.listening()), ..border }
            }
        }
    }

    /// What may be shown of the signing secrets, oldest first. May wait for the keychain.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn secret_list(&self) -> Result<Vec<SecretInfo>, DeskError> {
        let last_used = match self.shared.record.get() {
            Some(record) => record.last_used(),
            None => Record::read(&self.shared.folder)?.map(|recorded| recorded.last_used).unwrap_or_default(),
        };
        self.shared.secrets.list(&last_used)
    }

    /// The signing secrets.
    pub fn secrets(&self) -> &Secrets {
        &self.shared.secrets
    }
}

impl Shared {
    fn reader(&self) -> Result<Arc<Reader>, DeskError> {
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reader) = &*reader {
            return Ok(Arc::clone(reader));
        }
        let opened = Arc::new(Reader::open(&self.folder.database())?);
        Ok(Arc::clone(reader.insert(opened)))
    }

    /// Whose words are the tunnel's from now on.
    pub fn tunnel_says(&self, output: Option<Arc<Output>>) {
        *self.tunnel_output.lock().unwrap_or_else(PoisonError::into_inner) = output;
    }

    pub fn tunnel_output(&self) -> Option<Arc<Output>> {
        self.tunnel_output.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The next reader looks anew which database there is.
    pub fn forget_reader(&self) {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}
