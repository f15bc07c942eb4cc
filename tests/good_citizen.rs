//! A program that runs from opening to closing time without anyone thinking of it: closing its window hides it, starting it
//! again brings it back, and when it is told to go, whoever is being served is served first.
#![cfg(target_os = "linux")] // a window manager and a tray under Xvfb

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::Value;
use stories::{Cli, Desktop, HalfSent, Running, Scratch, Window, free_address, platform, until};

/// The window's title.
const WINDOW: &str = "Stampdesk";
/// The title of what is said when it is closed for the first time.
const SAID: &str = "Stampdesk goes on working";

/// A program on a desktop.
struct Shop {
    desktop: Desktop,
    program: Running,
    again: Command,
    address: SocketAddr,
}

impl Shop {
    /// Starts it, and waits until it listens.
    fn open(scratch: &Scratch, desktop: Desktop, words: &[&str]) -> Result<Self> {
        let address = free_address()?;
        let mut first = desktop.program(scratch, address)?;
        let program = Running::start(first.args(words))?;
        let again = desktop.program(scratch, address)?;
        let shop = Self { desktop, program, again, address };
        until(|| TcpStream::connect(address).is_ok(), "the desk listens")?;
        Ok(shop)
    }

    fn url(&self) -> String {
        format!("http://{}/webhooks/loyalite", self.address)
    }

    /// Closes the window, as a click on its cross does.
    fn close(&self) -> Result<()> {
        self.desktop.shows(WINDOW)?;
        self.desktop.close(WINDOW)?;
        self.desktop.hides(WINDOW)
    }

    /// Starts the program once more; it ends by itself, and the window is there.
    fn start_again(&mut self) -> Result<()> {
        let (status, said) = Running::start(&mut self.again)?.end()?;
        assert!(status.success(), "the second one leaves the desk to the first: {said}");
        self.desktop.shows(WINDOW)
    }

    /// With a delivery half sent, `end`s the program: the door shuts, the delivery is answered, and then it is over.
    async fn drains(mut self, end: impl FnOnce(&Self) -> Result<()>) -> Result<()> {
        let in_flight = HalfSent::begin(&platform::examples()[1], &self.url()).await?;
        end(&self)?;
        until(|| TcpStream::connect(self.address).is_err(), "the door is shut")?;
        assert_eq!(in_flight.finish().await?, 200, "who is inside is served");
        let (status, said) = self.program.end()?;
        assert!(status.success(), "a quiet end is a success: {said}");
        assert_eq!(self.desktop.count(WINDOW), 0);
        Ok(())
    }
}

