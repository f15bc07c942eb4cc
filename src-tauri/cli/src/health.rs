//! `health`: what the log has been through, what came to the border, and what may be missing.

use std::collections::HashMap;

use anyhow::{Result, bail};
use chrono::Utc;
use desk::{Border, Folder, HealthReport, Listening, Outcomes, Record, Refusal, Secrets, Verdict, Zone};

use crate::missed;
use crate::print::{self, or_unknown, time};
use crate::show::reader;

/// So many refusals are shown to a person.
const SHOWN: usize = 10;

/// Shows whatever can be read; exit 1 and the reason, if not all can.
pub fn run(folder: &Folder, json: bool) -> Result<()> {
    let record = Record::read(folder);
    let border = record.as_ref().ok().and_then(Option::as_ref).map(|recorded| recorded.border.clone());
    let reader = reader(folder);
    let (read, zone) = (reader.as_ref().map_err(Clone::clone), Zone::of_folder(folder));
    let (report, unread) = HealthReport::of(read, border, zone, Utc::now());
    if json {
        print::json(&report)?;
    } else {
        show_log(&report);
        match &record {
            Ok(Some(recorded)) => show(&recorded.border),
            Ok(None) => say!("\nNobody has listened for this shop yet."),
            Err(_) => say!("\nWhat came to the door is unknown."),
        }
        show_quiet(&report);
        if let Some(words) = no_secret(folder, report.listener.as_ref()) {
            say!("\n{words}");
        }
    }
    match (unread, record) {
        (None, Ok(_)) => Ok(()),
        (Some(log), Err(record)) => bail!("{log}\nstampdesk-cli: {record}"),
        (Some(error), Ok(_)) | (None, Err(error)) => bail!(error),
    }
}

/// While somebody listens that one says it, else whoever looks is told before it matters.
fn no_secret(folder: &Folder, border: Option<&Border>) -> Option<String> {
    let listening = border.and_then(|border| border.listening.as_ref());
    let nobody = listening.is_none_or(|listening| *listening == Listening::Shut);
    let none = || Secrets::of(folder).list(&HashMap::new()).is_ok_and(|secrets| secrets.is_empty());
    if nobody && none() { Listening::NoSecret { address: String::new() }.trouble() } else { None }
}

fn show_quiet(report: &HealthReport) {
    if let Some(silence) = &report.silence {
        missed::show_silence(silence);
    }
    if let (Some(absences), Some(missed)) = (&report.absences, &report.may_have_missed) {
        missed::show(absences, missed, report.incomplete);
    }
}

fn show_log(report: &HealthReport) {
    say!("On this PC");
    line("deliveries", or_unknown(report.deliveries));
    line("  of these set aside", or_unknown(report.set_aside));
    line("came again, the same", or_unknown(report.repeats));
    line("came again, changed", or_unknown(report.conflicts));
    line("customers", or_unknown(report.customers));
    line("  something missed", or_unknown(report.incomplete));
    line("forgotten customers", or_unknown(report.forgotten));
}

fn line(name: &str, value: impl std::fmt::Display) {
    say!("  {name:<28}{value:>9}");
}

fn show(border: &Border) {
    say!("\nAt the door, since {}", time(Some(border.since)));
    say!("  {}", listening(border.listening.as_ref()));
    if let Some(road) = &border.road {
        say!("  {}", road.tunnel);
        let verdict = road.verdict.as_ref().map(Verdict::words);
        say!("  {}", verdict.unwrap_or("Whether the internet reaches this PC is not proven yet."));
    }
    show_outcomes(&border.outcomes);
    if !border.refusals.is_empty() {
        say!("\nTurned away last, newest first");
        border.refusals.iter().take(SHOWN).for_each(show_refusal);
    }
    if !border.gaps.is_empty() {
        say!("\nThis PC slept, stood still or its clock was moved; nothing could arrive meanwhile");
    }
    for gap in &border.gaps {
        let set_back = if gap.is_set_back() { ", set back" } else { "" };
        say!("  from {} to {}{set_back}", time(Some(gap.from)), time(Some(gap.to)));
    }
    if let Some(suspicion) = &border.suspicion {
        say!("\n{}", suspicion.words());
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
    say!("  {}  {bytes:>7} bytes  {digest:<8}  {reason}", time(Some(*at)));
}

fn listening(listening: Option<&Listening>) -> String {
    match listening {
        Some(Listening::On { address }) => format!("listening on {address}"),
        None | Some(Listening::Shut) => "nobody listens now".into(),
        Some(other) => other.trouble().unwrap_or_default(),
    }
}
