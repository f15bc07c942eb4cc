//! `cargo xtask fuzz`: every target in `fuzz/targets`, for a bounded time, on from the committed seeds.
//!
//! What the fuzzer learns stays in `target/fuzz`, so the next run goes on where this one ended.

use std::io::{BufRead, BufReader};
use std::num::NonZeroU32;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{machine, shell};

/// Seconds for each target, unless told otherwise.
pub const SECONDS: &str = "60";

/// libFuzzer's instrumentation is not in stable Rust.
const TOOLCHAIN: &str = "nightly";

/// A folder of seeds, a dictionary and a program of this name, and the longest input worth trying.
struct Target {
    name: &'static str,
    longest: u32,
}

const TARGETS: &[Target] = &[
    Target { name: "envelope", longest: 4096 },
    Target { name: "signature", longest: 1024 },
    Target { name: "fold", longest: 512 },
];

/// Runs every target for `seconds`; a finding in one does not hide those of the next.
pub fn run(seconds: &str) -> Result<()> {
    let seconds: NonZeroU32 = seconds.parse().context("--seconds takes a whole number above 0")?;
    prepare()?;
    let mut found = Vec::new();
    let mut ends = Vec::new();
    for target in TARGETS {
        shell::heading(target.name);
        let (held, end) = watch(&mut target.command(seconds)?)?;
        ends.push(format!("{:<10} {end}", target.name));
        if !held {
            found.push(target.name);
        }
    }
    shell::heading("runs and coverage");
    println!("{}", ends.join("\n"));
    if !found.is_empty() {
        bail!(
            "found something in {}; the inputs are in fuzz/artifacts, and `cargo +{TOOLCHAIN} fuzz` runs them again",
            found.join(", ")
        );
    }
    Ok(())
}

fn prepare() -> Result<()> {
    shell::heading("what this machine needs");
    if !shell::succeeds(shell::command("rustup").args(["run", TOOLCHAIN, "rustc", "--version"])) {
        bail!(
            "fuzzing needs the {TOOLCHAIN} toolchain: `rustup toolchain install {TOOLCHAIN} --profile minimal`"
        );
    }
    machine::install_tool(&machine::CARGO_FUZZ)?;
    // The versions that the program itself is built from.
    let root = shell::root();
    std::fs::copy(root.join("Cargo.lock"), root.join("fuzz/Cargo.lock")).context("cannot copy Cargo.lock")?;
    Ok(())
}

impl Target {
    fn command(&self, seconds: NonZeroU32) -> Result<Command> {
        let Self { name, longest } = self;
        let (fuzz, target) = (shell::root().join("fuzz"), shell::root().join("target/fuzz"));
        let learned = target.join("corpus").join(name);
        std::fs::create_dir_all(&learned).with_context(|| format!("cannot create {}", learned.display()))?;
        let mut command = shell::command("rustup");
        // Our code is all safe Rust: an address sanitizer would only halve the speed.
        command.args(["run", TOOLCHAIN, "cargo", "fuzz", "run", "--sanitizer", "none", "--target-dir"]);
        command.arg(target).arg(name).arg(learned).arg(fuzz.join("seeds").join(name)).arg("--");
        command.arg(format!("-dict={}", fuzz.join("dictionaries").join(format!("{name}.dict")).display()));
        command.args([
            format!("-max_total_time={seconds}"),
            format!("-max_len={longest}"),
            "-timeout=5".into(),
        ]);
        Ok(command)
    }
}

/// Runs to the end and shows what a person wants to read of it: whether nothing was found, and the closing line.
fn watch(command: &mut Command) -> Result<(bool, String)> {
    let mut child = command.stderr(Stdio::piped()).spawn().context("cannot start rustup")?;
    let mut end = String::from("stopped before its time was over");
    if let Some(output) = child.stderr.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).replace('\t', " ");
            if !is_chatter(&line) {
                println!("{line}");
            }
            if line.starts_with('#') && line.contains(" DONE ") {
                end = line;
            }
        }
    }
    Ok((child.wait()?.success(), end))
}

/// libFuzzer tells of every input that it keeps, of every word that it learned, and of the sanitizer that is not there.
fn is_chatter(line: &str) -> bool {
    let told = |words: &[&str]| words.iter().any(|word| line.contains(word));
    told(&[
        "NEW_FUNC[",
        "# Uses:",
        "Recommended dictionary",
        "recommended dictionary",
        "find function \"__sanitizer",
    ]) || line.starts_with('#') && told(&[" NEW ", " REDUCE ", " RELOAD "])
}
