//! What a person wants to read when it is over.

use std::fmt::{self, Write};
use std::time::Duration;

use crate::book::Answers;
use crate::figures::Figures;
use crate::probe::{Sample, mebibytes};

/// The whole of it as text.
pub fn text(figures: &Figures) -> Result<String, fmt::Error> {
    let mut out = String::new();
    let book = &figures.book;
    writeln!(out, "\n=== {} s of mixed traffic ===\n", figures.schedule.total().as_secs())?;
    requests(&mut out, "valid deliveries, by way", &book.valid)?;
    requests(&mut out, "everything else, by kind", &book.hostile)?;
    pile(&mut out, figures)?;
    latencies(&mut out, figures)?;
    process(&mut out, figures)?;
    outcomes(&mut out, figures)?;
    writeln!(out, "verdict")?;
    for (finding, holds) in figures.verdict() {
        writeln!(out, "  {}  {finding}", if holds { "ok    " } else { "FAILED" })?;
    }
    Ok(out)
}

fn requests(out: &mut String, title: &str, lines: &[(&str, Answers)]) -> fmt::Result {
    writeln!(out, "{title:<32} {:>9}  answers", "requests")?;
    for (kind, answers) in lines {
        let told: Vec<_> =
            answers.iter().map(|(answer, times)| format!("{answer}: {}", spaced(*times))).collect();
        writeln!(out, "  {kind:<30} {:>9}  {}", spaced(answers.values().sum()), told.join(", "))?;
    }
    writeln!(out)
}

fn pile(out: &mut String, figures: &Figures) -> fmt::Result {
    let besieged = figures.besieged();
    let open: u64 = besieged.iter().map(|sample| sample.idle).sum();
    writeln!(
        out,
        "idle connections: {} wanted at any time; {} opened, {} shed by the listener; {} open on average\n",
        crate::pile::CONNECTIONS,
        spaced(figures.pile.opened),
        spaced(figures.pile.shed),
        open.checked_div(besieged.len() as u64).unwrap_or(0)
    )
}

fn latencies(out: &mut String, figures: &Figures) -> fmt::Result {
    writeln!(
        out,
        "{:<48} {:>7} {:>9} {:>9} {:>9} {:>9}",
        "valid deliveries answered 200, in ms", "", "p50", "p95", "p99", "max"
    )?;
    for ((phase, label), times) in &figures.book.latencies {
        let [p50, p95, p99, max] = percentiles(times).map(milliseconds);
        let count = times.len();
        writeln!(out, "  {phase:<26}  {label:<18} {count:>7} {p50:>9.1} {p95:>9.1} {p99:>9.1} {max:>9.1}")?;
    }
    writeln!(out)
}

fn process(out: &mut String, figures: &Figures) -> fmt::Result {
    let moments = [
        ("after the calm", figures.calm()),
        ("after a tenth", figures.tenth()),
        ("at the worst", figures.worst()),
        ("at the end", figures.end()),
    ];
    writeln!(
        out,
        "{:<32} {:>10} {:>10} {:>12} {:>8}",
        "the process", "RSS, MiB", "anon, MiB", "descriptors", "threads"
    )?;
    for (moment, sample) in moments {
        let Some(Sample { resident, anonymous, descriptors, threads, .. }) = sample else { continue };
        let (resident, anonymous) = (mebibytes(resident), mebibytes(anonymous));
        writeln!(out, "  {moment:<30} {resident:>10.1} {anonymous:>10.1} {descriptors:>12} {threads:>8}")?;
    }
    let curve = |figure: fn(&Sample) -> f64| {
        figures.samples.iter().map(|sample| format!("{:.0}", figure(sample))).collect::<Vec<_>>().join(" ")
    };
    writeln!(out, "  RSS, MiB: {}", curve(|sample| mebibytes(sample.resident)))?;
    writeln!(out, "  descriptors: {}\n", curve(|sample| sample.descriptors as f64))
}

fn outcomes(out: &mut String, figures: &Figures) -> fmt::Result {
    let counted = figures.counted();
    if counted.is_empty() {
        return writeln!(out, "the desk's own count of outcomes: it keeps none\n");
    }
    writeln!(out, "{:<32} {:>12} {:>12}", "outcomes", "desk counted", "client heard")?;
    for (name, desk, client) in counted {
        writeln!(out, "  {name:<30} {:>12} {:>12}", spaced(desk), spaced(client))?;
    }
    writeln!(out)
}

/// p50, p95, p99 and the longest.
pub fn percentiles(times: &[Duration]) -> [Duration; 4] {
    let mut times = times.to_vec();
    times.sort_unstable();
    [50, 95, 99, 100].map(|percent| {
        let rank = (times.len() * percent).div_ceil(100);
        times.get(rank.saturating_sub(1)).copied().unwrap_or_default()
    })
}

/// A duration as people compare them.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// 12345 as 12,345.
fn spaced(figure: u64) -> String {
    let digits = figure.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(",")
}
