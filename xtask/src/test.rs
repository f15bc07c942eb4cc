//! `cargo xtask test`: every gate and every test, and one closing line.
//!
//! A red gate does not hide what comes after it; only a build that fails ends the run early.

use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Result, bail};

use crate::home::Home;
use crate::tally::Tally;
use crate::{machine, platforms, shell, ui};

/// Ends a test program that does not end, so that it fails by its name instead of holding up all the others. The longest
/// takes two minutes, on a slow machine ten.
const LIMIT: &str = "target.'cfg(target_os = \"linux\")'.runner = \
    ['timeout', '--foreground', '--verbose', '--kill-after=10s', '15m']";

/// Runs everything; the last line says how it went.
pub fn run() -> ExitCode {
    let mut report = Report::default();
    if prepare(&mut report) && build(&mut report) {
        gates(&mut report);
        tests(&mut report);
    }
    report.close()
}

fn prepare(report: &mut Report) -> bool {
    report.needed("what this machine needs", || {
        machine::install(machine::WINDOW)?;
        machine::install(machine::STORIES)?;
        machine::install_tool(&machine::TAURI_DRIVER)?;
        machine::install_tool(&machine::CARGO_DENY)
    }) && report.needed("npm packages", ui::install)
}

/// What everything else stands on. One build serves the tests and the programs that they start.
fn build(report: &mut Report) -> bool {
    report.gate("the screens: build", ui::build)
        && report.gate("everything: build", || {
            shell::run(&mut shell::cargo("build --workspace --exclude xtask --bins --tests --locked"))
        })
}

fn gates(report: &mut Report) {
    let command = |command: &mut Command| shell::run(command);
    report.gate("the screens: types", || command(&mut ui::script("check")));
    report.gate("the screens: lint", || command(&mut ui::script("lint")));
    report.gate("format", || {
        command(&mut shell::cargo("fmt --all --check"))?;
        command(&mut shell::cargo("fmt --manifest-path fuzz/Cargo.toml --check"))
    });
    report.gate("each system's own ways stand apart", platforms::kept_apart);
    report.gate("clippy", || {
        command(&mut shell::cargo("clippy --workspace --all-targets --locked -- --deny warnings"))
    });
    report.gate("documentation", || {
        command(shell::cargo("doc --workspace --no-deps --locked").env("RUSTDOCFLAGS", "--deny warnings"))
    });
    report.gate("licences and sources", || {
        command(&mut shell::cargo("deny --locked check licenses bans sources"))
    });
}

fn tests(report: &mut Report) {
    report.tests("the screens: tests", &mut ui::script("test"), Tally::of_vitest);
    let home = Home::new();
    let mut tests = shell::cargo("test --workspace --locked --no-fail-fast --config");
    report.tests("tests, the real window included", home.host(tests.arg(LIMIT)), Tally::of_cargo);
    report.gate("nothing was written where an owner's data would be", || {
        let traces = home.traces();
        if !traces.is_empty() {
            bail!("a test left {traces:?}");
        }
        Ok(())
    });
}

/// What has been found so far.
#[derive(Default)]
struct Report {
    tally: Tally,
    red: Vec<&'static str>,
}

impl Report {
    /// A preparation: it proves nothing, so it counts only when it fails.
    fn needed(&mut self, name: &'static str, step: impl FnOnce() -> Result<()>) -> bool {
        let held = timed(name, step);
        if !held {
            self.count(name, Tally::gate(false));
        }
        held
    }

    /// A gate: counts as one.
    fn gate(&mut self, name: &'static str, step: impl FnOnce() -> Result<()>) -> bool {
        let held = timed(name, step);
        self.count(name, Tally::gate(held));
        held
    }

    /// A test program: counts as many as it says; saying nothing is a failure.
    fn tests(&mut self, name: &'static str, command: &mut Command, read: fn(&str) -> Option<Tally>) {
        let mut tally = Tally::default();
        let held = timed(name, || {
            let (succeeded, lines) = shell::overhear(command)?;
            tally = Tally::told(succeeded, &lines, read);
            if tally == Tally::default() {
                bail!("it reported no test at all");
            }
            Ok(())
        });
        self.count(name, if held { tally } else { Tally::gate(false) });
    }

    fn count(&mut self, name: &'static str, tally: Tally) {
        self.tally += tally;
        if tally.failed > 0 {
            self.red.push(name);
        }
    }

    fn close(self) -> ExitCode {
        shell::heading("result");
        for name in &self.red {
            println!("failed: {name}");
        }
        println!("{} passed, {} failed", self.tally.passed, self.tally.failed);
        if self.tally.failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }
}

fn timed(name: &str, step: impl FnOnce() -> Result<()>) -> bool {
    shell::heading(name);
    let began = Instant::now();
    let outcome = step();
    if let Err(error) = &outcome {
        println!("failed: {error:#}");
    }
    println!("({name}: {} s)", began.elapsed().as_secs());
    outcome.is_ok()
}
