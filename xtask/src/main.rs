//! What a person types: `cargo xtask run`, `cargo xtask test` and the rest of `cargo xtask help`.
//!
//! It builds with a Rust toolchain and a C compiler alone, and fetches the rest itself.

use std::process::ExitCode;

mod bench;
mod bindings;
mod children;
mod demo;
mod fuzz;
mod help;
mod home;
mod machine;
mod package;
mod pictures;
mod platforms;
mod run;
mod shell;
mod soak;
mod tally;
mod test;
mod ui;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        [] | ["help" | "--help" | "-h"] => help::print(),
        ["run"] => run::run(run::Data::Own),
        ["run", "--demo"] => run::run(run::Data::Demo),
        ["test"] => return test::run(),
        ["pictures"] => pictures::take(pictures::Which::Documents),
        ["pictures", "--all"] => pictures::take(pictures::Which::All),
        ["fuzz"] => fuzz::run(fuzz::SECONDS),
        ["fuzz", "--seconds", seconds] => fuzz::run(seconds),
        ["soak", options @ ..] => soak::run(options),
        ["bench", options @ ..] => bench::run(options),
        ["package"] => package::make(None),
        ["package", "--bundles", kinds] => package::make(Some(kinds)),
        ["package", "--try"] => package::attempt(None),
        ["package", "--try", file] => package::attempt(Some(file)),
        ["bindings"] => bindings::write(),
        other => {
            eprintln!("xtask: unknown command `{}`; `cargo xtask help` lists what there is", other.join(" "));
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
