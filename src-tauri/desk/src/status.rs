//! What every face shows of the desk itself.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::{Crash, DeskError, Listening, Notice, Pin, Road, Settings, Suspicion};

/// The desk at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Status {
    /// This program's version.
    pub version: String,
    /// The data are made up.
    pub demo: bool,
    /// Where the data are.
    pub data_folder: String,
    /// Whether deliveries can come in.
    pub listening: Listening,
    /// This run was told where to listen: the settings' address has no effect in it.
    pub address_fixed: bool,
    /// Whether they can be kept and read.
    pub store: StoreState,
    /// Since when this PC listens; `None` when the database cannot be read.
    pub listening_since: Option<DateTime<Utc>>,
    /// When the newest delivery was taken in.
    pub last_event_at: Option<DateTime<Utc>>,
    /// The organizations that events have come from.
    pub organizations: Vec<String>,
    /// What the owner must hear of.
    pub notice: Option<Notice>,
    /// The shop's time zone, by its IANA name: the owner's choice, else this PC's.
    pub time_zone: String,
    /// The day it is there.
    pub shop_day: NaiveDate,
    /// The owner's choices.
    pub settings: Settings,
    /// Why signatures do not match, while they do not.
    pub suspicion: Option<Suspicion>,
    /// The road from the internet to this PC.
    pub road: Road,
    /// How well this program itself holds.
    pub crash: Crash,
    /// The owner's PIN.
    pub pin: Pin,
}

/// Whether deliveries can be kept and read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum StoreState {
    /// They can.
    Ok,
    /// They cannot.
    Failed {
        /// Why, and what to do.
        error: DeskError,
    },
}