fn settings(scratch: &Scratch) -> Result<Value> {
    Ok(serde_json::from_slice(&fs::read(scratch.data().join("settings.json"))?)?)
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_hides_it_a_second_start_shows_it_and_quitting_serves_who_is_inside() -> Result<()> {
    let scratch = Scratch::new()?;
    let mut shop = Shop::open(&scratch, Desktop::open(&scratch)?, &[])?;
    shop.close()?;
    shop.desktop.shows(SAID)?;
    shop.desktop.press(SAID, "Return")?;
    shop.desktop.hides(SAID)?;
    until(|| settings(&scratch).is_ok_and(|kept| kept["hide_told"] == true), "it is said once")?;
    assert_eq!(platform::examples()[0].post(&shop.url()).await?, 200, "hidden, it takes records in");

    shop.start_again()?;
    shop.close()?;
    shop.start_again()?;
    assert_eq!(shop.desktop.count(SAID), 0, "it was said the first time only");

    shop.close()?;
    shop.desktop.tray()?.choose("Open Stampdesk")?;
    shop.desktop.shows(WINDOW)?;
    shop.drains(|shop| shop.desktop.tray()?.choose("Quit Stampdesk")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tray_says_how_it_stands_and_keeps_the_sounds_quiet() -> Result<()> {
    let scratch = Scratch::new()?;
    let shop = Shop::open(&scratch, Desktop::open(&scratch)?, &["--hidden"])?;
    let tray = shop.desktop.tray()?;
    tray.menu("Listening")?;
    tray.menu("No record yet")?;
    assert_eq!(shop.desktop.count(WINDOW), 0, "started with the computer, it is hidden");
    let well = fs::read(tray.picture()?)?;
    assert_eq!(platform::examples()[0].post(&shop.url()).await?, 200);
    let lines = tray.menu("Last record ")?;
    assert!(!lines[1].enabled, "it only says so");

    tray.choose("Mute sounds")?;
    until(|| settings(&scratch).is_ok_and(|kept| kept["sounds"]["muted"] == true), "sounds are muted")?;
    tray.choose("Pause sounds for 1 hour")?;
    let lines = tray.menu("Sounds paused until ")?;
    let ticked = |label: &str| lines.iter().any(|line| line.ticked && line.label.starts_with(label));
    assert!(ticked("Sounds paused until ") && ticked("Mute sounds"), "{lines:#?}");
    tray.choose("Sounds paused until ")?;
    tray.menu("Pause sounds for 1 hour")?;

    // Trouble looks other at a glance.
    assert!(Cli::new(&scratch)?.run_with("secret add Moda", "whsec_mistyped")?.status.success());
    for delivery in &platform::examples()[..3] {
        assert_eq!(delivery.post_signed(&shop.url(), "whsec_another").await?, 401);
    }
    tray.menu("Signatures do not match")?;
    until(
        || tray.picture().is_ok_and(|file| fs::read(file).is_ok_and(|now| now != well)),
        "another picture",
    )?;
    shop.drains(|shop| shop.program.signal("TERM")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_tray_a_second_start_brings_it_back_and_ctrl_q_ends_it() -> Result<()> {
    let scratch = Scratch::new()?;
    let mut shop = Shop::open(&scratch, Desktop::without_tray(&scratch)?, &["--hidden"])?;
    shop.start_again()?;
    shop.close()?;
    shop.desktop.shows(SAID)?;
    shop.desktop.press(SAID, "Return")?;
    shop.desktop.hides(SAID)?;
    shop.start_again()?;
    shop.drains(|shop| shop.desktop.press(WINDOW, "ctrl+q")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_shops_on_two_folders_stand_side_by_side() -> Result<()> {
    let (first, second) = (Scratch::new()?, Scratch::new()?);
    let mut here = Shop::open(&first, Desktop::open(&first)?, &[])?;
    here.desktop.shows(WINDOW)?;
    let address = free_address()?;
    let mut there = Running::start(&mut here.desktop.program(&second, address)?)?;
    until(|| here.desktop.count(WINDOW) == 2, "a window each")?;
    until(|| TcpStream::connect(address).is_ok(), "the other one listens too")?;
    there.signal("TERM")?;
    assert!(there.end()?.0.success());
    here.start_again()?;
    assert_eq!(here.desktop.count(WINDOW), 1, "and each knows its own");
    here.drains(|shop| shop.program.signal("INT")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_comes_back_where_it_was_and_as_large() -> Result<()> {
    let scratch = Scratch::new()?;
    let mut shop = Shop::open(&scratch, Desktop::open(&scratch)?, &[])?;
    shop.desktop.shows(WINDOW)?;
    shop.desktop.put(WINDOW, (210, 130, 1100, 700))?;
    shop.close()?;
    shop.program.signal("TERM")?;
    assert!(shop.program.end()?.0.success());
    let Shop { desktop, .. } = shop;
    let shop = Shop::open(&scratch, desktop, &[])?;
    shop.desktop.shows(WINDOW)?;
    until(|| shop.desktop.size(WINDOW).is_ok_and(|size| size == (1100, 700)), "as large as it was")?;
    shop.drains(|shop| shop.program.signal("TERM")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn starting_with_the_computer_is_asked_once_and_off_until_then() -> Result<()> {
    let scratch = Scratch::usual()?;
    let entry = scratch.path().join("home/.config/autostart/Stampdesk.desktop");
    let window = Window::open(&scratch).await?;
    window.find("[data-testid=autostart-banner]").await?;
    assert!(!entry.exists(), "nothing before the owner says so");
    window.picture("autostart").await?;
    window.click("[data-testid=autostart-yes]").await?;
    window.gone("[data-testid=autostart-banner]").await?;
    let written = fs::read_to_string(&entry)?;
    assert!(written.contains(" --hidden"), "it starts hidden: {written}");
    window.click("[data-testid=nav-settings]").await?;
    window.find("#autostart[aria-checked=true]").await?;
    window.picture("autostart-settings").await?;
    window.click("#autostart").await?;
    window.find("#autostart[aria-checked=false]").await?;
    assert!(!entry.exists(), "off is off");
    window.close().await?;

    let window = Window::open(&scratch).await?;
    window.find("[data-testid=connection][data-state=on]").await?;
    assert_eq!(window.count("[data-testid=autostart-banner]").await?, 0, "asked once");
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_it_did_can_be_read_a_week_later_and_names_nobody() -> Result<()> {
    let scratch = Scratch::new()?;
    let shop = Shop::open(&scratch, Desktop::open(&scratch)?, &["--hidden"])?;
    for delivery in platform::examples() {
        assert_eq!(delivery.post(&shop.url()).await?, 200);
    }
    shop.drains(|shop| shop.program.signal("TERM")).await?;
    let mut logs = fs::read_dir(scratch.data().join("logs"))?.collect::<Result<Vec<_>, _>>()?;
    let log = fs::read_to_string(logs.pop().context("a file for today")?.path())?;
    assert!(log.contains("listening on"), "{log}");
    for private in ["482193", "j***", "gmail", "kahveci", stories::SECRET] {
        assert!(!log.contains(private), "`{private}` is nobody's business: {log}");
    }
    Ok(())
}

/// How much a hidden window costs: processor time and memory of the program and its web processes, over
/// `STAMPDESK_IDLE_SECONDS` (600).
#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes ten minutes: `cargo test -p stories --release --test good_citizen -- --ignored --nocapture`"]
async fn a_hidden_window_costs_next_to_nothing() -> Result<()> {
    let seconds =
        std::env::var("STAMPDESK_IDLE_SECONDS").ok().and_then(|told| told.parse().ok()).unwrap_or(600);
    let scratch = Scratch::new()?;
    let shop = Shop::open(&scratch, Desktop::open(&scratch)?, &[])?;
    for delivery in platform::examples() {
        assert_eq!(delivery.post(&shop.url()).await?, 200);
    }
    shop.close()?;
    tokio::time::sleep(Duration::from_secs(20)).await; // what was begun in sight comes to its end
    let (begun, before) = (Instant::now(), cost(shop.program.id())?);
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    let after = cost(shop.program.id())?;
    let ticks: u64 =
        after.iter().map(|one| one.ticks).sum::<u64>() - before.iter().map(|one| one.ticks).sum::<u64>();
    let share = ticks as f64 / 100.0 / begun.elapsed().as_secs_f64() * 100.0;
    println!("hidden for {seconds} s: {share:.3} % of one processor");
    for one in &after {
        println!("  {}: {} MiB", one.name, one.kib / 1024);
    }
    assert!(share < 1.0, "nobody looks at it: {share:.3} %");
    Ok(())
}

/// What a process has cost so far.
struct Cost {
    name: String,
    /// Of processor time, a hundredth of a second each.
    ticks: u64,
    /// Memory of its own, and its part of what it shares.
    kib: u64,
}

/// Of a program and all that it started.
fn cost(program: u32) -> Result<Vec<Cost>> {
    let mut all = Vec::new();
    let mut waiting = vec![program];
    while let Some(id) = waiting.pop() {
        let stat = fs::read_to_string(format!("/proc/{id}/stat"))?;
        let (head, tail) = stat.rsplit_once(')').context("a name in brackets")?;
        let fields: Vec<&str> = tail.split_whitespace().collect();
        let memory = fs::read_to_string(format!("/proc/{id}/smaps_rollup"))?;
        let pss = memory.lines().find_map(|line| line.strip_prefix("Pss:")).context("its memory")?;
        all.push(Cost {
            name: head.split_once('(').map_or("", |(_, name)| name).to_owned(),
            ticks: fields[11].parse::<u64>()? + fields[12].parse::<u64>()?,
            kib: pss.trim().trim_end_matches(" kB").parse()?,
        });
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children"))?;
        waiting.extend(children.split_whitespace().filter_map(|child| child.parse::<u32>().ok()));
    }
    Ok(all)
}
