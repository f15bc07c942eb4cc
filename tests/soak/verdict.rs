//! Does the border hold? Each demand in words, and whether what was found meets it.

use std::collections::HashSet;

use uuid::Uuid;

use crate::answer::Answer;
use crate::figures::Figures;
use crate::probe::mebibytes;

/// So many descriptors more than in the calm are none that leaked: a connection may be closing.
const DESCRIPTORS: usize = 16;
/// So much more memory than after the first tenth is no growth, in KiB.
const GROWTH: u64 = 16 * 1024;

impl Figures {
    /// Each demand in words, and whether it is met.
    pub fn verdict(&self) -> Vec<(String, bool)> {
        let rows: HashSet<Uuid> = self.rows.iter().copied().collect();
        let (accepted, sent) = (&self.book.accepted, &self.book.sent);
        let lost = accepted.difference(&rows).count();
        let doubled = self.rows.len() - rows.len();
        let foreign = rows.difference(sent).count();
        let owed = sent.difference(accepted).count();
        let answered_500 = self.book.answers().get(&Answer::Status(500)).copied().unwrap_or(0);
        let mut verdict = vec![
            (
                format!("{} deliveries answered 200, lost {lost}", accepted.len()),
                lost == 0 && !accepted.is_empty(),
            ),
            (format!("{} rows in the log, doubled {doubled}", self.rows.len()), doubled == 0),
            (format!("stored though nobody valid sent it: {foreign}"), foreign == 0),
            (format!("valid deliveries never answered 200: {owed}"), owed == 0),
            (format!("hostile requests answered 2xx: {}", self.let_in()), self.let_in() == 0),
            (format!("answered 500: {answered_500}"), answered_500 == 0),
            ("one process from beginning to end".to_owned(), self.one_process),
            (
                format!("asked to end, it did: {}", self.ended()),
                self.exit.is_some_and(|status| status.success()),
            ),
            (
                self.check.clone().err().unwrap_or_else(|| "check finds no difference".into()),
                self.check.is_ok(),
            ),
        ];
        verdict.extend(self.descriptors_return());
        verdict.extend(self.memory_is_flat());
        verdict.extend(self.count_is_whole());
        verdict
    }

    fn let_in(&self) -> u64 {
        let answers = self.book.hostile.iter().flat_map(|(_, answers)| answers);
        answers.filter(|(answer, _)| matches!(answer, Answer::Status(200..300))).map(|(_, times)| times).sum()
    }

    fn ended(&self) -> String {
        self.exit.map_or_else(|| "no".to_owned(), |status| status.to_string())
    }

    fn descriptors_return(&self) -> Option<(String, bool)> {
        let (calm, end) = (self.calm()?.descriptors, self.end()?.descriptors);
        Some((format!("descriptors: {calm} in the calm, {end} at the end"), end <= calm + DESCRIPTORS))
    }

    fn memory_is_flat(&self) -> Option<(String, bool)> {
        let (before, end) = (self.tenth()?.resident, self.end()?.resident);
        let words = format!(
            "memory: {:.1} MiB after a tenth, {:.1} MiB at the end",
            mebibytes(before),
            mebibytes(end)
        );
        Some((words, end <= before + GROWTH))
    }

    /// The process must have counted at least what the clients heard of, and every row exactly.
    fn count_is_whole(&self) -> Option<(String, bool)> {
        let counted = self.counted();
        let short: Vec<_> =
            counted.iter().filter(|(_, desk, client)| desk < client).map(|(name, ..)| *name).collect();
        let stored = self.outcome("stored") + self.outcome("set_aside");
        let words = match short.as_slice() {
            [] => format!("the desk's own count says stored {stored}, and misses no answer that was heard"),
            _ => format!("the desk counted fewer than clients heard of: {}", short.join(", ")),
        };
        let whole = short.is_empty() && stored == self.rows.len() as u64;
        self.outcomes.as_ref().map(|_| (words, whole))
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;
    use std::time::Duration;

    use super::*;
    use crate::book::Book;
    use crate::pile::Pile;
    use crate::probe::Sample;
    use crate::schedule::{Phase, Schedule};

    type Harm = fn(&mut Figures);

    const DELIVERY: Uuid = Uuid::from_u128(1);

    /// A run in which everything went well.
    fn held() -> Figures {
        let mut book = Book::new(["forged"].into_iter());
        book.sent.insert(DELIVERY);
        book.accepted.insert(DELIVERY);
        book.hostile[0].1.insert(Answer::Status(401), 7);
        let look = |at, phase| Sample {
            at: Duration::from_secs(at),
            phase,
            resident: 20 * 1024,
            anonymous: 10 * 1024,
            descriptors: 20,
            threads: 4,
            idle: 0,
        };
        Figures {
            schedule: Schedule::begin(Duration::from_secs(100)),
            book,
            pile: Pile::default().count(),
            samples: vec![look(1, Phase::Calm), look(10, Phase::Siege), look(101, Phase::Quiet)],
            one_process: true,
            exit: Some(ExitStatus::from_raw(0)),
            check: Ok(()),
            rows: vec![DELIVERY],
            outcomes: serde_json::json!({ "stored": 1, "bad_signature": 7 }).as_object().cloned(),
        }
    }

    /// What is found wrong when `harm` was done to a good run.
    fn failed(harm: impl FnOnce(&mut Figures)) -> Vec<String> {
        let mut figures = held();
        harm(&mut figures);
        figures.verdict().into_iter().filter(|(_, holds)| !holds).map(|(words, _)| words).collect()
    }

    #[test]
    fn a_good_run_meets_every_demand() {
        assert_eq!(failed(|_| {}), [""; 0]);
    }

    #[test]
    fn every_harm_is_found() {
        let harms: [(&str, Harm); 11] = [
            ("lost 1", |it| {
                it.rows.clear();
                it.outcomes = None;
            }),
            ("doubled 1", |it| {
                it.rows.push(DELIVERY);
                it.outcomes = None;
            }),
            ("nobody valid sent it: 1", |it| {
                it.rows.push(Uuid::from_u128(2));
                it.outcomes = None;
            }),
            ("never answered 200: 1", |it| it.book.sent.extend([Uuid::from_u128(3)])),
            ("answered 2xx: 1", |it| it.book.hostile[0].1.extend([(Answer::Status(204), 1)])),
            ("answered 500: 1", |it| {
                it.book.valid[0].1.insert(Answer::Status(500), 1);
                it.outcomes = None;
            }),
            ("one process", |it| it.one_process = false),
            ("asked to end", |it| it.exit = None),
            ("differs", |it| it.check = Err("differs".into())),
            ("descriptors: 20 in the calm, 37", |it| it.samples[2].descriptors = 37),
            ("memory: 20.0 MiB after a tenth, 37.0", |it| it.samples[2].resident = 37 * 1024),
        ];
        for (words, harm) in harms {
            let found = failed(harm);
            assert!(matches!(&found[..], [one] if one.contains(words)), "{words}: {found:?}");
        }
    }

    #[test]
    fn a_count_that_misses_an_answer_or_a_row_is_found() {
        let short = failed(|it| it.book.hostile[0].1.extend([(Answer::Status(401), 8)]));
        assert!(short[0].ends_with("fewer than clients heard of: bad signature"), "{short:?}");
        let other = failed(|it| {
            it.outcomes = serde_json::json!({ "stored": 2, "bad_signature": 7 }).as_object().cloned()
        });
        assert!(other[0].contains("stored 2"), "one row, and it says two: {other:?}");
    }
}
