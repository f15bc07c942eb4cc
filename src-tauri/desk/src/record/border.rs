//! What came to the border, as every face shows it. Nothing in it grows without bound, and nothing is a client's own
//! words.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};
use listener::Seen;
use serde::{Deserialize, Serialize};

use super::names;
use crate::{Gap, Listening, Road, Stretch, Suspicion};

/// So many refusals are kept.
const REFUSALS: usize = 1_000;
/// So many gaps are kept.
const GAPS: usize = 100;
/// So many absences are kept.
const ABSENCES: usize = 100;

/// What came to the border.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Border {
    /// Since when it is counted, over restarts.
    pub since: DateTime<Utc>,
    /// Whether deliveries can come in; `None` as long as nobody has said.
    pub listening: Option<Listening>,
    /// The road from the internet to this PC; `None` as long as nobody has said.
    pub road: Option<Road>,
    /// How many requests ended how.
    pub outcomes: Outcomes,
    /// The newest requests that were not taken in, newest first, at most 1,000.
    pub refusals: VecDeque<Refusal>,
    /// The newest leaps of the clock, newest first, at most 100.
    pub gaps: VecDeque<Gap>,
    /// When nobody listened here for more than a minute, the program ended or in trouble; newest first, at most 100.
    pub absences: VecDeque<Stretch>,
    /// Why signatures do not match, while they do not.
    pub suspicion: Option<Suspicion>,
}

/// A request that was not taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Refusal {
    /// When.
    pub at: DateTime<Utc>,
    /// What it is counted under.
    #[serde(with = "names::Outcome")]
    #[cfg_attr(feature = "specta", specta(type = names::Outcome))]
    pub outcome: listener::Outcome,
    /// Why.
    #[serde(with = "names::Reason")]
    #[cfg_attr(feature = "specta", specta(type = names::Reason))]
    pub reason: listener::Reason,
    /// The size of its body in bytes: as it was read, else as its head announced it.
    pub bytes: u64,
    /// The beginning of the body's SHA-256, eight hex digits, where it was read whole: the same delivery coming again
    /// has the same.
    pub digest: Option<String>,
}

/// How many requests ended how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Outcomes {
    /// New, and on disk.
    pub stored: u64,
    /// Known already.
    pub repeat: u64,
    /// Known, but with another body.
    pub conflict: u64,
    /// On disk, but what they say cannot be used.
    pub set_aside: u64,
    /// The signature is missing, malformed or not that of the body.
    pub bad_signature: u64,
    /// No delivery in form.
    pub malformed: u64,
    /// A head or a body beyond the bounds.
    pub too_large: u64,
    /// A head or a body that did not come in time.
    pub too_slow: u64,
    /// Turned away whatever they held.
    pub refused: u64,
    /// Our own fault; they will be sent again.
    pub failed: u64,
    /// Somebody asked whether the endpoint is up.
    pub probed: u64,
}

impl Border {
    /// Nothing came yet.
    pub(super) fn new(since: DateTime<Utc>) -> Self {
        Self {
            since,
            listening: None,
            road: None,
            outcomes: Outcomes::default(),
            refusals: VecDeque::new(),
            gaps: VecDeque::new(),
            absences: VecDeque::new(),
            suspicion: None,
        }
    }

    pub(super) fn saw(&mut self, seen: Seen, now: DateTime<Utc>) {
        let count = self.outcomes.of(seen.outcome);
        *count = count.saturating_add(1);
        if let Some(reason) = seen.reason {
            let digest = seen.digest.map(|digest| format!("{:08x}", u32::from_be_bytes(digest)));
            let refusal = Refusal { at: now, outcome: seen.outcome, reason, bytes: seen.bytes, digest };
            self.refusals.truncate(REFUSALS - 1);
            self.refusals.push_front(refusal);
        }
    }

    pub(super) fn gap(&mut self, gap: Gap) {
        self.gaps.truncate(GAPS - 1);
        self.gaps.push_front(gap);
    }

    pub(super) fn absence(&mut self, absence: Stretch) {
        self.absences.truncate(ABSENCES - 1);
        self.absences.push_front(absence);
    }
}

impl Outcomes {
    fn of(&mut self, outcome: listener::Outcome) -> &mut u64 {
        use listener::Outcome as It;
        match outcome {
            It::Stored => &mut self.stored,
            It::Repeat => &mut self.repeat,
            It::Conflict => &mut self.conflict,
            It::SetAside => &mut self.set_aside,
            It::BadSignature => &mut self.bad_signature,
            It::Malformed => &mut self.malformed,
            It::TooLarge => &mut self.too_large,
            It::TooSlow => &mut self.too_slow,
            It::Refused => &mut self.refused,
            It::Failed => &mut self.failed,
            It::Probed => &mut self.probed,
        }
    }
}
