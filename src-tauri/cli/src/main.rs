//! `stampdesk-cli`: the same desk without a window, for scripts, servers and tests.

#![warn(clippy::print_stdout, clippy::print_stderr)] // `say!` and `remark!` bear that nobody reads

#[macro_use]
mod say;

mod address;
mod args;
mod aside;
mod backup;
mod care;
mod connect;
mod day_close;
mod export;
mod health;
mod listen;
mod missed;
mod owner;
mod pin;
mod platform;
mod print;
mod report;
mod restore;
mod secret;
mod show;
mod simulate;
mod stop;
mod why;

use std::io::IsTerminal;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use desk::Folder;
use mimalloc::MiMalloc;
use tracing_subscriber::EnvFilter;

use args::{Arguments, Command};

/// Readings, states and rows are many small pieces of memory: a tenth of what they cost goes with this allocator.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    if let Some(code) = desk::mind() {
        return code;
    }
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("error")))
        .with_writer(|| say::Log)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let code = run(arguments).unwrap_or_else(|error| {
        remark!("stampdesk-cli: {error:#}");
        ExitCode::FAILURE
    });
    aside::end();
    code
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    let folder = || Folder::locate(arguments.data_dir.clone());
    match arguments.command {
        Command::Secret(command) => secret::run(command, &folder()?)?,
        Command::Pin(command) => pin::run(&command, &folder()?)?,
        Command::Listen { bind } => in_tokio(listen::run(folder()?, bind.as_deref()))?,
        Command::Address { to, json } => address::run(&folder()?, to.as_deref(), json)?,
        Command::Connect(typed) => in_tokio(connect::run(&folder()?, typed))?,
        Command::Feed { limit, set_aside, json } => show::feed(&folder()?, limit, set_aside, json)?,
        Command::Customer { code, json } => show::customer(&folder()?, code, json)?,
        Command::Why { who, json } => why::run(&folder()?, &who, json)?,
        Command::Nickname { who, words } => in_tokio(owner::nickname(&folder()?, &who, words))?,
        Command::Note { who, words } => in_tokio(owner::note(&folder()?, &who, words))?,
        Command::Forget { who, for_good, json } => in_tokio(owner::forget(&folder()?, &who, for_good, json))?,
        Command::Coupon(command) => in_tokio(owner::coupon(&folder()?, command))?,
        Command::Event(command) => in_tokio(owner::event(&folder()?, command))?,
        Command::Delivery { which, json } => show::delivery(&folder()?, which, json)?,
        Command::Health { json } => health::run(&folder()?, json)?,
        Command::Coupons { outstanding, json } => show::coupons(&folder()?, outstanding, json)?,
        Command::Points { json } => show::points(&folder()?, json)?,
        Command::Report(asked) => report::run(&folder()?, asked)?,
        Command::DayClose(typed) => in_tokio(day_close::run(&folder()?, typed))?,
        Command::Export(asked) => in_tokio(export::run(folder()?, asked))?,
        Command::Check { json } => return care::check(&folder()?, json),
        Command::Backup(typed) => backup::run(&folder()?, typed)?,
        Command::Restore(typed) => in_tokio(restore::run(&folder()?, typed))?,
        Command::Rebuild { json } => in_tokio(care::rebuild(&folder()?, json))?,
        Command::Simulate(play) => in_tokio(simulate::run(play))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn in_tokio(work: impl Future<Output = Result<()>>) -> Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}
