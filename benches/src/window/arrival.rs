//! From an event's answer to its row on the screen.

use std::time::Duration;

use anyhow::{Context, Result};
use stories::Window;
use tokio::time::interval;

use super::till::{Sale, Till};
use crate::bench::percentile;
use crate::figure::{Figure, Goal, Unit};

/// Farther apart than the feed's own pace in a rush.
const APART: Duration = Duration::from_millis(400);
/// Writes down when each row was painted: two frames after it stands in the document.
const WATCH: &str = "
    window.painted = {};
    const look = () => {
        const rows = [...document.querySelectorAll('[data-testid=feed-row]')].map((row) => row.dataset.code);
        const fresh = rows.filter((code) => code !== undefined && !(code in window.painted));
        fresh.forEach((code) => (window.painted[code] = null));
        const write = () => fresh.forEach((code) => (window.painted[code] = Date.now()));
        if (fresh.length > 0) requestAnimationFrame(() => requestAnimationFrame(write));
    };
    new MutationObserver(look).observe(document.body, {
        subtree: true, childList: true, attributes: true, attributeFilter: ['data-code'],
    });";
const TELL: &str = "arguments[arguments.length - 1](window.painted);";

/// The figure, not yet measured.
pub fn figure() -> Figure {
    let how = "an event every 400 ms; from its 200 at the sender to the second animation frame after its row stands in \
               the feed, both by the PC's clock";
    Figure::new("event answered -> row on screen, p95", Unit::Millis, Vec::new())
        .goal(Goal::AtMost(100.0))
        .note(how)
}

/// Posts so many events. The 95th percentile of what their rows took, in milliseconds.
pub async fn p95(window: &Window, events: usize) -> Result<f64> {
    let mut till = Till::new(window.url())?;
    window.find("[data-testid=feed-row]").await?;
    window.run(WATCH).await?;
    let mut sales = Vec::new();
    let mut ticks = interval(APART);
    for _ in 0..events {
        ticks.tick().await;
        sales.push(till.sell().await?);
    }
    tokio::time::sleep(APART).await;
    let painted = window.ask(TELL).await?;
    let mut samples = Vec::new();
    for Sale { code, answered } in sales {
        let seen = painted[&code].as_f64().with_context(|| format!("the row of {code} never appeared"))?;
        samples.push(seen - answered.as_secs_f64() * 1_000.0);
    }
    Ok(percentile(&mut samples, 0.95))
}
