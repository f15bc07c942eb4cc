//! What Stampdesk does about its own failures, as the owner meets it: killed twice while it starts, the third start shows what
//! is stored and takes nothing in, until the owner starts it normally; and what went wrong can be passed on.
#![cfg(target_os = "linux")] // WebDriver reaches the web view under Xvfb, and signals

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;
use stories::{Cli, Running, SECRET, Scratch, Screen, Window, free_address, platform, undriven, until};

/// What the UI calls its parts.
fn part(name: &str) -> String {
    format!("[data-testid={name}]")
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The starts of this shop's window that have not held, each by how far it came.
fn unproven(scratch: &Scratch) -> Vec<String> {
    let kept = fs::read(scratch.data().join("starts.json")).unwrap_or_default();
    let kept: Value = serde_json::from_slice(&kept).unwrap_or_default();
    let starts = kept["unproven"].as_array().into_iter().flatten();
    starts.map(|start| start["reached"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Starts the program, and hands it over as soon as it has begun.
fn begun(scratch: &Scratch, screen: &Screen, address: SocketAddr, before: usize) -> Result<Running> {
    let program = Running::start(&mut undriven("stampdesk", scratch, screen, address)?)?;
    until(|| unproven(scratch).len() == before + 1, "it has begun")?;
    Ok(program)
}

async fn deliver_a_day(scratch: &Scratch) -> Result<()> {
    let listening = Cli::new(scratch)?.listen()?;
    for delivery in platform::examples() {
        assert_eq!(delivery.post(&listening.url).await?, 200, "a day before the trouble");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_twice_while_it_starts_the_third_start_is_a_safe_one() -> Result<()> {
    let scratch = Scratch::new()?;
    deliver_a_day(&scratch).await?;
    let address = free_address()?;
    for before in 0..2 {
        let screen = Screen::light_up()?;
        begun(&scratch, &screen, address, before)?.kill()?;
    }

    let window = Window::open_on(&scratch, address).await?;
    window.text(&part("safe-mode"), |text| text.contains("twice in a row")).await?;
    window.find("[data-testid=connection][data-state=safe]").await?;
    assert!(TcpStream::connect(address).is_err(), "nobody listens");
    window.find("[data-testid=feed-row][data-code='482193']").await?;
    window.type_keys("482193").await?;
    window.text(&part("customer-code"), |text| digits(text) == "482193").await?;
    window.text(&part("stamp-count"), |text| text.replace(char::is_whitespace, "") == "7/10").await?;
    window.picture("safe-mode").await?;

    pass_the_report_on(&window, &scratch).await?;

    window.click(&part("start-normally")).await?;
    window.gone(&part("safe-mode")).await?;
    window.find("[data-testid=connection][data-state=on]").await?;
    assert_eq!(platform::examples()[0].post(&window.url()).await?, 200, "it listens again");
    window.text(&part("crash-banner"), |text| text.contains("failed")).await?;
    window.click(&part("crash-dismiss")).await?;
    window.gone(&part("crash-banner")).await?;
    until(|| unproven(&scratch).is_empty(), "it has held, and the two count no more")?;
    window.close().await?;

    let window = Window::open_on(&scratch, address).await?;
    window.find("[data-testid=connection][data-state=on]").await?;
    assert_eq!(window.count(&part("safe-mode")).await?, 0, "from now on it starts as ever");
    assert_eq!(window.count(&part("crash-banner")).await?, 0, "and what was read is not told again");
    window.close().await
}

/// The report is read, and saved as a file, and tells of nobody.
async fn pass_the_report_on(window: &Window, scratch: &Scratch) -> Result<()> {
    window.click(&part("crash-report-open")).await?;
    let shown =
        window.text(&part("crash-report-text"), |text| text.contains("Stampdesk problem report")).await?;
    assert!(shown.contains("a start did not come to its end"), "{shown}");
    window.picture("crash-report").await?;
    window.click(&part("crash-report-save")).await?;
    let saved = window.text(&part("crash-report-saved"), |text| text.contains(".txt")).await?;
    let path = saved.trim().trim_start_matches("Saved as ");
    let kept = fs::read_to_string(path).with_context(|| path.to_owned())?;
    assert!(kept.contains("Version") && kept.contains("System"), "{kept}");
    assert!(Path::new(path).starts_with(scratch.path()), "among the documents of who uses this PC");
    let place = scratch.path().display().to_string();
    for personal in ["482193", "391047", "gmail", "kahveci", "latte", SECRET, place.as_str()] {
        assert!(!kept.to_lowercase().contains(&personal.to_lowercase()), "{personal}: {kept}");
    }
    window.type_keys("\u{e00c}").await // Escape
}

#[tokio::test]
async fn a_start_that_the_system_ends_is_no_failure() -> Result<()> {
    let scratch = Scratch::new()?;
    let (screen, address) = (Screen::light_up()?, free_address()?);
    for _ in 0..3 {
        let mut program = Running::start(&mut undriven("stampdesk", &scratch, &screen, address)?)?;
        until(|| unproven(&scratch) == ["window_asked"], "its window is there, for less than ten seconds")?;
        assert!(TcpStream::connect(address).is_ok(), "each of them listens: none is a safe one");
        program.signal("TERM")?;
        let (status, said) = program.end()?;
        assert!(status.success(), "it ends as it was told to: {said}");
        assert!(unproven(&scratch).is_empty(), "so it counts for nothing");
    }
    Ok(())
}

#[tokio::test]
async fn safe_mode_can_be_asked_for() -> Result<()> {
    let scratch = Scratch::new()?;
    deliver_a_day(&scratch).await?;
    let (screen, address) = (Screen::light_up()?, free_address()?);
    let mut program = Running::start(undriven("stampdesk", &scratch, &screen, address)?.arg("--safe"))?;
    program.line(|line| line.contains("safe mode"))?;
    assert!(TcpStream::connect(address).is_err(), "nobody listens");
    let listening = Cli::new(&scratch)?.listen()?;
    assert_eq!(platform::examples()[0].post(&listening.url).await?, 200, "whoever helps can, in a terminal");
    Ok(())
}

/// The process that shows the page of `program`.
fn page_of(program: &Running) -> Option<u32> {
    let asked =
        Command::new("pgrep").args(["-f", "-P", &program.id().to_string(), "WebKitWebProcess"]).output();
    String::from_utf8(asked.ok()?.stdout).ok()?.trim().parse().ok()
}

#[tokio::test]
async fn a_page_whose_process_is_killed_is_loaded_again_and_the_desk_listens_on() -> Result<()> {
    let scratch = Scratch::new()?;
    let (screen, address) = (Screen::light_up()?, free_address()?);
    let mut program = Running::start(&mut undriven("stampdesk", &scratch, &screen, address)?)?;
    until(|| unproven(&scratch) == ["window_asked"], "its window is there")?;
    let page = page_of(&program).context("a process shows the page")?;
    let killed = Command::new("kill").args(["-s", "KILL", &page.to_string()]).status()?;
    assert!(killed.success());
    program.line(|line| line.contains("a part of the program failed"))?;
    until(|| page_of(&program).is_some_and(|now| now != page), "another process shows it")?;
    let url = format!("http://{address}/webhooks/loyalite");
    assert_eq!(platform::examples()[0].post(&url).await?, 200, "deliveries need no page");
    Ok(())
}
