//! When to ask again. No clock here: it says how long to wait.

use std::time::Duration;

use crate::Verdict;

/// While all is well, and at last when it stays bad.
const CALM: Duration = Duration::from_secs(5 * 60);
/// After each failure in a row: what a tunnel that starts needs is seconds, what an owner who mends something needs is
/// minutes.
const IMPATIENT: [Duration; 3] = [Duration::from_secs(10), Duration::from_secs(30), Duration::from_secs(60)];

/// What the next question waits for. A new one asks at once: begin one at the start, when the PC wakes, and when the tunnel
/// or the address changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Schedule {
    /// Failures in a row; none before the first verdict.
    failures: Option<usize>,
}

impl Schedule {
    /// After `verdict`, which came of the last question.
    #[must_use]
    pub fn after(self, verdict: &Verdict) -> Self {
        let failures = match verdict {
            Verdict::Reachable { .. } => 0,
            _ => self.failures.unwrap_or_default().saturating_add(1),
        };
        Self { failures: Some(failures) }
    }

    /// How long to wait before the next question.
    pub fn pause(self) -> Duration {
        match self.failures {
            None => Duration::ZERO,
            Some(0) => CALM,
            Some(failures) => IMPATIENT.get(failures - 1).copied().unwrap_or(CALM),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    const DOWN: Verdict = Verdict::TunnelDown { status: None };

    fn up() -> Verdict {
        Verdict::Reachable { url: "https://shop.example".into(), at: DateTime::UNIX_EPOCH }
    }

    fn seconds(verdicts: &[Verdict]) -> Vec<u64> {
        let schedules = verdicts.iter().scan(Schedule::default(), |schedule, verdict| {
            *schedule = schedule.after(verdict);
            Some(schedule.pause().as_secs())
        });
        schedules.collect()
    }

    #[test]
    fn the_first_question_does_not_wait() {
        assert_eq!(Schedule::default().pause(), Duration::ZERO);
    }

    #[test]
    fn it_is_impatient_at_first_and_calm_in_the_end() {
        let failures = [DOWN, Verdict::NoInternet, DOWN, Verdict::OtherAnswers, DOWN];
        assert_eq!(seconds(&failures), [10, 30, 60, 300, 300], "whatever it is that fails");
    }

    #[test]
    fn a_success_makes_it_calm_and_forgets_the_failures() {
        assert_eq!(seconds(&[up(), up(), DOWN, DOWN, up(), DOWN]), [300, 300, 10, 30, 300, 10]);
    }
}
