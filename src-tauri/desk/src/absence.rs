//! Times in which this PC was off or nobody listened, and what may be lost by them: the platform tries each delivery six
//! times, so only what happened long before this PC came back is lost. Pure: no clock, no file.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::Gap;

/// When the platform tries a delivery, counted from the event: at once, then 1 min, 5 min, 30 min, 2 h and 6 h after the
/// failure before.
const ATTEMPTS: [TimeDelta; 6] = [
    TimeDelta::zero(),
    TimeDelta::minutes(1),
    TimeDelta::minutes(6),
    TimeDelta::minutes(36),
    TimeDelta::minutes(156),
    TimeDelta::minutes(516),
];
/// Each pause begins with the failure before, which takes up to ten seconds, and nobody promises to be on the dot: so much
/// later than the one before may each attempt be.
const LATER: TimeDelta = TimeDelta::minutes(1);

/// How long the platform goes on trying: 8 h 36 min.
pub const RETRIED_FOR: TimeDelta = ATTEMPTS[ATTEMPTS.len() - 1];

/// A stretch of time, without its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Stretch {
    /// When it began.
    pub from: DateTime<Utc>,
    /// When it was over.
    pub to: DateTime<Utc>,
}

/// The stretches whose events may never have arrived, newest first: those in which all six attempts may have met an
/// absence, or a gap in which this PC slept. What happened at any other time was tried while this PC was there.
///
/// Of a single absence these are its hours but the last 8 h 36 min; a shorter one loses nothing. Of several with short
/// wakes between them, an event counts as tried only where an attempt fell into a wake however late it was.
pub fn may_have_missed<'a>(
    absences: impl IntoIterator<Item = &'a Stretch>,
    gaps: impl IntoIterator<Item = &'a Gap>,
) -> Vec<Stretch> {
    let slept = gaps.into_iter().map(|gap| Stretch { from: gap.from, to: gap.to });
    let away = merged(absences.into_iter().copied().chain(slept).collect());
    let mut missed = away.clone();
    let mut later = TimeDelta::zero();
    for attempt in ATTEMPTS {
        let met =
            |stretch: &Stretch| Stretch { from: stretch.from - attempt - later, to: stretch.to - attempt };
        missed = common(&missed, &merged(away.iter().map(met).collect()));
        later += LATER;
    }
    missed.reverse();
    missed
}

/// The same times in order, without overlaps; what ends before it begins (a clock set back) is no time at all.
fn merged(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    stretches.retain(|stretch| stretch.from < stretch.to);
    stretches.sort_by_key(|stretch| stretch.from);
    let mut merged: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        match merged.last_mut() {
            Some(last) if stretch.from <= last.to => last.to = last.to.max(stretch.to),
            _ => merged.push(stretch),
        }
    }
    merged
}

/// The times that are in both; each in order and without overlaps, as is the outcome.
fn common(one: &[Stretch], other: &[Stretch]) -> Vec<Stretch> {
    let meet = |a: &Stretch, b: &Stretch| Stretch { from: a.from.max(b.from), to: a.to.min(b.to) };
    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| meet(a, b)));
    pairs.filter(|stretch| stretch.from < stretch.to).collect()
}

/// Plain words, in the English of the window, for whatever [`may_have_missed`] found; the stretches themselves are shown
/// beside them. `incomplete` is how many customers are known to lack something.
pub fn words(missed: &[Stretch], incomplete: Option<i64>) -> String {
    if missed.is_empty() {
        return "Nothing should be missing for that reason: Loyalite tries each event again for 8 h 36 min."
            .into();
    }
    let found = match incomplete {
        None => String::new(),
        Some(0) => " No customer’s history on this PC shows a break so far.".into(),
        Some(1) => " One customer’s history on this PC is incomplete, for this reason or another.".into(),
        Some(count) => {
            format!(
                " The histories of {count} customers on this PC are incomplete, for this reason or another."
            )
        }
    };
    format!(
        "Events of these hours may never have arrived: this PC was away for longer than the 8 h 36 min for which Loyalite \
         tries again. Each balance is right again with the customer’s next event.{found}"
    )
}
