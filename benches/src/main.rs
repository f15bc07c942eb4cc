//! Measures what Stampdesk promises and prints the table. `cargo xtask bench` builds everything and runs it.
//!
//! It never fails because something is slow, only because something is wrong.

mod answer_time;
mod bench;
mod books;
mod disk;
mod figure;
mod history;
mod intake;
mod load;
mod long_customer;
mod machine;
mod peers;
mod queries;
mod rebuild;
mod start;
mod table;
mod window;

use anyhow::{Result, ensure};
use clap::Parser;
use mimalloc::MiMalloc;

use crate::bench::{Bench, progress};
use crate::figure::Figure;

/// As the programs have it.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

/// What can be measured alone, in the order in which it is measured.
const SECTIONS: [&str; 12] = [
    "queries",
    "books",
    "rebuild",
    "disk",
    "long-customer",
    "start",
    "intake",
    "answer-time",
    "bundle",
    "cold",
    "window",
    "memory",
];

/// Measures what Stampdesk promises and prints the table.
#[derive(Parser)]
struct Args {
    /// One run of each figure, on a small history
    #[arg(long)]
    quick: bool,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
    /// The size of the history [default: 1000000, with --quick 100000]
    #[arg(long, value_name = "N")]
    events: Option<u64>,
    /// What to measure [default: everything]
    #[arg(value_name = "SECTION", value_parser = SECTIONS)]
    sections: Vec<String>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let args = Args::parse();
    let events = args.events.unwrap_or(if args.quick { 100_000 } else { 1_000_000 });
    ensure!(events >= 10_000, "a history has 10,000 events at least");
    let bench = Bench { quick: args.quick, events, folder: Bench::folder()? };
    let mut figures = Vec::new();
    for name in SECTIONS {
        if args.sections.is_empty() || args.sections.iter().any(|asked| asked == name) {
            progress(name);
            figures.extend(section(name, &bench).await?);
        }
    }
    if args.json {
        println!("{:#}", table::json(&figures));
    } else {
        print!("{}", table::markdown(&figures));
    }
    Ok(())
}

async fn section(name: &str, bench: &Bench) -> Result<Vec<Figure>> {
    match name {
        "queries" => queries::run(bench).await,
        "books" => books::run(bench).await,
        "rebuild" => rebuild::run(bench).await,
        "disk" => disk::run(bench).await,
        "long-customer" => long_customer::run(bench).await,
        "start" => start::run(bench).await,
        "intake" => intake::run(bench).await,
        "answer-time" => answer_time::run(bench).await,
        "bundle" => window::bundle(),
        _ => window::measure(bench, name).await,
    }
}
