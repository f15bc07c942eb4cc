//! A moment by both clocks. The one that nobody moves may stand still while the PC sleeps, and the one on the wall is moved.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

/// A moment, to tell how much time has passed since.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// By the clock that nobody moves.
    pub steady: Instant,
    /// By the clock on the wall.
    pub wall: DateTime<Utc>,
}

impl Moment {
    /// This one.
    pub fn now() -> Self {
        Self { steady: Instant::now(), wall: Utc::now() }
    }

    /// How long after `earlier` it is, by whichever clock says longer: hours that the PC slept have passed too.
    pub fn since(self, earlier: Self) -> Duration {
        let steady = self.steady.saturating_duration_since(earlier.steady);
        (self.wall - earlier.wall).to_std().map_or(steady, |wall| wall.max(steady))
    }

    /// What comes after so much time by each of the two clocks.
    #[must_use]
    pub fn after(self, steady: Duration, wall: TimeDelta) -> Self {
        Self { steady: self.steady + steady, wall: self.wall + wall }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_told_by_the_clock_that_says_longer() {
        let then = Moment::now();
        let passed = |steady, wall| {
            then.after(Duration::from_secs(steady), TimeDelta::seconds(wall)).since(then).as_secs()
        };
        assert_eq!(passed(60, 60), 60);
        assert_eq!(passed(2, 30_000), 30_000, "a night's sleep");
        assert_eq!(passed(60, -3_600), 60, "the clock on the wall was set back");
    }
}
