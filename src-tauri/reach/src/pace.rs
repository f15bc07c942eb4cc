//! The times of the supervisor, and how the pauses between restarts grow.

use std::time::Duration;

/// The supervisor's times. The defaults are what an owner gets; tests make them short.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// The pause before the first restart; it doubles with each further one.
    pub first_pause: Duration,
    /// Where the pauses stop growing.
    pub longest_pause: Duration,
    /// Having been up for this long, a program starts over with the first pause.
    pub steady_after: Duration,
    /// A program without an address for this long hangs.
    pub address_within: Duration,
    /// How long a program that is asked to end may take.
    pub grace: Duration,
    /// How often a missing program is looked for.
    pub look_again: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
            steady_after: Duration::from_secs(60),
            address_within: Duration::from_secs(30),
            grace: Duration::from_secs(3),
            look_again: Duration::from_secs(5),
        }
    }
}

/// The pauses between restarts.
#[derive(Debug)]
pub(crate) struct Backoff {
    pace: Pace,
    next: Duration,
}

impl Backoff {
    pub(crate) fn new(pace: Pace) -> Self {
        Self { pace, next: pace.first_pause }
    }

    /// The pause after a run that was up for `up`.
    pub(crate) fn after(&mut self, up: Duration) -> Duration {
        if up >= self.pace.steady_after {
            self.next = self.pace.first_pause;
        }
        let pause = self.next;
        self.next = (pause * 2).min(self.pace.longest_pause);
        pause
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_minute_and_start_over_after_a_steady_one() {
        let mut backoff = Backoff::new(Pace::default());
        let short = Duration::from_secs(59);
        let pauses: Vec<u64> = (0..8).map(|_| backoff.after(short).as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60], "a service in trouble must not be hammered");
        let steady = backoff.after(Duration::from_secs(60)).as_secs();
        assert_eq!(steady, 1, "what ran well deserves a prompt restart");
        assert_eq!(backoff.after(short).as_secs(), 2, "and the pauses grow anew");
    }
}
