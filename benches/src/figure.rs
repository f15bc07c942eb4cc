//! A line of the table: what was measured, in which unit, what it should come to, and whether it did.

/// One line of the table: what was measured, in several runs, and what it should come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What was measured, in a few words.
    pub name: String,
    /// What the numbers are.
    pub unit: Unit,
    /// What the median should come to; a figure without one is reported only.
    pub goal: Option<Goal>,
    /// One number for each run.
    pub runs: Vec<f64>,
    /// How it was measured, or what was seen beside it.
    pub note: String,
}

/// What a figure's numbers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// How many in a second.
    PerSecond,
    /// Milliseconds.
    Millis,
    /// One thing in terms of another, both measured within one run.
    Ratio,
    /// Bytes, printed as KB or MB.
    Bytes,
    /// Frames of the window.
    Frames,
}

/// What a figure should come to, judged by the median of the runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    /// This much or more.
    AtLeast(f64),
    /// This much or less.
    AtMost(f64),
}

impl Figure {
    /// A figure without a goal and without a note.
    pub fn new(name: impl Into<String>, unit: Unit, runs: Vec<f64>) -> Self {
        Self { name: name.into(), unit, goal: None, runs, note: String::new() }
    }

    /// The same with a goal.
    pub fn goal(self, goal: Goal) -> Self {
        Self { goal: Some(goal), ..self }
    }

    /// The same with a note.
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }

    /// Whether the goal is met; `None` where there is no goal or no run.
    pub fn met(&self) -> Option<bool> {
        let goal = self.goal.filter(|_| !self.runs.is_empty())?;
        Some(match goal {
            Goal::AtLeast(least) => self.median() >= least,
            Goal::AtMost(most) => self.median() <= most,
        })
    }

    /// The smallest run.
    pub fn min(&self) -> f64 {
        self.sorted().first().copied().unwrap_or(f64::NAN)
    }

    /// The run in the middle; of an even number of runs the mean of the two.
    pub fn median(&self) -> f64 {
        let sorted = self.sorted();
        let middle = sorted.len() / 2;
        match sorted.len() {
            0 => f64::NAN,
            count if count % 2 == 0 => f64::midpoint(sorted[middle - 1], sorted[middle]),
            _ => sorted[middle],
        }
    }

    /// The largest run.
    pub fn max(&self) -> f64 {
        self.sorted().last().copied().unwrap_or(f64::NAN)
    }

    fn sorted(&self) -> Vec<f64> {
        let mut runs = self.runs.clone();
        runs.sort_by(f64::total_cmp);
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_decides() {
        let figure = Figure::new("answer", Unit::Millis, vec![30.0, 8.0, 9.0]).goal(Goal::AtMost(10.0));
        assert_eq!((figure.min(), figure.median(), figure.max()), (8.0, 9.0, 30.0));
        assert_eq!(figure.met(), Some(true), "one slow run is not the figure");
        let too_few = Figure::new("intake", Unit::PerSecond, vec![4.0, 5.0]).goal(Goal::AtLeast(5.0));
        assert_eq!((too_few.median(), too_few.met()), (4.5, Some(false)));
    }

    #[test]
    fn nothing_measured_meets_nothing() {
        assert_eq!(Figure::new("intake", Unit::PerSecond, vec![5.0]).met(), None, "no goal");
        let missing = Figure::new("intake", Unit::PerSecond, Vec::new()).goal(Goal::AtLeast(5.0));
        assert_eq!(missing.met(), None, "no run");
    }
}
