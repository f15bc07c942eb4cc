//! A desk's life on a PC where things come and go: an old desk leaves, a port becomes free, the owner moves the address, a
//! network goes, the PC sleeps, whoever read its words goes away. Who is inside is served, and the desk goes on by itself.
#![cfg(target_os = "linux")] // signals, namespaces, and a clock that can be set for one program

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use stories::{Cli, Delivery, HalfSent, Load, Running, SECRET, Scratch, free_address, network, platform};
use tokio::task::JoinSet;
use uuid::Uuid;

/// How long anything may take before the story is given up.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a slow sender takes for a delivery; the desk gives it 3 s.
const DAWDLING: Duration = Duration::from_millis(300);
/// Between two looks at something that cannot be awaited.
const LOOK: Duration = Duration::from_millis(50);

/// `listen` with the stories' secret, told nothing but `words`.
fn listen(cli: &Cli<'_>, words: &str) -> Result<Running> {
    Running::start(cli.command(&format!("listen {words}")).env("STAMPDESK_WEBHOOK_SECRET", SECRET))
}

/// The URL that it listens on, once it does.
fn url(desk: &mut Running) -> Result<String> {
    let line = desk.line(|line| line.starts_with("listening on "))?;
    Ok(line.trim_start_matches("listening on ").to_owned())
}

fn address_of(url: &str) -> Result<SocketAddr> {
    let address = url.trim_start_matches("http://").split('/').next().context("a URL has an address")?;
    Ok(address.parse()?)
}

/// Runs a command that must succeed; what it warned of.
fn done(cli: &Cli<'_>, words: &str) -> Result<String> {
    let output = cli.run(words)?;
    let said = String::from_utf8(output.stderr)?;
    assert!(output.status.success(), "`{words}`: {said}");
    Ok(said)
}

/// Looks until `what` is so.
fn until(what: &str, mut is_so: impl FnMut() -> Result<bool>) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while !is_so()? {
        if Instant::now() > deadline {
            bail!("it never came to be that {what}");
        }
        std::thread::sleep(LOOK);
    }
    Ok(())
}

/// Waits until nobody can come in at `address`.
fn until_shut(address: SocketAddr) -> Result<()> {
    until("the door is shut", || Ok(TcpStream::connect(address).is_err()))
}

/// Deliveries whose sender dawdles, one after the other, as long as the desk takes them in and nobody has said `enough`.
/// Every one that it has begun to read must be answered 200; how many were.
async fn dawdle(url: String, enough: Arc<AtomicBool>) -> Result<usize> {
    let mut answered = 0;
    while !enough.load(Ordering::Relaxed) {
        let delivery = Delivery::new(format!("slow and unreadable, but signed: {}", Uuid::new_v4()));
        // Where the door is shut at this moment, nothing is in flight.
        let Ok(in_flight) = HalfSent::begin(&delivery, &url).await else { continue };
        tokio::time::sleep(DAWDLING).await;
        assert_eq!(in_flight.finish().await?, 200, "who is inside is served");
        answered += 1;
    }
    Ok(answered)
}

/// Runs `work` while dawdlers overlap, so that whenever the door moves, somebody is inside; how many they were.
async fn among_dawdlers(url: &str, work: impl AsyncFnOnce() -> Result<()>) -> Result<usize> {
    let enough = Arc::new(AtomicBool::new(false));
    let mut dawdlers = JoinSet::new();
    for _ in 0..3 {
        dawdlers.spawn(dawdle(url.to_owned(), Arc::clone(&enough)));
        tokio::time::sleep(DAWDLING / 3).await;
    }
    let done = work().await;
    enough.store(true, Ordering::Relaxed);
    let answered: Result<Vec<usize>> = dawdlers.join_all().await.into_iter().collect();
    done.and(answered).map(|answered| answered.iter().sum())
}

fn deliveries(cli: &Cli<'_>) -> Result<Value> {
    Ok(cli.json("health")?["deliveries"].clone())
}

#[tokio::test]
async fn a_new_desk_takes_over_from_an_old_one_that_still_serves_who_is_inside() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let mut old = cli.listen()?;
    let address = address_of(&old.url)?;
    let mut new = listen(&cli, &format!("--bind {address}"))?;
    let waiting = new.line(|line| line.contains("Trying for 8 more seconds"))?;
    assert!(waiting.contains("stampdesk-cli listen (process "), "it says who is in the way: {waiting}");

    let [first, second, ..] = &platform::examples()[..] else { bail!("the platform has six examples") };
    let in_flight = HalfSent::begin(first, &old.url).await?;
    old.program.signal("TERM")?;
    until_shut(address)?;
    assert_eq!(in_flight.finish().await?, 200, "who was inside is served");
    let (status, said) = old.program.end()?;
    assert!(status.success(), "a graceful end is a success: {said}");

    assert_eq!(address_of(&url(&mut new)?)?, address, "the new one listens where the old one did");
    assert_eq!(second.post(&old.url).await?, 200, "and takes deliveries in");
    assert_eq!(first.post(&old.url).await?, 200, "also one again that the old one had answered");
    assert_eq!(deliveries(&cli)?, 2, "each is kept once");
    Ok(())
}

