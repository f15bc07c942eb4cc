//! What happens when: calm first, then a siege, then everything at once, then quiet.

use std::fmt;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// The parts of a run, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Valid deliveries alone.
    Calm,
    /// The same beside a pile of idle connections and a stream of bad signatures.
    Siege,
    /// The same beside every kind of hostile traffic, and deliveries in bursts too.
    Everything,
    /// No new traffic: what is owed is sent again, and the process settles.
    Quiet,
}

impl Phase {
    /// The share of the whole time after which it begins.
    fn begins_at(self) -> f64 {
        match self {
            Self::Calm => 0.0,
            Self::Siege => 0.05,
            Self::Everything => 0.2,
            Self::Quiet => 1.0,
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Calm => "calm",
            Self::Siege => "idle pile + bad signatures",
            Self::Everything => "everything at once",
            Self::Quiet => "afterwards",
        })
    }
}

/// The phases of one run on the clock.
#[derive(Clone, Copy)]
pub struct Schedule {
    began: Instant,
    total: Duration,
}

impl Schedule {
    /// From now on, for so long.
    pub fn begin(total: Duration) -> Self {
        Self { began: Instant::now(), total }
    }

    /// The phase that it is now.
    pub fn phase(self) -> Phase {
        [Phase::Quiet, Phase::Everything, Phase::Siege]
            .into_iter()
            .find(|phase| self.start_of(*phase) <= Instant::now())
            .unwrap_or(Phase::Calm)
    }

    /// Waits until `phase` begins.
    pub async fn until(self, phase: Phase) {
        sleep_until(self.start_of(phase)).await;
    }

    /// When `phase` begins.
    pub fn start_of(self, phase: Phase) -> Instant {
        self.began + self.total.mul_f64(phase.begins_at())
    }

    /// How long it has been going on.
    pub fn elapsed(self) -> Duration {
        self.began.elapsed()
    }

    /// How long it is to go on before the quiet.
    pub fn total(self) -> Duration {
        self.total
    }
}
