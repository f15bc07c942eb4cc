//! The program with the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Readings, states and rows are many small pieces of memory: a tenth of what they cost goes with this allocator.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    if let Some(code) = stampdesk_app::mind() {
        return code;
    }
    stampdesk_app::settle_painting();
    stampdesk_app::keep_log();
    match stampdesk_app::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("stampdesk: {error:#}");
            ExitCode::FAILURE
        }
    }
}
