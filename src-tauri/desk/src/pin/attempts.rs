//! How often a PIN may be tried: four wrong ones are slips, from the fifth on each costs a wait that doubles. Kept with the PIN,
//! so that starting the program anew shortens no wait; and a clock that is moved back neither shortens nor lengthens one by
//! more than itself.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// So many wrong ones, and there is a wait.
pub const FREE: u32 = 5;
/// The first wait.
const FIRST: Duration = Duration::from_secs(30);
/// No wait is longer.
pub const LONGEST: Duration = Duration::from_secs(15 * 60);

/// The tries since the PIN was last right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Attempts {
    /// How many, all of them wrong.
    wrong: u32,
    /// When the last one was.
    last: Option<DateTime<Utc>>,
}

impl Attempts {
    /// Counts a try, as a wrong one: who is right starts anew.
    ///
    /// # Errors
    /// Until when there is to be none.
    pub fn admit(&mut self, now: DateTime<Utc>) -> Result<(), DateTime<Utc>> {
        self.settle(now);
        if let Some(until) = self.wait_until(now) {
            return Err(until);
        }
        *self = Self { wrong: self.wrong.saturating_add(1), last: Some(now) };
        Ok(())
    }

    /// Until when there is to be no try, where there is a wait.
    pub fn wait_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let until = self.last? + wait_after(self.wrong)?;
        (now < until).then_some(until)
    }

    /// A try that lies ahead was made before the clock was moved back: its wait begins anew. True when it was so.
    pub fn settle(&mut self, now: DateTime<Utc>) -> bool {
        let ahead = self.last.is_some_and(|last| last > now);
        if ahead {
            self.last = Some(now);
        }
        ahead
    }
}

/// The wait after so many wrong ones.
pub fn wait_after(wrong: u32) -> Option<Duration> {
    let doublings = wrong.checked_sub(FREE)?;
    Some(
        2_u32
            .checked_pow(doublings)
            .and_then(|times| FIRST.checked_mul(times))
            .map_or(LONGEST, |wait| wait.min(LONGEST)),
    )
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    fn start() -> DateTime<Utc> {
        DateTime::from_timestamp(1_776_600_000, 0).expect("a moment of 2026")
    }

    #[test]
    fn four_slips_cost_nothing_and_then_each_wait_is_twice_as_long_up_to_a_quarter_of_an_hour() {
        let waits: Vec<_> = (1..13).map(|wrong| wait_after(wrong).map_or(0, |wait| wait.as_secs())).collect();
        assert_eq!(waits, [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(wait_after(u32::MAX), Some(LONGEST), "however many there were");
    }

    #[test]
    fn the_wait_is_over_at_its_very_end() {
        let mut attempts = Attempts::default();
        for _ in 0..FREE {
            attempts.admit(start()).expect("the free ones");
        }
        let end = start() + TimeDelta::seconds(30);
        assert_eq!(attempts.admit(start() + TimeDelta::seconds(29)), Err(end));
        assert_eq!(attempts.admit(end), Ok(()), "and a refused one did not make it longer");
        assert_eq!(attempts.wait_until(end), Some(end + TimeDelta::seconds(60)));
    }

    /// What happens between two tries.
    #[derive(Debug, Clone)]
    enum Between {
        Pass { seconds: i64 },
        MoveBack { seconds: i64 },
        Restart,
    }

    fn between() -> impl Strategy<Value = Between> {
        prop_oneof![
            4 => (0..1_000_i64).prop_map(|seconds| Between::Pass { seconds }),
            1 => (1..10_000_000_i64).prop_map(|seconds| Between::MoveBack { seconds }),
            1 => Just(Between::Restart),
        ]
    }

    /// A PC: what really passes, and what its clock says.
    struct Pc {
        passed: i64,
        behind: i64,
        attempts: Attempts,
    }

    impl Pc {
        fn now(&self) -> DateTime<Utc> {
            start() + TimeDelta::seconds(self.passed - self.behind)
        }

        fn live(&mut self, what: &Between) {
            match what {
                Between::Pass { seconds } => self.passed += seconds,
                Between::MoveBack { seconds } => self.behind += seconds,
                Between::Restart => {
                    let written = serde_json::to_vec(&self.attempts).expect("it can be written");
                    self.attempts = serde_json::from_slice(&written).expect("and read");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn neither_a_restart_nor_a_clock_moved_back_gives_a_try_more(
            days in prop::collection::vec(between(), 1..120),
        ) {
            let mut pc = Pc { passed: 0, behind: 0, attempts: Attempts::default() };
            let (mut tried, mut last) = (0, 0);
            for what in &days {
                pc.live(what);
                if pc.attempts.admit(pc.now()).is_err() {
                    continue;
                }
                let due = wait_after(tried).map_or(0, |wait| wait.as_secs() as i64);
                prop_assert!(pc.passed - last >= due, "try {} came {} s after", tried + 1, pc.passed - last);
                (tried, last) = (tried + 1, pc.passed);
            }
        }

        #[test]
        fn whatever_the_clock_went_through_the_owner_waits_no_longer_than_the_wait(
            days in prop::collection::vec(between(), 1..120),
            forward in 0..100_000_000_i64,
        ) {
            // It was ahead by years, and was put right.
            let mut pc = Pc { passed: 0, behind: -forward, attempts: Attempts::default() };
            for what in &days {
                pc.live(what);
                let _waits = pc.attempts.admit(pc.now());
            }
            pc.behind += forward;
            pc.attempts.settle(pc.now()); // the desk looks all the time
            let until = pc.attempts.wait_until(pc.now()).unwrap_or(pc.now());
            prop_assert!(until - pc.now() <= TimeDelta::from_std(LONGEST).expect("minutes"));
            pc.passed += LONGEST.as_secs() as i64;
            prop_assert_eq!(pc.attempts.admit(pc.now()), Ok(()));
        }
    }
}
