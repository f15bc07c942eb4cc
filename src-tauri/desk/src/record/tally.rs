//! What the log says of refusals: a line a minute at the most, however many there are.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use listener::Reason;

const MINUTE: TimeDelta = TimeDelta::seconds(60);

/// The refusals that no line has told of yet: those of the minute that began with the first of them.
#[derive(Debug, Default)]
pub struct Tally(Option<Minute>);

#[derive(Debug)]
struct Minute {
    since: DateTime<Utc>,
    counts: HashMap<Reason, u64>,
}

impl Tally {
    /// One more.
    pub fn add(&mut self, reason: Reason, now: DateTime<Utc>) {
        let minute = self.0.get_or_insert_with(|| Minute { since: now, counts: HashMap::new() });
        *minute.counts.entry(reason).or_default() += 1;
    }

    /// The line, once the minute is over.
    pub fn line(&mut self, now: DateTime<Utc>) -> Option<String> {
        let over = |minute: &mut Minute| (now - minute.since).abs() >= MINUTE;
        self.0.take_if(over).map(|minute| words(&minute.counts))
    }

    /// The line, over or not.
    pub fn last_line(&mut self) -> Option<String> {
        self.0.take().map(|minute| words(&minute.counts))
    }
}

fn words(counts: &HashMap<Reason, u64>) -> String {
    let total: u64 = counts.values().sum();
    let mut kinds: Vec<_> = counts.iter().map(|(reason, count)| (*count, reason.name())).collect();
    kinds.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let kinds: Vec<_> = kinds.iter().map(|(count, name)| format!("{count} {name}")).collect();
    let requests = if total == 1 { "request was" } else { "requests were" };
    format!("{total} {requests} turned away in the last minute: {}", kinds.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_one_line_a_minute_with_the_most_frequent_first() {
        let start: DateTime<Utc> = "2026-04-19T10:00:00Z".parse().unwrap();
        let mut tally = Tally::default();
        assert_eq!(tally.line(start), None, "quiet says nothing");
        for _ in 0..10_000 {
            tally.add(Reason::SignatureMismatch, start);
        }
        tally.add(Reason::Path, start);
        tally.add(Reason::Method, start);
        assert_eq!(tally.line(start + TimeDelta::seconds(59)), None, "the minute is not over");
        assert_eq!(
            tally.line(start + MINUTE).as_deref(),
            Some(
                "10002 requests were turned away in the last minute: 10000 signature_mismatch, 1 method, 1 path"
            )
        );
        assert_eq!(tally.line(start + MINUTE * 2), None, "told once");
        tally.add(Reason::Path, start + MINUTE * 2);
        assert_eq!(
            tally.last_line().as_deref(),
            Some("1 request was turned away in the last minute: 1 path"),
            "the end of the program loses none"
        );
    }

    #[test]
    fn a_clock_that_is_set_back_silences_nothing() {
        let start: DateTime<Utc> = "2026-04-19T10:00:00Z".parse().unwrap();
        let mut tally = Tally::default();
        tally.add(Reason::Path, start);
        assert!(tally.line(start - TimeDelta::hours(1)).is_some());
    }
}
