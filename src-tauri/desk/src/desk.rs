//! The desk itself: opened by a face, it holds the ledger and the door until it is closed.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::Utc;
use ledger::query::Today;
use ledger::{Change, LedgerError, Reader, Watch, Writer};
use tokio::sync::broadcast;

use crate::DEFAULT_BIND;
use crate::door::Door;
use crate::hold::{Hold, NoHold};
use crate::{
    DeskError, ErrorCode, Folder, Listening, Notice, Secrets, Settings, Status, StoreState, day, notice,
};

/// Who opens the desk, for whoever finds it held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// The program with a window.
    Window,
    /// The terminal.
    Terminal,
}

/// A shop's desk. It always opens; what is in the way is part of its status.
#[derive(Debug)]
pub struct Desk {
    folder: Folder,
    secrets: Arc<Secrets>,
    reader: Result<Reader, DeskError>,
    writer: Result<Arc<Writer>, Obstacle>,
    door: Mutex<Result<Door, Listening>>,
    settings: Mutex<Settings>,
    _hold: Option<Hold>,
}

/// Why nothing can be written.
#[derive(Debug, Clone)]
enum Obstacle {
    HeldElsewhere(String),
    Broken(DeskError),
}

impl Desk {
    /// Opens the desk on `folder`, with the door at `bind`. Call it within a tokio runtime.
    pub async fn open(folder: Folder, bind: &str, face: Face) -> Self {
        let secrets = Arc::new(Secrets::of(&folder));
        let (hold, writer) = match take(&folder, face) {
            Ok((hold, writer)) => (Some(hold), Ok(Arc::new(writer))),
            Err(obstacle) => (None, Err(obstacle)),
        };
        let reader = Reader::open(&folder.database()).map_err(DeskError::from);
        let door = match &writer {
            Ok(writer) => Door::open(bind, Arc::clone(writer), Arc::clone(&secrets)).await,
            Err(Obstacle::HeldElsewhere(holder)) => Err(Listening::HeldElsewhere { holder: holder.clone() }),
            Err(Obstacle::Broken(_)) => Err(Listening::Shut),
        };
        let settings = Mutex::new(Settings::of(&folder));
        Self { folder, secrets, reader, writer, door: Mutex::new(door), settings, _hold: hold }
    }

    /// Closes the door, serving who is inside, and the ledger after it.
    pub async fn close(&self) {
        let shut = Err(Listening::Shut);
        let door = std::mem::replace(&mut *self.door.lock().unwrap_or_else(PoisonError::into_inner), shut);
        if let Ok(door) = door {
            door.close().await;
        }
    }

    /// The reading side of the ledger.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn reader(&self) -> Result<&Reader, DeskError> {
        self.reader.as_ref().map_err(Clone::clone)
    }

    /// What each commit changes, from now on; `None` when this desk does not write.
    pub fn changes(&self) -> Option<broadcast::Receiver<Change>> {
        self.writer.as_ref().ok().map(|writer| writer.changes())
    }

    /// A look-out for what other programs write to this ledger.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn watch(&self) -> Result<Watch, DeskError> {
        Ok(Watch::open(&self.folder.database())?)
    }

    /// Whether deliveries can come in.
    pub fn listening(&self) -> Listening {
        match &*self.door.lock().unwrap_or_else(PoisonError::into_inner) {
            Ok(door) if self.secrets.active().is_empty() => {
                Listening::NoSecret { address: door.address().to_string() }
            }
            Ok(door) => Listening::On { address: door.address().to_string() },
            Err(trouble) => trouble.clone(),
        }
    }

    /// The desk at this moment.
    pub fn status(&self) -> Status {
        let extent = self.reader().and_then(|reader| Ok(reader.extent()?));
        let store = match (&self.writer, &extent) {
            (Err(Obstacle::Broken(error)), _) | (_, Err(error)) => {
                StoreState::Failed { error: error.clone() }
            }
            _ => StoreState::Ok,
        };
        let extent = extent.ok();
        Status {
            version: env!("CARGO_PKG_VERSION").into(),
            demo: self.folder.is_demo(),
            data_folder: self.folder.path().display().to_string(),
            listening: self.listening(),
            store,
            listening_since: extent.as_ref().and_then(|extent| extent.listening_since),
            last_event_at: extent.as_ref().and_then(|extent| extent.last_event_at),
            organizations: extent.map(|extent| extent.organizations).unwrap_or_default(),
            notice: Notice::of(&self.folder),
            settings: self.settings.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        }
    }

    /// The figures of the shop's day so far, in this PC's time zone.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn today(&self, organization: Option<&str>) -> Result<Today, DeskError> {
        Ok(self.reader()?.figures(day::of(Utc::now()), organization)?)
    }

    /// Keeps the owner's choices.
    ///
    /// # Errors
    /// When they are no choices, or cannot be written; then the ones before stay.
    pub fn choose(&self, settings: Settings) -> Result<(), DeskError> {
        settings.keep(&self.folder)?;
        *self.settings.lock().unwrap_or_else(PoisonError::into_inner) = settings;
        Ok(())
    }

    /// Forgets the notice: the owner has read it.
    ///
    /// # Errors
    /// When its file cannot be removed.
    pub fn dismiss_notice(&self) -> Result<(), DeskError> {
        Notice::dismiss(&self.folder)
    }
}

/// Takes the desk and opens its database to write. A damaged one is kept aside first, and a new one begun: events that
/// arrive from now on must not be lost too.
fn take(folder: &Folder, face: Face) -> Result<(Hold, Writer), Obstacle> {
    folder.prepare().map_err(Obstacle::Broken)?;
    let name = match face {
        Face::Window => "the Stampdesk window",
        Face::Terminal => "stampdesk-cli listen",
    };
    let hold = Hold::take(folder, name).map_err(|none| match none {
        NoHold::Held(by) => Obstacle::HeldElsewhere(by.0),
        NoHold::Failed(error) => Obstacle::Broken(DeskError::new(
            ErrorCode::DataFolderUnwritable,
            format!("{} cannot be written: {error}", folder.path().display()),
        )),
    })?;
    let broken = |error: LedgerError| Obstacle::Broken(error.into());
    let writer = match Writer::start(&folder.database()) {
        Err(LedgerError::Damaged { detail, .. }) => {
            let notice = notice::keep_aside(folder, Utc::now()).map_err(Obstacle::Broken)?;
            tracing::error!(
                detail,
                path = notice.path,
                "the database is damaged; kept aside, beginning a new one"
            );
            Writer::start(&folder.database()).map_err(broken)?
        }
        opened => opened.map_err(broken)?,
    };
    Ok((hold, writer))
}

/// Where to listen: `explicit`, else `STAMPDESK_BIND`, else [`DEFAULT_BIND`].
pub fn bind_address(explicit: Option<&str>) -> String {
    let named = || std::env::var("STAMPDESK_BIND").ok().filter(|address| !address.is_empty());
    explicit.map(str::to_owned).or_else(named).unwrap_or_else(|| DEFAULT_BIND.to_owned())
}