#[tokio::test]
async fn a_desk_begins_to_listen_when_another_program_leaves_its_port() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let other = TcpListener::bind("127.0.0.1:0")?;
    let mut desk = listen(&cli, &format!("--bind {}", other.local_addr()?))?;
    desk.line(|line| line.contains("Another program uses the address"))?;
    drop(other);
    assert_eq!(platform::examples()[0].post(&url(&mut desk)?).await?, 200);
    Ok(())
}

#[tokio::test]
async fn told_to_stop_twice_it_waits_for_nobody() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let mut desk = cli.listen()?;
    let _never_finished = HalfSent::begin(&platform::examples()[0], &desk.url).await?;
    desk.program.signal("INT")?;
    until_shut(address_of(&desk.url)?)?;
    desk.program.signal("INT")?;
    let (status, said) = desk.program.end()?;
    assert_eq!(status.code(), Some(1), "it was not graceful, and says so");
    assert!(said.contains("will be sent again"), "{said}");
    Ok(())
}

/// Reads until the desk listens, says so, and goes.
const READER_LEAVES: &str =
    r#"{ grep -m 1 "^listening on " "$pipe"; echo gone; } & exec "$@" > "$pipe" 2>&1"#;
/// Never reads: the pipe is full, and nothing more goes into it.
const READER_STALLS: &str = r#"exec 3<> "$pipe"; dd if=/dev/zero of="$pipe" bs=4096 oflag=nonblock 2> /dev/null
    exec "$@" >&3 2>&1"#;

/// `listen` on `address`, talkative, whose every word goes into a pipe to such a `reader`.
fn listen_to(reader: &str, scratch: &Scratch, address: SocketAddr) -> Result<Running> {
    let listen = Cli::new(scratch)?.command(&format!("listen --bind {address}"));
    let mut shell = Command::new("sh");
    let script = format!(r#"pipe="$1"; shift; mkfifo "$pipe"; {reader}"#);
    shell.args(["-c", &script, "sh"]).arg(scratch.path().join("pipe"));
    shell.arg(listen.get_program()).args(listen.get_args());
    let talkative = [("STAMPDESK_WEBHOOK_SECRET", SECRET), ("RUST_LOG", "trace")];
    Running::start(scratch.host(&mut shell).envs(talkative))
}

/// All that the platform sends is taken in, and told to stop, the desk stops in order.
async fn serves_and_ends(mut desk: Running, scratch: &Scratch, address: SocketAddr) -> Result<()> {
    let url = format!("http://{address}/webhooks/loyalite");
    for delivery in platform::examples() {
        assert_eq!(delivery.post(&url).await?, 200, "somebody listens");
    }
    let in_flight = HalfSent::begin(&Delivery::new("not JSON"), &url).await?;
    desk.signal("TERM")?;
    until_shut(address)?;
    assert_eq!(in_flight.finish().await?, 200, "who is inside is served");
    let (status, said) = desk.end()?;
    assert!(status.success(), "a graceful end is a success: {status}, {said}");
    assert_eq!(deliveries(&Cli::new(scratch)?)?, 7, "what was answered 200 is kept, once");
    assert!(!scratch.data().join("crashes").exists(), "nothing failed");
    Ok(())
}

#[tokio::test]
async fn a_desk_whose_reader_goes_away_goes_on_listening() -> Result<()> {
    let (scratch, address) = (Scratch::new()?, free_address()?);
    let mut desk = listen_to(READER_LEAVES, &scratch, address)?;
    assert_eq!(address_of(&url(&mut desk)?)?, address);
    desk.line(|line| line == "gone")?;
    serves_and_ends(desk, &scratch, address).await
}

#[tokio::test]
async fn a_desk_whose_reader_never_reads_goes_on_listening() -> Result<()> {
    let (scratch, address) = (Scratch::new()?, free_address()?);
    let desk = listen_to(READER_STALLS, &scratch, address)?;
    until("it listens", || Ok(TcpStream::connect(address).is_ok()))?;
    serves_and_ends(desk, &scratch, address).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_load_the_address_changes_and_nothing_in_flight_is_lost() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let (here, there) = (free_address()?, free_address()?);
    done(&cli, &format!("address {here}"))?;
    let mut desk = listen(&cli, "")?;
    let old = url(&mut desk)?;
    assert_eq!(address_of(&old)?, here, "the address is kept for the next start");

    let mut load = Load::of_days(30)?;
    let slow = among_dawdlers(&old, async || {
        let mut under_way = load.begin(&old);
        load.hear(&mut under_way, 100).await?;
        let warned = done(&cli, &format!("address {there}"))?;
        assert_eq!(warned, "", "the open desk has moved, and nobody but this PC can reach it there");
        load.end(under_way).await
    })
    .await?;
    until_shut(here)?;

    let health = cli.json("health")?;
    let listening = &health["listener"]["listening"];
    assert_eq!(*listening, serde_json::json!({ "state": "on", "address": there.to_string() }));
    let new = url(&mut desk)?;
    assert_eq!(address_of(&new)?, there, "whoever reads the terminal hears of it too");
    load.finish(&new).await?;
    assert_eq!(deliveries(&cli)?, load.answered.len() + slow, "what was answered 200 is kept, once");
    assert!(cli.run("check")?.status.success());
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_address_widens_to_the_network_on_the_same_port_with_a_warning() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let here = free_address()?;
    done(&cli, &format!("address {here}"))?;
    let mut desk = listen(&cli, "")?;
    let old = url(&mut desk)?;
    let slow = among_dawdlers(&old, async || {
        let warned = done(&cli, &format!("address 0.0.0.0:{}", here.port()))?;
        assert!(warned.contains("others in this network"), "{warned}");
        Ok(())
    })
    .await?;
    assert_eq!(platform::examples()[0].post(&old).await?, 200, "this PC is part of the network");
    assert_eq!(deliveries(&cli)?, slow + 1, "what was answered 200 is kept, once");
    assert_eq!(cli.json("address")?["open_at"], format!("0.0.0.0:{}", here.port()));
    Ok(())
}

#[tokio::test]
async fn an_address_that_nobody_can_listen_on_is_refused_and_the_desk_stays() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let here = free_address()?;
    done(&cli, &format!("address {here}"))?;
    let mut desk = listen(&cli, "")?;
    let url = url(&mut desk)?;
    let other = TcpListener::bind("127.0.0.1:0")?;
    for address in [other.local_addr()?.to_string(), "192.0.2.1:8787".into(), "the counter".into()] {
        let refused = cli.command("address").arg(&address).output()?;
        assert_eq!(refused.status.code(), Some(1), "{address}");
        assert!(String::from_utf8(refused.stderr)?.contains(&address), "it repeats what it refused");
    }
    assert_eq!(cli.json("address")?["chosen"], here.to_string(), "nothing of it was kept");
    assert_eq!(platform::examples()[0].post(&url).await?, 200);
    Ok(())
}

