//! The report for a program to read.

use serde_json::{Map, Value, json};

use crate::book::Answers;
use crate::figures::Figures;
use crate::report::{milliseconds, percentiles};

/// The whole of it.
pub fn value(figures: &Figures) -> Value {
    let latencies = figures.book.latencies.iter().map(|((phase, label), times)| {
        let [p50, p95, p99, max] = percentiles(times).map(milliseconds);
        json!({ "phase": phase.to_string(), "way": label, "count": times.len(),
                "p50_ms": p50, "p95_ms": p95, "p99_ms": p99, "max_ms": max })
    });
    let samples = figures.samples.iter().map(|sample| {
        json!({ "at_s": sample.at.as_secs_f64(), "phase": sample.phase.to_string(),
                "resident_kib": sample.resident, "anonymous_kib": sample.anonymous,
                "descriptors": sample.descriptors, "threads": sample.threads, "idle": sample.idle })
    });
    let counted = figures.counted().into_iter().map(
        |(outcome, desk, client)| json!({ "outcome": outcome, "desk_counted": desk, "client_heard": client }),
    );
    let verdict = figures.verdict();
    json!({
        "seconds": figures.schedule.total().as_secs(),
        "valid": requests(&figures.book.valid),
        "hostile": requests(&figures.book.hostile),
        "idle": { "opened": figures.pile.opened, "shed": figures.pile.shed },
        "latencies": latencies.collect::<Value>(),
        "samples": samples.collect::<Value>(),
        "outcomes": counted.collect::<Value>(),
        "holds": verdict.iter().all(|(_, holds)| *holds),
        "verdict": verdict.iter().map(|(what, holds)| json!({ "what": what, "holds": holds })).collect::<Value>(),
    })
}

fn requests(lines: &[(&str, Answers)]) -> Value {
    let line = |(kind, answers): &(&str, Answers)| {
        let answers = answers.iter().map(|(answer, times)| (answer.to_string(), json!(times)));
        (kind.to_string(), answers.collect::<Map<_, _>>().into())
    };
    lines.iter().map(line).collect::<Map<_, _>>().into()
}
