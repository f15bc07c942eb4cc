//! How long until the window can be used, after the PC was switched on.

use std::fs;
use std::process::Command;

use anyhow::Result;
use stories::{Scratch, free_address};

use super::plain::Plain;
use crate::bench::{Bench, progress};
use crate::figure::{Figure, Goal, Unit};

/// The empty window and Stampdesk, one after the other, each from a cold disk.
pub async fn run(bench: &Bench, scratch: &Scratch) -> Result<Vec<Figure>> {
    let mut ratio = Figure::new("window usable from cold, in empty windows", Unit::Ratio, Vec::new());
    let mut ours = Figure::new("window usable from cold", Unit::Millis, Vec::new());
    let mut empty = Figure::new("empty Tauri window, from cold", Unit::Millis, Vec::new());
    let mut cold = true;
    for _ in 0..bench.runs() {
        progress("an empty window, and ours, from cold");
        cold &= forget_files();
        let peer = Plain::empty().await?.there;
        cold &= forget_files();
        let desk = Plain::stampdesk(scratch, free_address()?).await?.there;
        ratio.runs.push(desk.as_secs_f64() / peer.as_secs_f64());
        ours.runs.push(desk.as_secs_f64() * 1_000.0);
        empty.runs.push(peer.as_secs_f64() * 1_000.0);
    }
    let disk = if cold {
        "files not in memory before each start"
    } else {
        "WARM: only root can empty the file cache"
    };
    let how = "from the start of the process until the pixels on the screen, looked at from outside every 4 ms, are those \
               that stay; ours: the Counter with the feed's rows; the empty window: its page";
    Ok(vec![ratio.goal(Goal::AtMost(1.3)).note(format!("{how}; {disk}")), ours.note(disk), empty.note(disk)])
}

/// Makes the kernel forget what it has read of the disk; says whether it did.
fn forget_files() -> bool {
    let written = Command::new("sync").status().is_ok_and(|status| status.success());
    written && fs::write("/proc/sys/vm/drop_caches", "3").is_ok()
}
