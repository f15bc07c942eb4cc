//! What every section is given.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

/// What every section is given.
#[derive(Debug, Clone)]
pub struct Bench {
    /// Few and short runs.
    pub quick: bool,
    /// How many events the history has.
    pub events: u64,
    /// Where histories and other large files are kept from run to run.
    pub folder: PathBuf,
}

impl Bench {
    /// How many runs a figure takes.
    pub fn runs(&self) -> usize {
        if self.quick { 1 } else { 3 }
    }

    /// A program that was built beside this one, for release as this one was.
    pub fn program(&self, name: &str) -> Result<PathBuf> {
        let own = std::env::current_exe()?;
        let program = own.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        ensure!(program.exists(), "{} is missing: `cargo xtask bench` builds it", program.display());
        Ok(program)
    }

    /// A folder that is removed with the value, on the disk where the histories are.
    pub fn scratch(&self) -> Result<tempfile::TempDir> {
        let scratch = tempfile::Builder::new().prefix("scratch-").tempdir_in(&self.folder);
        scratch.with_context(|| format!("no scratch folder in {}", self.folder.display()))
    }

    /// `target/bench`, made when missing: beside the folder that this program was built into.
    pub fn folder() -> Result<PathBuf> {
        let own = std::env::current_exe()?;
        let target = own.ancestors().nth(2).unwrap_or(Path::new("target"));
        let folder = target.join("bench");
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    }
}

/// What is going on, for whoever watches.
pub fn progress(text: &str) {
    eprintln!("bench: {text}");
}

/// Milliseconds since `begin`.
pub fn millis(begin: Instant) -> f64 {
    begin.elapsed().as_secs_f64() * 1_000.0
}

/// The sample that `share` (0 to 1) of the samples do not exceed.
pub fn percentile(samples: &mut [f64], share: f64) -> f64 {
    samples.sort_by(f64::total_cmp);
    let rank = (samples.len() as f64 * share).ceil() as usize;
    samples.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_samples() {
        let mut samples: Vec<f64> = (1..=200).rev().map(f64::from).collect();
        assert_eq!(percentile(&mut samples, 0.99), 198.0);
        assert_eq!(percentile(&mut samples, 1.0), 200.0);
        assert!(percentile(&mut [], 0.5).is_nan(), "of nothing there is none");
    }
}
