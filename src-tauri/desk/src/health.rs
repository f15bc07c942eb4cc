//! One document of two sources, the log and the record: whether events reach this shop, and what may be missing. Where one
//! cannot be read its figures are null, not the other's too.

use chrono::{DateTime, Utc};
use ledger::Reader;
use ledger::query::{Health, Silence};
use serde::Serialize;

use crate::{Border, DeskError, Stretch, Zone, may_have_missed, silence};

/// The figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct HealthReport {
    /// Deliveries in the log, tests of our own not counted.
    pub deliveries: Option<i64>,
    /// How many of them are set aside.
    pub set_aside: Option<i64>,
    /// How often one came again, the same.
    pub repeats: Option<i64>,
    /// How often one came again with another body.
    pub conflicts: Option<i64>,
    /// Customers known.
    pub customers: Option<i64>,
    /// How many of them lack something that this PC missed.
    pub incomplete: Option<i64>,
    /// Customers who were forgotten.
    pub forgotten: Option<i64>,
    /// What came to the border; `None` when nobody ever listened, or the record cannot be read.
    pub listener: Option<Border>,
    /// How long nothing has come in, and whether that is usual.
    pub silence: Option<Silence>,
    /// When nobody listened here, newest first.
    pub absences: Option<Vec<Stretch>>,
    /// The hours whose events may never have arrived, newest first.
    pub may_have_missed: Option<Vec<Stretch>>,
}

impl HealthReport {
    /// What can be read at `now`, in the shop's time zone; and why the log could not be, if it could not.
    pub fn of(
        reader: Result<&Reader, DeskError>,
        border: Option<Border>,
        zone: Zone,
        now: DateTime<Utc>,
    ) -> (Self, Option<DeskError>) {
        let log = reader.and_then(|reader| Ok((reader.health()?, silence(reader, zone, now)?)));
        let figure = |figure: fn(&Health) -> i64| log.as_ref().ok().map(|(health, _)| figure(health));
        let report = Self {
            deliveries: figure(|log| log.deliveries),
            set_aside: figure(|log| log.set_aside),
            repeats: figure(|log| log.repeats),
            conflicts: figure(|log| log.conflicts),
            customers: figure(|log| log.customers),
            incomplete: figure(|log| log.incomplete),
            forgotten: figure(|log| log.forgotten),
            silence: log.as_ref().ok().map(|(_, silence)| silence.clone()),
            absences: border.as_ref().map(|border| border.absences.iter().copied().collect()),
            may_have_missed: border.as_ref().map(|border| may_have_missed(&border.absences, &border.gaps)),
            listener: border,
        };
        (report, log.err())
    }
}