#[tokio::test]
async fn a_network_that_comes_goes_and_comes_again_is_listened_on_whenever_it_is_there() -> Result<()> {
    if !network::told_here("a_network_that_comes_goes_and_comes_again_is_listened_on_whenever_it_is_there")? {
        return Ok(());
    }
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let shop = IpAddr::from(Ipv4Addr::new(192, 0, 2, 7));
    let mut desk = listen(&cli, &format!("--bind {shop}:8787"))?;
    desk.line(|line| line.contains("cannot listen on 192.0.2.7:8787"))?;
    network::add(shop)?;
    let url = url(&mut desk)?;
    let [first, second, ..] = &platform::examples()[..] else { bail!("the platform has six examples") };
    assert_eq!(first.post(&url).await?, 200);

    network::remove(shop)?;
    desk.line(|line| line.contains("cannot listen on 192.0.2.7:8787"))?;
    let state = || Ok(cli.json("health")?["listener"]["listening"]["state"] == "failed");
    until("the record says so as well", state)?;
    network::add(shop)?;
    desk.line(|line| line == format!("listening on {url}"))?;
    assert_eq!(second.post(&url).await?, 200, "and nobody had to do anything");
    Ok(())
}

#[tokio::test]
async fn the_hours_that_the_pc_slept_are_noted() -> Result<()> {
    let scratch = Scratch::with_leaping_clock()?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    let gaps = || anyhow::Ok(cli.json("health")?["listener"]["gaps"].as_array().cloned().unwrap_or_default());
    assert!(gaps()?.is_empty(), "the clock has ticked evenly");
    scratch.leap(3 * 60 * 60)?;
    until("the sleep is noted", || Ok(gaps()?.len() == 1))?;
    let time = |gap: &Value, end: &str| -> Result<chrono::DateTime<chrono::Utc>> {
        Ok(gap[end].as_str().context("a gap has two ends")?.parse()?)
    };
    let [gap] = &gaps()?[..] else { bail!("one sleep is one gap") };
    assert_eq!((time(gap, "to")? - time(gap, "from")?).num_hours(), 3);
    assert_eq!(platform::examples()[0].post(&listening.url).await?, 200, "awake, it listens as before");
    Ok(())
}
