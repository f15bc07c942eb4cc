//! The memory of a program with every process that comes with it, as the kernel counts it.

use std::collections::HashMap;
use std::fs;

use anyhow::{Result, ensure};

/// The memory of the process `root` and of all that it started, in bytes: what several share counts in parts.
pub fn memory(root: u32) -> Result<u64> {
    let parents = parents()?;
    let belongs = |mut process: u32| loop {
        if process == root {
            return true;
        }
        match parents.get(&process) {
            Some(parent) => process = *parent,
            None => return false,
        }
    };
    let shares = parents.keys().filter(|process| belongs(**process)).filter_map(|process| share(*process));
    let sum = shares.sum();
    ensure!(sum > 0, "the program has ended");
    Ok(sum)
}

/// Every process and who started it.
fn parents() -> Result<HashMap<u32, u32>> {
    let numbers = fs::read_dir("/proc")?.flatten();
    let numbers = numbers.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    Ok(numbers.filter_map(|process| Some((process, parent(process)?))).collect())
}

/// Nothing when it has ended meanwhile.
fn parent(process: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("PPid:"))?.trim().parse().ok()
}

fn share(process: u32) -> Option<u64> {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}
