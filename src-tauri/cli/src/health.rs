//! `health`: what the log has been through, what came to the border, and what may be missing.

use std::collections::HashMap;

use anyhow::{Result, bail};
use chrono::Utc;
use desk::query::{Health, Silence};
use desk::{
    Border, DeskError, Folder, Listening, Outcomes, Record, Recorded, Refusal, Secrets, Stretch,
    may_have_missed, silence,
};
use serde::Serialize;

use crate::missed;
use crate::print::{self, or_unknown, time};
use crate::show::reader;

/// So many refusals are shown to a person.
const SHOWN: usize = 10;

/// One document of two sources. Where one cannot be read its figures are null, not the other's too.
#[derive(Serialize)]
struct Report {
    deliveries: Option<i64>,
    set_aside: Option<i64>,
    repeats: Option<i64>,
    conflicts: Option<i64>,
    customers: Option<i64>,
    incomplete: Option<i64>,
    forgotten: Option<i64>,
    listener: Option<Border>,
    silence: Option<Silence>,
    absences: Option<Vec<Stretch>>,
    may_have_missed: Option<Vec<Stretch>>,
}

/// What the database says.
struct Log {
    health: Health,
    silence: Silence,
}

impl Log {
    fn of(folder: &Folder) -> Result<Self, DeskError> {
        let reader = reader(folder)?;
        Ok(Self { health: reader.health()?, silence: silence(&reader, Utc::now())? })
    }
}

/// Shows whatever can be read; exit 1 and the reason, if not all can.
pub fn run(folder: &Folder, json: bool) -> Result<()> {
    let log = Log::of(folder);
    let record = Record::read(folder);
    let report = Report::of(&log, &record);
    if json {
        print::json(&report)?;
    } else {
        report.show_log();
        match &record {
            Ok(Some(recorded)) => show(&recorded.border),
            Ok(None) => println!("\nNobody has listened for this shop yet."),
            Err(_) => println!("\nWhat came to the door is unknown."),
        }
        report.show_quiet();
        if let Some(words) = no_secret(folder, report.listener.as_ref()) {
            println!("\n{words}");
        }
    }
    match (log, record) {
        (Ok(_), Ok(_)) => Ok(()),
        (Err(log), Err(record)) => bail!("{log}\nstampdesk-cli: {record}"),
        (Err(error), Ok(_)) | (Ok(_), Err(error)) => bail!(error),
    }
}

/// While somebody listens that one says it, else whoever looks is told before it matters.
fn no_secret(folder: &Folder, border: Option<&Border>) -> Option<String> {
    let listening = border.and_then(|border| border.listening.as_ref());
    let nobody = listening.is_none_or(|listening| *listening == Listening::Shut);
    let none = || Secrets::of(folder).list(&HashMap::new()).is_ok_and(|secrets| secrets.is_empty());
    if nobody && none() { Listening::NoSecret { address: String::new() }.trouble() } else { None }
}

impl Report {
    fn of(log: &Result<Log, DeskError>, record: &Result<Option<Recorded>, DeskError>) -> Self {
        let figure = |figure: fn(&Health) -> i64| log.as_ref().ok().map(|log| figure(&log.health));
        let border = record.as_ref().ok().and_then(Option::as_ref).map(|recorded| recorded.border.clone());
        Self {
            deliveries: figure(|log| log.deliveries),
            set_aside: figure(|log| log.set_aside),
            repeats: figure(|log| log.repeats),
            conflicts: figure(|log| log.conflicts),
            customers: figure(|log| log.customers),
            incomplete: figure(|log| log.incomplete),
            forgotten: figure(|log| log.forgotten),
            silence: log.as_ref().ok().map(|log| log.silence.clone()),
            absences: border.as_ref().map(|border| border.absences.iter().copied().collect()),
            may_have_missed: border.as_ref().map(|border| may_have_missed(&border.absences, &border.gaps)),
            listener: border,
        }
    }

    fn show_quiet(&self) {
        if let Some(silence) = &self.silence {
            missed::show_silence(silence);
        }
        if let (Some(absences), Some(missed)) = (&self.absences, &self.may_have_missed) {
            missed::show(absences, missed, self.incomplete);
        }
    }

    fn show_log(&self) {
        println!("On this PC");
        line("deliveries", or_unknown(self.deliveries));
        line("  of these set aside", or_unknown(self.set_aside));
        line("came again, the same", or_unknown(self.repeats));
        line("came again, changed", or_unknown(self.conflicts));
        line("customers", or_unknown(self.customers));
        line("  something missed", or_unknown(self.incomplete));
        line("forgotten customers", or_unknown(self.forgotten));
    }
}

fn line(name: &str, value: impl std::fmt::Display) {
    println!("  {name:<28}{value:>9}");
}

fn show(border: &Border) {
    println!("\nAt the door, since {}", time(Some(border.since)));
    println!("  {}", listening(border.listening.as_ref()));
    show_outcomes(&border.outcomes);
    if !border.refusals.is_empty() {
        println!("\nTurned away last, newest first");
        border.refusals.iter().take(SHOWN).for_each(show_refusal);
    }
    if !border.gaps.is_empty() {
        println!("\nThis PC slept, stood still or its clock was moved; nothing could arrive meanwhile");
    }
    for gap in &border.gaps {
        let set_back = if gap.is_set_back() { ", set back" } else { "" };
        println!("  from {} to {}{set_back}", time(Some(gap.from)), time(Some(gap.to)));
    }
    if let Some(suspicion) = &border.suspicion {
        println!("\n{}", suspicion.words());
    }
}

fn show_outcomes(outcomes: &Outcomes) {
    line("new, stored", outcomes.stored);
    line("known already", outcomes.repeat);
    line("known, with other content", outcomes.conflict);
    line("stored, but not usable", outcomes.set_aside);
    line("signature missing or wrong", outcomes.bad_signature);
    line("no delivery in form", outcomes.malformed);
    line("too large", outcomes.too_large);
    line("too slow", outcomes.too_slow);
    line("turned away unread", outcomes.refused);
    line("could not be stored in time", outcomes.failed);
    line("asked whether we are up", outcomes.probed);
}

fn show_refusal(refusal: &Refusal) {
    let Refusal { at, reason, bytes, digest, .. } = refusal;
    let digest = digest.as_deref().unwrap_or("-");
    println!("  {}  {bytes:>7} bytes  {digest:<8}  {reason}", time(Some(*at)));
}

fn listening(listening: Option<&Listening>) -> String {
    match listening {
        Some(Listening::On { address }) => format!("listening on {address}"),
        None | Some(Listening::Shut) => "nobody listens now".into(),
        Some(other) => other.trouble().unwrap_or_default(),
    }
}
