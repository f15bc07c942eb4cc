//! A program with a window, started as its owner starts it: no driver holds it, and the screen alone tells when it is
//! there. Stampdesk and the empty window are started and judged in the same way.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use stories::{Running, Scratch, Screen, undriven};

use super::picture::{Look, Picture};

/// How often the screen is looked at.
const LOOK: Duration = Duration::from_millis(4);
/// A window that has not changed for so long is what it will be.
const STILL: Duration = Duration::from_secs(2);
/// How long it may take.
const PATIENCE: Duration = Duration::from_secs(120);
/// The page of the empty window.
const SEA_GREEN: [u8; 3] = [0x2e, 0x8b, 0x57];

/// A program whose window is on the screen.
pub struct Plain {
    /// The program.
    pub program: Running,
    /// From its start until its window looked as it has looked since.
    pub there: Duration,
    _screen: Screen,
}

impl Plain {
    /// Stampdesk on the data in `scratch`, with the feed's rows on the screen.
    pub async fn stampdesk(scratch: &Scratch, address: std::net::SocketAddr) -> Result<Self> {
        Self::start("stampdesk", scratch, address, Look::is_written_on).await
    }

    /// The empty window, with its page on the screen.
    pub async fn empty() -> Result<Self> {
        let (scratch, nowhere) = (Scratch::new()?, ([127, 0, 0, 1], 0).into());
        Self::start("empty-window", &scratch, nowhere, |look| look.is_all(SEA_GREEN)).await
    }

    async fn start(
        name: &str,
        scratch: &Scratch,
        address: std::net::SocketAddr,
        shows: impl Fn(&Look) -> bool,
    ) -> Result<Self> {
        let screen = Screen::light_up()?;
        let mut picture = Picture::of(&screen)?;
        let mut command = undriven(name, scratch, &screen, address)?;
        let begin = Instant::now();
        let program = Running::start(&mut command)?;
        let mut seen = vec![(begin.elapsed(), picture.look()?)];
        while let Some((changed, last)) = seen.last() {
            let now = begin.elapsed();
            if now - *changed > STILL && shows(last) {
                break;
            }
            ensure!(now < PATIENCE, "{name} never showed its page");
            tokio::time::sleep(LOOK).await;
            let look = picture.look()?;
            if look != *last {
                seen.push((begin.elapsed(), look));
            }
        }
        Ok(Self { program, there: first_alike(&seen), _screen: screen })
    }
}

/// When it first looked as it did in the end.
fn first_alike(seen: &[(Duration, Look)]) -> Duration {
    let Some((_, last)) = seen.last() else { return Duration::ZERO };
    let alike = seen.iter().rev().take_while(|(_, look)| look.is_like(last));
    alike.last().map_or(Duration::ZERO, |(at, _)| *at)
}
