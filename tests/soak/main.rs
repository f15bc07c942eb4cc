//! A soak: the real listener in a process of its own, over real sockets, among everything that comes to a public address.
//! `cargo xtask soak` runs it and shows its report; it ends by itself.
#![cfg(target_os = "linux")] // what a process takes is read from /proc

mod answer;
mod book;
mod desk;
mod figures;
mod hostile;
mod json;
mod multiplex;
mod parcel;
mod pile;
mod platform;
mod probe;
mod report;
mod roads;
mod schedule;
mod verdict;
mod wire;

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value};
use stories::{Cli, Scratch};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, timeout};
use uuid::Uuid;

use book::{Book, Pen};
use desk::Desk;
use figures::Figures;
use hostile::Target;
use parcel::Parcel;
use pile::Pile;
use platform::Platform;
use probe::Sample;
use roads::Roads;
use schedule::{Phase, Schedule};

/// How long it goes on, in seconds, unless `STAMPDESK_SOAK_SECONDS` says so.
const SECONDS: u64 = 600;
/// What the clients need for themselves: the pile, everything under way, and some.
const DESCRIPTORS: u64 = 8_000;
/// How long the process has, when all is quiet, to let go of every connection.
const SETTLING: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes ten minutes: cargo xtask soak"]
async fn among_everything_hostile_every_valid_delivery_is_stored_once_and_nothing_leaks() -> Result<()> {
    let seconds = std::env::var("STAMPDESK_SOAK_SECONDS").map_or(Ok(SECONDS), |told| told.parse())?;
    let total = Duration::from_secs(seconds);
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let parcels = parcel::history(platform::needed(total))?;
    let mut desk = Desk::start(&cli)?;
    // After the start: the desk is to get by with the limit that everybody has.
    let descriptors = rlimit::increase_nofile_limit(DESCRIPTORS)?;
    ensure!(
        descriptors >= DESCRIPTORS,
        "the clients of this soak need {DESCRIPTORS} open files, and this account may have {descriptors}: \
         raise the hard limit (`ulimit -Hn`)"
    );

    let figures = run(&cli, &mut desk, parcels, total).await?;
    io::stdout().write_all(report::text(&figures)?.as_bytes())?;
    if let Some(file) = std::env::var_os("STAMPDESK_SOAK_JSON") {
        std::fs::write(file, serde_json::to_vec_pretty(&json::value(&figures))?)?;
    }
    ensure!(figures.verdict().iter().all(|(_, holds)| *holds), "the border does not hold: see the verdict");
    Ok(())
}

async fn run(cli: &Cli<'_>, desk: &mut Desk, parcels: Vec<Parcel>, total: Duration) -> Result<Figures> {
    let schedule = Schedule::begin(total);
    let pile = Arc::new(Pile::default());
    let mut samples = Vec::new();
    let (pen, entries) = mpsc::unbounded_channel();
    let kinds = hostile::BAD_SIGNATURES.iter().chain(hostile::REST).map(|kind| kind.name);
    let book = tokio::spawn(Book::new(kinds).written(entries));
    tokio::select! {
        done = traffic(desk, schedule, parcels, &pile, pen) => done?,
        () = probe::watch(desk.pid(), schedule, &pile, &mut samples) => println!("the process has ended"),
    }
    samples.extend(settled(desk.pid(), schedule, &pile, &samples).await);
    let one_process = desk.runs();
    let exit = desk.stop().await.inspect_err(|error| println!("{error:#}")).ok();
    Ok(Figures {
        schedule,
        book: timeout(SETTLING, book).await.context("somebody still writes in the book")??,
        pile: pile.count(),
        samples,
        one_process,
        exit,
        check: check(cli)?,
        rows: rows(cli)?,
        outcomes: outcomes(cli)?,
    })
}

/// All the traffic of all the phases; everything is closed when it returns.
async fn traffic(
    desk: &Desk,
    schedule: Schedule,
    parcels: Vec<Parcel>,
    pile: &Arc<Pile>,
    pen: Pen,
) -> Result<()> {
    let target = Target::new(desk.address);
    let platform = Platform::new(Roads::to(desk.address), schedule, pen.clone());
    let hostility = async {
        schedule.until(Phase::Siege).await;
        let _idle = pile.rise(desk.address);
        let _forgers = hostile::unleash(hostile::BAD_SIGNATURES, &target, &pen);
        schedule.until(Phase::Everything).await;
        let _rest = hostile::unleash(hostile::REST, &target, &pen);
        schedule.until(Phase::Quiet).await;
    };
    tokio::join!(platform.post(parcels), hostility);
    Ok(())
}

/// The process once it has let go of every connection, or as it is when it had the time to.
async fn settled(pid: u32, schedule: Schedule, pile: &Pile, samples: &[Sample]) -> Option<Sample> {
    let calm = samples.iter().filter(|sample| sample.phase == Phase::Calm);
    let before = calm.map(|sample| sample.descriptors).max().unwrap_or(0);
    let deadline = Instant::now() + SETTLING;
    loop {
        let sample = probe::look(pid, schedule, pile)?;
        if sample.descriptors <= before || Instant::now() > deadline {
            return Some(sample);
        }
        sleep(Duration::from_millis(200)).await;
    }
}

fn check(cli: &Cli) -> Result<Result<(), String>> {
    let (status, said) = desk::said(cli, "check")?;
    Ok(if status.success() { Ok(()) } else { Err(format!("check: {said}")) })
}

fn rows(cli: &Cli) -> Result<Vec<Uuid>> {
    let feed = desk::json(cli, "feed --limit 1000000")?;
    let events = feed["events"].as_array().context("the feed is a list")?;
    events.iter().map(|event| Ok(event["id"].as_str().context("every event has its id")?.parse()?)).collect()
}

fn outcomes(cli: &Cli) -> Result<Option<Map<String, Value>>> {
    let health = desk::json(cli, "health")?;
    Ok(health["listener"]["outcomes"].as_object().cloned())
}
