//! How evenly the window paints while events arrive.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use loyalite::Secret;
use stories::{SECRET, Window};

use crate::figure::{Figure, Goal, Unit};
use crate::load::{self, Deck, Pace};

/// Events in a second: a quiet hour, a busy one, a rush, and the platform catching up.
pub const RATES: [u32; 4] = [0, 1, 20, 200];
/// A frame over this is felt, in milliseconds.
const FELT: f64 = 50.0;
/// Writes down when each frame begins.
const WATCH: &str = "
    const done = arguments[arguments.length - 1], begins = [], end = performance.now() + MILLIS;
    const frame = (at) => { begins.push(at); at < end ? requestAnimationFrame(frame) : done(begins); };
    requestAnimationFrame(frame);";

/// The longest frame and the frames that are felt at `rate`, not yet measured.
pub fn figures(rate: u32) -> [Figure; 2] {
    let name = |what: &str| match rate {
        0 => format!("at rest: {what}"),
        _ => format!("at {rate} events/s: {what}"),
    };
    let longest = Figure::new(name("longest frame"), Unit::Millis, Vec::new());
    let felt = Figure::new(name("frames over 50 ms"), Unit::Frames, Vec::new());
    if rate < RATES[3] {
        return [longest, felt];
    }
    let how = "between the beginnings of animation frames, painted in software where there is no GPU; events of \
               every kind, of a shop's many customers";
    [longest.goal(Goal::AtMost(FELT)).note(how), felt.goal(Goal::AtMost(0.0))]
}

/// The longest frame and how many are felt while events arrive at `rate` for `time` and the Counter is open.
pub async fn watch(window: &Window, rate: u32, time: Duration) -> Result<[f64; 2]> {
    window.find("[data-testid=feed-row]").await?;
    let script = WATCH.replace("MILLIS", &time.as_millis().to_string());
    let (begins, posted) = tokio::join!(window.ask(&script), post(window, rate, time));
    posted?;
    let begins = begins?;
    let begins: Vec<f64> = begins.as_array().context("times")?.iter().filter_map(|at| at.as_f64()).collect();
    let frames: Vec<f64> = begins.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let longest = frames.iter().copied().fold(0.0, f64::max);
    Ok([longest, frames.iter().filter(|frame| **frame > FELT).count() as f64])
}

async fn post(window: &Window, rate: u32, time: Duration) -> Result<()> {
    if rate == 0 {
        return Ok(());
    }
    let events = f64::from(rate) * time.as_secs_f64();
    let deck = Arc::new(Deck::of_a_shop(events as usize, &Secret::new(SECRET)?)?);
    load::post(window.address(), &deck, Pace::PerSecond(rate), time).await?;
    Ok(())
}
