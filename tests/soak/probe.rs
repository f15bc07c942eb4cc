//! What the process takes of the machine, looked at from outside, every few seconds.

use std::fs;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use crate::pile::Pile;
use crate::schedule::{Phase, Schedule};

/// One look at the process.
#[derive(Clone, Copy)]
pub struct Sample {
    /// Since the beginning.
    pub at: Duration,
    /// When it was taken.
    pub phase: Phase,
    /// All the memory it has resident, in KiB.
    pub resident: u64,
    /// The part of it that is no file's: heap and stacks, in KiB.
    pub anonymous: u64,
    /// Open descriptors.
    pub descriptors: usize,
    /// Threads.
    pub threads: u64,
    /// Idle connections open at that moment, as their client sees it.
    pub idle: u64,
}

/// Looks at the process `pid` every so often, and says so. Ends when the process has.
pub async fn watch(pid: u32, schedule: Schedule, pile: &Pile, samples: &mut Vec<Sample>) {
    let mut ticks = interval((schedule.total() / 40).min(Duration::from_secs(5)));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let Some(sample) = look(pid, schedule, pile) else { return };
        println!(
            "{:>6.1} s  {:<26}  {:>6.1} MiB  {:>4} descriptors  {:>4} idle connections open",
            sample.at.as_secs_f64(),
            sample.phase,
            mebibytes(sample.resident),
            sample.descriptors,
            sample.idle
        );
        samples.push(sample);
    }
}

/// One look; nothing, when the process has ended.
pub fn look(pid: u32, schedule: Schedule, pile: &Pile) -> Option<Sample> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let figure = |name: &str| -> Option<u64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        line.trim().trim_end_matches(" kB").parse().ok()
    };
    Some(Sample {
        at: schedule.elapsed(),
        phase: schedule.phase(),
        resident: figure("VmRSS")?,
        anonymous: figure("RssAnon")?,
        descriptors: fs::read_dir(format!("/proc/{pid}/fd")).ok()?.count(),
        threads: figure("Threads")?,
        idle: pile.count().open,
    })
}

/// KiB as people read them.
pub fn mebibytes(kibibytes: u64) -> f64 {
    kibibytes as f64 / 1024.0
}
