//! `cargo xtask run`: from a fresh clone to the open window.

use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::children::{Interrupts, Running};
use crate::demo::Demo;
use crate::{machine, shell, ui};

/// Which shop to open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Data {
    /// The shop of whoever runs this.
    Own,
    /// A made-up one.
    Demo,
}

/// How often we look, and how many times at most, until the desk listens: a minute.
const LOOK: Duration = Duration::from_millis(100);
const LOOKS: u32 = 600;

/// Prepares, builds, opens, and stays until the desk is closed.
pub fn run(data: Data) -> Result<()> {
    prepare()?;
    let interrupts = Interrupts::catch()?;
    match data {
        Data::Own => {
            let mut desk = Running::start(&mut face())?;
            last(interrupts.first_to_end(&mut [&mut desk])?)
        }
        Data::Demo => {
            // Declared first, so removed last: the desk must have ended before its folder goes.
            let demo = Demo::open()?;
            let mut face = face();
            demo.equip(&mut face);
            let desk = Running::start(&mut face)?;
            play(&demo, desk, &interrupts)
        }
    }
}

fn prepare() -> Result<()> {
    shell::heading("what this machine needs");
    machine::install(machine::WINDOW)?;
    ui::install()?;
    shell::heading("the screens");
    ui::build()?;
    shell::heading("the window");
    shell::run(&mut shell::cargo("build --package stampdesk --package stampdesk-cli"))
}

/// The window, or the terminal where there is no screen to open it on.
fn face() -> Command {
    if has_display() {
        println!("\nStampdesk opens; it listens until its window is closed, or until Ctrl-C here.");
        return shell::command(shell::built("stampdesk"));
    }
    println!("\nThere is no display here, so the same desk runs in this terminal; Ctrl-C ends it.");
    let mut listen = shell::command(shell::built("stampdesk-cli"));
    listen.arg("listen");
    listen
}

fn has_display() -> bool {
    let named = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

fn play(demo: &Demo, mut desk: Running, interrupts: &Interrupts) -> Result<()> {
    if !listening(demo, &mut desk, interrupts)? {
        return Ok(());
    }
    let mut shop = Running::start(&mut demo.simulate())?;
    match interrupts.first_to_end(&mut [&mut desk, &mut shop])? {
        Some((1, status)) => println!("the simulator ended ({status}); the desk stays open"),
        desk_or_interrupt => return last(desk_or_interrupt),
    }
    last(interrupts.first_to_end(&mut [&mut desk])?)
}

/// True once the desk accepts deliveries; false when interrupted before.
fn listening(demo: &Demo, desk: &mut Running, interrupts: &Interrupts) -> Result<bool> {
    for _ in 0..LOOKS {
        if demo.listens() {
            return Ok(true);
        }
        if let Some(status) = desk.ended()? {
            bail!("the desk ended before it listened: {status}");
        }
        if interrupts.within(LOOK) {
            return Ok(false);
        }
    }
    bail!("the desk did not begin to listen within a minute")
}

/// What the desk's end means for us: our own interrupt is no failure.
fn last(end: Option<(usize, std::process::ExitStatus)>) -> Result<()> {
    match end {
        Some((_, status)) if !status.success() => bail!("the desk ended with {status}"),
        _ => Ok(()),
    }
}
