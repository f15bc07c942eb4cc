//! Time: the shop's on one side, the clock on the wall on the other.

use std::num::NonZeroU32;
use std::time::Duration;

/// The platform tries a delivery this often before it is exhausted.
pub const ATTEMPTS: usize = 6;

const MINUTE: u64 = 60;
/// The platform's pauses after the first, second, … failed attempt.
const SCHEDULE: [Duration; ATTEMPTS - 1] = [
    Duration::from_secs(MINUTE),
    Duration::from_secs(5 * MINUTE),
    Duration::from_secs(30 * MINUTE),
    Duration::from_secs(2 * 60 * MINUTE),
    Duration::from_secs(6 * 60 * MINUTE),
];
/// Doubled after each failed attempt when nothing else sets the pace.
const FIRST_SHORT_PAUSE: Duration = Duration::from_millis(200);

/// How fast the shop's time passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// One delivery after the other, as fast as they are accepted. Pauses between attempts add up to six seconds, for
    /// a receiver that has to come back.
    Fastest,
    /// So many times as fast as in the shop: at 60, a minute passes in a second. Pauses between attempts shrink alike.
    Times(NonZeroU32),
}

impl Pace {
    /// How long after the beginning something is due that happens `since` the beginning of the shop's history.
    pub(super) fn wait(self, since: Duration) -> Duration {
        match self {
            Self::Fastest => Duration::ZERO,
            Self::Times(factor) => since / factor.get(),
        }
    }

    /// The pause after the first (0), second (1), … failed attempt.
    pub(super) fn pause(self, failure: usize) -> Duration {
        let failure = failure.min(SCHEDULE.len() - 1);
        match self {
            Self::Fastest => FIRST_SHORT_PAUSE * (1 << failure),
            Self::Times(factor) => SCHEDULE[failure] / factor.get(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_is_given_up_after_eight_hours_and_thirty_six_minutes() {
        let real_time = Pace::Times(NonZeroU32::MIN);
        let total: Duration = (0..ATTEMPTS - 1).map(|failure| real_time.pause(failure)).sum();
        assert_eq!(total, Duration::from_secs((8 * 60 + 36) * 60), "the platform's own words");
    }

    #[test]
    fn at_sixty_a_minute_is_a_second() {
        let pace = Pace::Times(NonZeroU32::MIN.saturating_add(59));
        let minute = Duration::from_secs(60);
        assert_eq!(
            (pace.wait(minute), pace.pause(0)),
            (minute / 60, minute / 60),
            "pauses shrink with the day"
        );
    }

    #[test]
    fn the_fastest_pace_waits_for_nothing_but_a_receiver_in_trouble() {
        assert_eq!(Pace::Fastest.wait(Duration::from_secs(86_400)), Duration::ZERO);
        let total: Duration = (0..ATTEMPTS - 1).map(|failure| Pace::Fastest.pause(failure)).sum();
        assert!(total < Duration::from_secs(10), "a run against a dead receiver ends soon");
    }
}
