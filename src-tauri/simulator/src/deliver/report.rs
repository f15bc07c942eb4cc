//! What became of a run.

use std::collections::BTreeMap;

use serde::Serialize;

use super::attempt::Attempt;

/// The figures of a run. `attempts` = answers of all statuses + `unreachable`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Requests made, retries and repeats included.
    pub attempts: u64,
    /// Deliveries that were answered 2xx in the end.
    pub accepted: u64,
    /// Deliveries given up after [`super::ATTEMPTS`] attempts.
    pub exhausted: u64,
    /// Accepted deliveries that were sent once more, whatever the answer.
    pub repeats: u64,
    /// Requests without a 2xx.
    pub failed_attempts: u64,
    /// Requests without any answer: refused, broken off or silent for 10 seconds.
    pub unreachable: u64,
    /// Answers by HTTP status.
    pub by_status: BTreeMap<u16, u64>,
}

/// What became of one delivery.
#[derive(Default)]
pub(super) struct Outcome {
    pub attempts: Vec<Attempt>,
    pub repeat: Option<Attempt>,
}

impl Outcome {
    pub fn accepted(&self) -> bool {
        self.attempts.last().is_some_and(|attempt| attempt.accepted())
    }
}

impl Report {
    pub(super) fn add(&mut self, outcome: &Outcome) {
        if outcome.accepted() {
            self.accepted += 1;
        } else {
            self.exhausted += 1;
        }
        self.repeats += u64::from(outcome.repeat.is_some());
        for attempt in outcome.attempts.iter().chain(&outcome.repeat) {
            self.attempts += 1;
            self.failed_attempts += u64::from(!attempt.accepted());
            match attempt {
                Attempt::Answered(status) => *self.by_status.entry(*status).or_default() += 1,
                Attempt::Unreachable => self.unreachable += 1,
            }
        }
    }
}
