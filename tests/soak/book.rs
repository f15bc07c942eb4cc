//! The book: every request with its answer, written by one hand.

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use uuid::Uuid;

use crate::answer::Answer;
use crate::roads::{WAYS, Way};
use crate::schedule::Phase;

/// Where entries are told to the book.
pub type Pen = UnboundedSender<Entry>;

/// One request and its end.
pub enum Entry {
    /// An attempt at a valid delivery.
    Attempt {
        /// Which delivery.
        id: Uuid,
        /// How it was posted.
        way: Way,
        /// Was it one of a burst?
        in_burst: bool,
        /// When it was begun.
        phase: Phase,
        /// From connecting (or from the first byte, over a kept connection) until the answer was read.
        took: Duration,
        /// What came of it.
        answer: Answer,
    },
    /// Something that must not be let in.
    Hostile {
        /// What it was.
        kind: &'static str,
        /// What came of it.
        answer: Answer,
    },
}

/// How often each answer was heard.
pub type Answers = BTreeMap<Answer, u64>;

/// All that was sent and heard.
pub struct Book {
    /// The answers to valid deliveries, by the way they came.
    pub valid: Vec<(&'static str, Answers)>,
    /// The answers to everything else, by kind.
    pub hostile: Vec<(&'static str, Answers)>,
    /// How long answers to valid deliveries took.
    pub latencies: BTreeMap<(Phase, &'static str), Vec<Duration>>,
    /// Every delivery that was attempted.
    pub sent: HashSet<Uuid>,
    /// Those of them that were answered 200.
    pub accepted: HashSet<Uuid>,
}

impl Book {
    /// An empty one, with a line for each of these hostile kinds.
    pub fn new(kinds: impl Iterator<Item = &'static str>) -> Self {
        Self {
            valid: WAYS.map(|way| (way.name(), Answers::new())).to_vec(),
            hostile: kinds.map(|kind| (kind, Answers::new())).collect(),
            latencies: BTreeMap::new(),
            sent: HashSet::new(),
            accepted: HashSet::new(),
        }
    }

    /// Writes until nobody has a pen any more.
    pub async fn written(mut self, mut entries: UnboundedReceiver<Entry>) -> Self {
        while let Some(entry) = entries.recv().await {
            match entry {
                Entry::Hostile { kind, answer } => count(&mut self.hostile, kind, answer, 1),
                Entry::Attempt { id, way, in_burst, phase, took, answer } => {
                    count(&mut self.valid, way.name(), answer, way.requests());
                    self.sent.insert(id);
                    if answer == Answer::Status(200) {
                        self.accepted.insert(id);
                        if let Some(label) = timed(way, in_burst) {
                            self.latencies.entry((phase, label)).or_default().push(took);
                        }
                    }
                }
            }
        }
        self
    }

    /// All the answers of one kind or other.
    pub fn answers(&self) -> Answers {
        let mut all = Answers::new();
        for (answer, times) in self.valid.iter().chain(&self.hostile).flat_map(|(_, answers)| answers) {
            *all.entry(*answer).or_default() += times;
        }
        all
    }
}

/// Under what its time is kept, for the ways that a platform or a tunnel would take.
fn timed(way: Way, in_burst: bool) -> Option<&'static str> {
    match way {
        Way::Own | Way::Kept | Way::Http2 if in_burst => Some("in bursts"),
        Way::Own | Way::Kept | Way::Http2 => Some(way.name()),
        _ => None,
    }
}

fn count(lines: &mut Vec<(&'static str, Answers)>, kind: &'static str, answer: Answer, times: u64) {
    let line = match lines.iter().position(|(name, _)| *name == kind) {
        Some(line) => line,
        None => {
            lines.push((kind, Answers::new()));
            lines.len() - 1
        }
    };
    *lines[line].1.entry(answer).or_default() += times;
}
