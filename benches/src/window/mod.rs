//! The real window on the whole history: what the eye waits for, and what the PC gives for it.

mod arrival;
mod bundle;
mod cold;
mod frames;
mod lookup;
mod memory;
mod picture;
mod plain;
mod till;
mod tree;

use std::time::Duration;

use anyhow::Result;
pub use bundle::figures as bundle;
use stories::{SECRET, Scratch, Window};

use crate::answer_time;
use crate::bench::{Bench, progress};
use crate::figure::{Figure, Goal, Unit};
use crate::history;

/// How long a window has after it opened, before anything is asked of it.
const REST: Duration = Duration::from_secs(3);

/// Measures the section `name` of it.
pub async fn measure(bench: &Bench, name: &str) -> Result<Vec<Figure>> {
    if !cfg!(target_os = "linux") {
        progress("the window itself is measured on Linux: under Xvfb, with what /proc tells");
        return Ok(Vec::new());
    }
    let scratch = Scratch::within(&bench.folder)?;
    history::copy(bench, &scratch.data())?;
    match name {
        "cold" => cold::run(bench, &scratch).await,
        "memory" => memory::run(bench, &scratch).await,
        _ => open(bench, &scratch).await,
    }
}

/// What is seen in an open window; a new one for each run.
async fn open(bench: &Bench, scratch: &Scratch) -> Result<Vec<Figure>> {
    let (codes, rows, time) = if bench.quick { (10, 15, 3) } else { (60, 50, 6) };
    let (mut lookup, mut arrival) = (lookup::figure(), arrival::figure());
    let name = format!("answer time at 200/s, {} events of history and the window open, p99", bench.events);
    let mut answer = Figure::new(name, Unit::Millis, Vec::new()).goal(Goal::AtMost(10.0));
    let mut frames = frames::RATES.map(frames::figures);
    for run in 0..bench.runs() {
        let window = Window::open(scratch).await?;
        window.find("[data-testid=connection][data-state=on]").await?;
        tokio::time::sleep(REST).await;
        progress("codes, customers");
        let codes = lookup::codes(bench, run, codes)?;
        lookup::add(&mut lookup, &lookup::steps(&window, &codes).await?);
        progress("events, rows");
        arrival.runs.push(arrival::p95(&window, rows).await?);
        for (rate, figures) in frames::RATES.into_iter().zip(&mut frames) {
            progress(&format!("frames at {rate} events/s"));
            let time = Duration::from_secs(time);
            let seen = frames::watch(&window, rate, time).await?;
            figures.iter_mut().zip(seen).for_each(|(figure, one)| figure.runs.push(one));
        }
        progress("answers beside the open window");
        let mut answers = answer_time::at_200_per_second(bench, window.address(), SECRET).await?;
        answer.runs.push(answers.within(0.99));
        window.close().await?;
    }
    let mut figures = vec![lookup, arrival, answer];
    figures.extend(frames.into_iter().flatten());
    Ok(figures)
}
