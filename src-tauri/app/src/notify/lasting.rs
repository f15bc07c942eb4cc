//! A cause that lasts, such as trouble with the connection: said once it has lasted, and once only until it is over.

use std::time::Duration;

use desk::Moment;

use super::quiet::Hush;

/// What comes back within this time was never over.
pub const SETTLED: Duration = Duration::from_secs(5 * 60);

/// One such cause.
#[derive(Debug, Clone)]
pub struct Lasting {
    /// What is over before is not worth a word.
    patience: Duration,
    since: Option<Moment>,
    well_since: Option<Moment>,
    told: bool,
}

impl Lasting {
    /// One that nothing is known of yet.
    pub fn new(patience: Duration) -> Self {
        Self { patience, since: None, well_since: None, told: false }
    }

    /// At `now` it is so, or not. Whether it is to be said.
    pub fn see(&mut self, now: Moment, so: bool, hush: Option<Hush>) -> bool {
        if !so {
            self.is_well(now);
            return false;
        }
        self.well_since = None;
        let since = *self.since.get_or_insert(now);
        if self.told || now.since(since) < self.patience {
            return false;
        }
        // Who looks at the window has read it there; after quiet hours it is still worth a word.
        self.told = hush != Some(Hush::Quiet);
        hush.is_none()
    }

    fn is_well(&mut self, now: Moment) {
        self.since = None;
        let well_since = *self.well_since.get_or_insert(now);
        if now.since(well_since) >= SETTLED {
            self.told = false;
        }
    }
}
