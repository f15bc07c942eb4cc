//! What was seen of one receiver under load: how fast it answered, and who spent the processor's time.

use std::fs;

use anyhow::{Context, Result};

use crate::load::Answers;
use crate::peers::Receiver;

/// Parts of a second in which the kernel counts a process's time, on every Linux.
const TICKS: f64 = 100.0;

/// One receiver in one run.
#[derive(Debug)]
pub struct Seen {
    /// Answers in a second.
    pub per_second: f64,
    /// Answers in all, those while it warmed up included.
    pub answered: usize,
    /// Half of the answers came within so many milliseconds, and so on.
    pub p50: f64,
    /// 99 in 100.
    pub p99: f64,
    /// All.
    pub max: f64,
    /// Seconds of processor time that the receiver took, and those that the load generator took.
    pub processor: Processor,
}

/// Seconds of processor time since the start.
#[derive(Debug, Clone, Copy)]
pub struct Processor {
    receiver: f64,
    generator: f64,
}

impl Seen {
    /// What came of the load, and what it took.
    pub fn new(mut answers: Answers, processor: Processor) -> Self {
        Self {
            per_second: answers.per_second(),
            answered: answers.answered,
            p50: answers.within(0.5),
            p99: answers.within(0.99),
            max: answers.within(1.0),
            processor,
        }
    }

    /// What the rate alone does not say.
    pub fn note(&self) -> String {
        let Processor { receiver, generator } = self.processor;
        let bottleneck = if generator > receiver { ": **the generator took more**" } else { "" };
        format!(
            "p50 {:.1} ms, p99 {:.1} ms, max {:.0} ms; processor: receiver {receiver:.1} s, generator {generator:.1} s{bottleneck}",
            self.p50, self.p99, self.max
        )
    }
}

impl Processor {
    /// What `receiver`, with the programs that it ran, and this process have taken so far.
    pub fn of(receiver: &Receiver) -> Result<Self> {
        Ok(Self { receiver: seconds(&receiver.id().to_string())?, generator: seconds("self")? })
    }

    /// What was taken since `before`.
    pub fn since(self, before: Self) -> Self {
        Self { receiver: self.receiver - before.receiver, generator: self.generator - before.generator }
    }
}

fn seconds(process: &str) -> Result<f64> {
    let path = format!("/proc/{process}/stat");
    let stat = fs::read_to_string(&path).context(path)?;
    let (_, after_name) = stat.rsplit_once(')').context("a process without a name")?;
    // Own time and that of children waited for, in and out of the kernel: fields 14 to 17, and the name is the second.
    let ticks = after_name.split_whitespace().skip(11).take(4).map(str::parse::<f64>);
    Ok(ticks.sum::<Result<f64, _>>()? / TICKS)
}
