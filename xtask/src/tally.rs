//! The count of what passed and what failed, read from what the test programs themselves say.

use std::ops::AddAssign;

/// Passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests and gates that held.
    pub passed: u64,
    /// Those that did not.
    pub failed: u64,
}

impl Tally {
    /// One gate.
    pub fn gate(held: bool) -> Self {
        Self { passed: held.into(), failed: (!held).into() }
    }

    /// What a test program reported in `lines`. One that failed without naming a failed test
    /// (it did not compile, it was killed) counts as one failure.
    pub fn told(succeeded: bool, lines: &[String], read: fn(&str) -> Option<Self>) -> Self {
        let mut tally = Self::default();
        for told in lines.iter().filter_map(|line| read(line)) {
            tally += told;
        }
        tally.failed = tally.failed.max((!succeeded).into());
        tally
    }

    /// A result line of `cargo test`: `test result: ok. 12 passed; 0 failed; 1 ignored; …`.
    pub fn of_cargo(line: &str) -> Option<Self> {
        let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
        Some(Self::counted(counts.split("; ")))
    }

    /// The summary line of vitest: `      Tests  1 failed | 11 passed (12)`.
    pub fn of_vitest(line: &str) -> Option<Self> {
        let counts = line.trim_start().strip_prefix("Tests ")?.split(" (").next()?;
        Some(Self::counted(counts.split(" | ")))
    }

    fn counted<'a>(parts: impl Iterator<Item = &'a str>) -> Self {
        let mut tally = Self::default();
        for part in parts {
            match part.trim().split_once(' ').map(|(count, what)| (count.parse::<u64>(), what)) {
                Some((Ok(count), "passed")) => tally.passed += count,
                Some((Ok(count), "failed")) => tally.failed += count,
                _ => {}
            }
        }
        tally
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_says_how_many() {
        let line = "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.03s";
        assert_eq!(Tally::of_cargo(line), Some(Tally { passed: 12, failed: 2 }), "ignored tests did neither");
        assert_eq!(Tally::of_cargo("test result_lines ... ok"), None, "a test's own line is no result line");
    }

    #[test]
    fn vitest_says_how_many() {
        let red = Tally { passed: 11, failed: 1 };
        assert_eq!(Tally::of_vitest("      Tests  1 failed | 11 passed (12)"), Some(red));
        assert_eq!(Tally::of_vitest("      Tests  1 failed | 11 passed | 3 skipped (15)"), Some(red));
        assert_eq!(Tally::of_vitest(" Test Files  4 passed (4)"), None, "files are not tests");
    }

    #[test]
    fn a_program_that_dies_without_a_word_is_a_failure() {
        let died = Tally::told(false, &["error: could not compile".to_owned()], Tally::of_cargo);
        assert_eq!(died, Tally { passed: 0, failed: 1 });
    }

    #[test]
    fn a_named_failure_is_not_counted_twice() {
        let lines = ["test result: FAILED. 3 passed; 1 failed; 0 ignored".to_owned()];
        assert_eq!(Tally::told(false, &lines, Tally::of_cargo), Tally { passed: 3, failed: 1 });
    }
}
