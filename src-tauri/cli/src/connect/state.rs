//! The state of the way, as a person or a script reads it.

use std::collections::HashMap;

use anyhow::Result;
use chrono::{DateTime, Utc};
use desk::{Folder, Listening, Record, Road, Secrets, Settings, Way};
use serde::Serialize;

use super::steps::{Step, steps};
use crate::print;
use crate::show::reader;

/// What is known of the way. A figure that cannot be read is null.
#[derive(Serialize)]
pub struct State {
    /// The owner's choice.
    pub way: Way,
    /// Whether deliveries can come in; null when nobody ever listened.
    pub listening: Option<Listening>,
    /// What the open desk knows of the road; null when none is open.
    pub road: Option<Road>,
    /// How many signing secrets there are.
    pub secrets: Option<usize>,
    /// When the newest event came in that was no test.
    pub last_event_at: Option<DateTime<Utc>>,
}

#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    state: State,
    steps: Vec<Step>,
}

pub fn show(folder: &Folder, json: bool) -> Result<()> {
    let border = Record::read(folder)?.map(|recorded| recorded.border);
    let (listening, road) = border.map(|border| (border.listening, border.road)).unwrap_or_default();
    let state = State {
        way: Settings::read(folder)?.way,
        listening,
        road,
        secrets: Secrets::of(folder).list(&HashMap::new()).ok().map(|secrets| secrets.len()),
        last_event_at: reader(folder)
            .ok()
            .and_then(|reader| reader.extent().ok())
            .and_then(|extent| extent.last_event_at),
    };
    let report = Report { steps: steps(&state), state };
    if json {
        return print::json(&report);
    }
    report.steps.iter().for_each(|step| say!("{step}"));
    Ok(())
}
