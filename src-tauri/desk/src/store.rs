//! The hold on the data folder, the ledger's writer and the record: taken together, given back together.

use std::sync::Arc;

use chrono::Utc;
use ledger::{LedgerError, Writer};

use crate::backup::Bench;
use crate::hold::{Hold, NoHold};
use crate::{DeskError, ErrorCode, Face, Folder, Record, notice, restore};

/// What a desk needs to keep deliveries.
#[derive(Debug)]
pub struct Store {
    /// Writes them. Goes before the hold does.
    pub writer: Arc<Writer>,
    /// What came to the border.
    pub record: Arc<Record>,
    _hold: Hold,
}

/// Why nothing can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// Another program keeps the desk: it may leave.
    HeldElsewhere(String),
    /// That does not mend itself.
    Broken(DeskError),
}

impl Obstacle {
    /// The same for whoever asked for something else.
    pub fn into_error(self) -> DeskError {
        match self {
            Self::HeldElsewhere(holder) => {
                DeskError::new(ErrorCode::DatabaseBusy, format!("{holder} keeps the desk"))
            }
            Self::Broken(error) => error,
        }
    }
}

impl Store {
    /// Takes the desk and opens its database to write. A damaged one is kept aside first, and a new one begun: events
    /// that arrive from now on must not be lost too.
    pub fn take(folder: &Folder, face: Face) -> Result<Self, Obstacle> {
        Self::take_for(folder, face.name())
    }

    /// The same for `holder`, a name for people.
    pub fn take_for(folder: &Folder, holder: &str) -> Result<Self, Obstacle> {
        folder.prepare().map_err(Obstacle::Broken)?;
        let hold = Hold::take(folder, holder).map_err(|none| match none {
            NoHold::Held(by) => Obstacle::HeldElsewhere(by.0),
            NoHold::Failed(error) => Obstacle::Broken(DeskError::new(
                ErrorCode::DataFolderUnwritable,
                format!("{} cannot be written: {error}", folder.path().display()),
            )),
        })?;
        let writer = Arc::new(open(folder).map_err(Obstacle::Broken)?);
        Bench::tidy(folder);
        // What keeps it from being finished is in nobody's way: the next start tries again.
        restore::finish(folder).unwrap_or_else(|error| tracing::error!(%error, "a restore is not finished"));
        let record = Arc::new(Record::open(folder, Utc::now()));
        Ok(Self { writer, record, _hold: hold })
    }
}

fn open(folder: &Folder) -> Result<Writer, DeskError> {
    match Writer::start(&folder.database()) {
        Err(LedgerError::Damaged { detail, .. }) => {
            let notice = notice::keep_aside(folder, Utc::now())?;
            tracing::error!(
                detail,
                path = notice.path,
                "the database is damaged; kept aside, beginning a new one"
            );
            Ok(Writer::start(&folder.database())?)
        }
        opened => Ok(opened?),
    }
}
