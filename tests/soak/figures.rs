//! All that a run has shown.

use std::process::ExitStatus;

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::answer::Answer;
use crate::book::Book;
use crate::pile;
use crate::probe::Sample;
use crate::schedule::{Phase, Schedule};

/// What was found when it was over.
pub struct Figures {
    /// When what happened.
    pub schedule: Schedule,
    /// Every request.
    pub book: Book,
    /// The idle connections.
    pub pile: pile::Count,
    /// The process, from the first moment to the last.
    pub samples: Vec<Sample>,
    /// Did the process that was started run until it was asked to end?
    pub one_process: bool,
    /// How it ended when asked.
    pub exit: Option<ExitStatus>,
    /// What `check` found wrong.
    pub check: Result<(), String>,
    /// The id of every row in the log.
    pub rows: Vec<Uuid>,
    /// The process's own count of outcomes, where it keeps one.
    pub outcomes: Option<Map<String, Value>>,
}

impl Figures {
    /// Outcomes, as the process counted them and as clients heard of them; where no status tells them apart, together.
    pub fn counted(&self) -> Vec<(&'static str, u64, u64)> {
        const TOLD_BY: [(&str, &[&str], &[u16]); 6] = [
            ("stored, repeat, set aside", &["stored", "repeat", "conflict", "set_aside"], &[200]),
            ("bad signature", &["bad_signature"], &[401]),
            ("malformed", &["malformed"], &[400, 415, 505]),
            ("too large", &["too_large"], &[413, 431]),
            ("too slow", &["too_slow"], &[408]),
            ("refused, failed", &["refused", "failed"], &[404, 405, 500, 503]),
        ];
        if self.outcomes.is_none() {
            return Vec::new();
        }
        let heard = self.book.answers();
        let line = |(title, outcomes, statuses): (_, &[&str], &[u16])| {
            let desk = outcomes.iter().map(|name| self.outcome(name)).sum();
            let client = statuses.iter().filter_map(|status| heard.get(&Answer::Status(*status))).sum();
            (title, desk, client)
        };
        TOLD_BY.into_iter().map(line).collect()
    }

    /// How often the process counted this outcome.
    pub fn outcome(&self, name: &str) -> u64 {
        self.outcomes.as_ref().and_then(|it| it.get(name)?.as_u64()).unwrap_or(0)
    }

    /// The last look at the process in the calm, with the most descriptors of that time.
    pub fn calm(&self) -> Option<Sample> {
        let calm = || self.samples.iter().filter(|sample| sample.phase == Phase::Calm);
        let descriptors = calm().map(|sample| sample.descriptors).max()?;
        Some(Sample { descriptors, ..*calm().next_back()? })
    }

    /// The first look after a tenth of the time.
    pub fn tenth(&self) -> Option<Sample> {
        let tenth = self.schedule.total() / 10;
        self.samples.iter().find(|sample| sample.at >= tenth).copied()
    }

    /// The most of everything, whenever it was.
    pub fn worst(&self) -> Option<Sample> {
        self.samples.iter().copied().reduce(|a, b| Sample {
            resident: a.resident.max(b.resident),
            anonymous: a.anonymous.max(b.anonymous),
            descriptors: a.descriptors.max(b.descriptors),
            threads: a.threads.max(b.threads),
            ..b
        })
    }

    /// The last look of all.
    pub fn end(&self) -> Option<Sample> {
        self.samples.last().copied()
    }

    /// The looks at the process while the pile was there.
    pub fn besieged(&self) -> Vec<Sample> {
        let there = |sample: &&Sample| matches!(sample.phase, Phase::Siege | Phase::Everything);
        self.samples.iter().filter(there).copied().collect()
    }
}
