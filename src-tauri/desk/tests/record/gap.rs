//! Sleep and a moved clock are noticed; a busy PC is not taken for either.

use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use desk::Gap;
use proptest::prelude::*;

use super::{HOUR, SECOND, noon};

#[test]
fn a_gap_says_what_the_clock_said_before_and_after() {
    let gap = |moved: TimeDelta, elapsed: u64| {
        Gap::between(noon(), noon() + moved, Duration::from_secs(elapsed)).map(|gap| gap.is_set_back())
    };
    assert_eq!(gap(HOUR, 1), Some(false), "slept, and the unset clock stood still meanwhile");
    assert_eq!(gap(HOUR, 3_600), Some(false), "slept, and it did not");
    assert_eq!(gap(-HOUR, 1), Some(true), "set back");
    assert_eq!(gap(SECOND * 60, 1), None);
    assert_eq!(gap(SECOND * 61, 1), Some(false), "more than a minute counts");
    assert_eq!(gap(-SECOND * 59, 1), None);
    assert_eq!(gap(-SECOND * 60, 1), Some(true), "with the second that has passed it is 61 of them");
}

proptest! {
    /// Ticking late and being corrected within half a minute is daily life, at any time of any day.
    #[test]
    fn an_ordinary_clock_has_no_gaps(at in 0_i64..4_000_000_000, elapsed in 0_u64..30_000, off in -30_000_i64..30_000) {
        let before = DateTime::from_timestamp(at, 0).unwrap();
        let after = before + TimeDelta::milliseconds(i64::try_from(elapsed).unwrap() + off);
        prop_assert_eq!(Gap::between(before, after, Duration::from_millis(elapsed)), None);
    }

    /// However strange the clock, the answer is what it said.
    #[test]
    fn a_gap_lies_between_the_two_looks(before in any::<i32>(), after in any::<i32>(), elapsed in any::<u64>()) {
        let [from, to] = [before, after].map(|at| DateTime::from_timestamp(at.into(), 0).unwrap());
        if let Some(gap) = Gap::between(from, to, Duration::from_secs(elapsed)) {
            prop_assert_eq!(gap, Gap { from, to });
        }
    }
}
