//! How soon it listens again after it was killed, whatever the size of the history.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use chrono::Utc;
use loyalite::Secret;
use simulator::{Behaviour, Pace, Shop, play};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::bench::{Bench, millis, percentile, progress};
use crate::figure::{Figure, Goal, Unit};
use crate::history;

const SECRET: &str = "whsec_bench";
/// Crashes of each desk in a run; a start is the middle one of them.
const CRASHES: usize = 9;
/// Days of a shop that are taken in before a crash, so that it leaves a write-ahead log behind.
const DAYS: u32 = 3;
/// Longer than any start may take: something is wrong then.
const PATIENCE: Duration = Duration::from_secs(60);

/// Crashes three desks in turns: with the whole history, a tenth of it, and a tenth of that.
pub async fn run(bench: &Bench) -> Result<Vec<Figure>> {
    let mut desks = Vec::new();
    for part in [100, 10, 1] {
        let history = Bench { events: bench.events / part, ..bench.clone() };
        let folder = bench.scratch()?;
        history::copy(&history, folder.path())?;
        desks.push((history.events, folder, Vec::new()));
    }
    let mut ratios = Vec::new();
    for run in 0..bench.runs() {
        let mut samples = vec![Vec::new(); desks.len()];
        for crash in 0..CRASHES {
            for ((_, folder, _), samples) in desks.iter().zip(&mut samples) {
                let seed = (run * CRASHES + crash) as u64 + 2;
                samples.push(after_a_crash(bench, folder.path(), seed).await?);
            }
        }
        let starts: Vec<f64> = samples.iter_mut().map(|samples| percentile(samples, 0.5)).collect();
        progress(&format!("starts after {starts:.1?} ms"));
        ratios.push(starts[desks.len() - 1] / starts[0]);
        for ((_, _, runs), start) in desks.iter_mut().zip(starts) {
            runs.push(start);
        }
    }
    let ratio = Figure::new(
        "start after a crash, the whole history in terms of a hundredth of it",
        Unit::Ratio,
        ratios,
    )
    .goal(Goal::AtMost(1.3))
    .note(format!("kill -9 after {DAYS} days of events; the middle of {CRASHES} crashes each, in turns"));
    let starts = desks.into_iter().map(|(events, _, runs)| {
        Figure::new(format!("start after a crash, {events} events"), Unit::Millis, runs)
            .note("from the program's start to `listening on`")
    });
    Ok([ratio].into_iter().chain(starts).collect())
}

/// Has a desk take some events in, kills it, and measures how long the next one takes to listen.
async fn after_a_crash(bench: &Bench, data: &Path, seed: u64) -> Result<f64> {
    let mut desk = Desk::start(bench, data).await?;
    let deliveries = Shop { seed, ..Shop::default() }.history(DAYS, Utc::now());
    let (count, secret) = (deliveries.len(), Secret::new(SECRET)?);
    let behaviour = Behaviour { concurrency: 8, ..Behaviour::default() };
    let report = play(deliveries, &desk.url, &secret, Pace::Fastest, behaviour, |_| {}).await?;
    ensure!(report.accepted == count as u64, "accepted {} of {count}", report.accepted);
    desk.program.kill().await?;

    let begin = Instant::now();
    let mut again = Desk::start(bench, data).await?;
    let listening = millis(begin);
    again.program.kill().await?;
    Ok(listening)
}

/// `stampdesk-cli listen`, once it listens.
struct Desk {
    program: Child,
    url: String,
}

impl Desk {
    async fn start(bench: &Bench, data: &Path) -> Result<Self> {
        let mut program = Command::new(bench.program("stampdesk-cli")?)
            .arg("--data-dir")
            .arg(data)
            .args(["listen", "--bind", "127.0.0.1:0"])
            .env("STAMPDESK_WEBHOOK_SECRET", SECRET)
            .env("STAMPDESK_KEYCHAIN", "off")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let mut lines = BufReader::new(program.stdout.take().context("its output")?).lines();
        let line = timeout(PATIENCE, lines.next_line()).await??.context("it ended before it listened")?;
        let url = line.strip_prefix("listening on ").with_context(|| format!("it said: {line}"))?.to_owned();
        // What else it says is read as it comes: a full pipe would hold it up.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { program, url })
    }
}
