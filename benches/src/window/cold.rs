//! How long until the window can be used, after the PC was switched on.

use std::fs;
use std::process::Command;

use anyhow::Result;
use stories::{Scratch, free_address};

use super::plain::Plain;
use crate::bench::{Bench, percentile, progress};
use crate::figure::{Figure, Goal, Unit};

/// Starts of each in a run, in turns; what counts is the middle one.
const STARTS: usize = 5;

/// The empty window and Stampdesk, one after the other, each from a cold disk.
pub async fn run(bench: &Bench, scratch: &Scratch) -> Result<Vec<Figure>> {
    let mut ratio = Figure::new("window usable from cold, in empty windows", Unit::Ratio, Vec::new());
    let mut ours = Figure::new("window usable from cold", Unit::Millis, Vec::new());
    let mut empty = Figure::new("empty Tauri window, from cold", Unit::Millis, Vec::new());
    let mut cold = true;
    for _ in 0..bench.runs() {
        progress("an empty window, and ours, from cold");
        let (mut peers, mut desks) = (Vec::new(), Vec::new());
        for _ in 0..STARTS {
            cold &= forget_files();
            peers.push(Plain::empty().await?.there.as_secs_f64() * 1_000.0);
            cold &= forget_files();
            desks.push(Plain::stampdesk(scratch, free_address()?).await?.there.as_secs_f64() * 1_000.0);
        }
        let (peer, desk) = (percentile(&mut peers, 0.5), percentile(&mut desks, 0.5));
        ratio.runs.push(desk / peer);
        ours.runs.push(desk);
        empty.runs.push(peer);
    }
    let disk = if cold {
        "files not in memory before each start"
    } else {
        "WARM: only root can empty the file cache"
    };
    let how = format!(
        "from the start of the process until the pixels on the screen, looked at from outside every 4 ms, are those that \
         stay; ours: the Counter with the feed's rows; the empty window: its page; the middle of {STARTS} starts each, in \
         turns"
    );
    Ok(vec![ratio.goal(Goal::AtMost(1.3)).note(format!("{how}; {disk}")), ours.note(disk), empty.note(disk)])
}

/// Makes the kernel forget what it has read of the disk; says whether it did.
fn forget_files() -> bool {
    let written = Command::new("sync").status().is_ok_and(|status| status.success());
    written && fs::write("/proc/sys/vm/drop_caches", "3").is_ok()
}
