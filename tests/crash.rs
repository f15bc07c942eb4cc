//! What happens to a shop's PC: the desk is killed at any moment, the disk fills up, the database cannot be written. What
//! was answered 200 is kept, once; what was not kept was not answered 200.
//!
//! Killing a process shows what it had not yet handed to the system. That the system has it on the disk before the answer,
//! for when the power fails, is `synchronous=FULL`'s part.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::process::Output;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use reqwest::Client;
use serde_json::Value;
use simulator::STAMPS_REGULAR;
use stories::{Cli, Load, Running, SECRET, Scratch, database, load, small_disk};
use uuid::Uuid;

/// How often the desk is killed, unless `STAMPDESK_KILLS` says so.
const KILLS: usize = 50;
/// It is killed after at most so many answers; now and then before the first.
const ANSWERS: usize = 60;
/// After so many refusals the disk counts as full.
const REFUSED: usize = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn however_often_the_desk_is_killed_what_it_answered_is_kept_and_kept_once() -> Result<()> {
    let began = Instant::now();
    let kills = std::env::var("STAMPDESK_KILLS").map_or(Ok(KILLS), |kills| kills.parse())?;
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let mut moments = ChaCha8Rng::seed_from_u64(19);
    let days = u32::try_from(kills)?.max(2); // in each, more happens than the desk answers between two kills
    let mut load = Load::of_days(days)?;
    let mut cut_off = 0;

    for kill in 1..=kills {
        let mut listening = cli.listen()?;
        let mut under_way = load.begin(&listening.url);
        load.hear(&mut under_way, moments.random_range(0..=ANSWERS)).await?;
        listening.program.kill()?;
        load.end(under_way).await?;
        assert_sound(&cli, &format!("kill {kill}"))?;
        let kept = kept(&cli)?;
        assert!(
            load.answered.is_subset(&kept),
            "after kill {kill}, everything that was answered 200 is kept"
        );
        cut_off += kept.difference(&load.answered).count();
    }
    load.retain(|_| false);
    load.finish(&cli.listen()?.url).await?;
    assert_eq!(kept(&cli)?, load.answered, "sent again, the rest is kept too, and nothing else ever was");
    assert_sound(&cli, "the last of them")?;
    assert_eq!(figures(&cli)?, calm_figures(days, &load.answered).await?, "no kill shows in the figures");

    writeln!(
        io::stderr(), // past the capture: these are figures to read
        "{kills} kills; {} deliveries answered 200, 0 lost, 0 doubled; {} attempts cut off, {cut_off} of them between \
         being kept and being answered; {} s",
        load.answered.len(),
        load.unanswered,
        began.elapsed().as_secs()
    )?;
    Ok(())
}

/// The figures of a desk that heard the same in peace.
async fn calm_figures(days: u32, deliveries: &HashSet<Uuid>) -> Result<[Value; 3]> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let mut load = Load::of_days(days)?;
    load.retain(|id| deliveries.contains(&id));
    load.finish(&cli.listen()?.url).await?;
    figures(&cli)
}

/// Every points balance, every coupon, and the card of the customer who comes most.
fn figures(cli: &Cli) -> Result<[Value; 3]> {
    Ok([cli.json("points")?, cli.json("coupons")?, cli.json(&format!("customer {STAMPS_REGULAR}"))?])
}

/// Where no disk can be mounted, the ledger's stories in `durability` stand alone: there, SQLite says "full" at every write.
#[tokio::test]
async fn on_a_full_disk_deliveries_are_refused_whole_and_taken_when_there_is_space() -> Result<()> {
    if !small_disk::told_here("on_a_full_disk_deliveries_are_refused_whole_and_taken_when_there_is_space")? {
        return Ok(());
    }
    let scratch = Scratch::new()?;
    let _disk = small_disk::mount(3 << 20, &scratch.data())?;
    let video = scratch.data().join("holiday.mp4");
    fs::write(&video, vec![0; 2 << 20])?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    let client = Client::new();

    let (mut answered, mut refused) = (HashSet::new(), Vec::new());
    for (id, delivery) in load::history(10)? {
        match delivery.post_over(&client, &listening.url, SECRET).await?.as_u16() {
            200 => drop(answered.insert(id)),
            503 => refused.push((id, delivery)),
            other => bail!("{id} was answered {other}: neither kept nor to be sent again"),
        }
        if refused.len() == REFUSED {
            break;
        }
    }
    assert_eq!(refused.len(), REFUSED, "so small a disk is full after a few days");
    assert_eq!(
        kept(&cli)?,
        answered,
        "the shop can still be read: all that was answered 200, nothing of the rest"
    );
    assert_sound(&cli, "the disk was full")?;

    fs::remove_file(&video)?;
    for (id, delivery) in refused {
        let status = delivery.post_over(&client, &listening.url, SECRET).await?;
        assert_eq!(status, 200, "{id}: there is space, so the same desk takes it");
        answered.insert(id);
    }
    assert_eq!(kept(&cli)?, answered, "nothing is missing");
    assert_sound(&cli, "there was space again")
}

#[tokio::test]
async fn a_database_that_became_read_only_is_named_and_nothing_is_accepted_in_vain() -> Result<()> {
    if !small_disk::told_here("a_database_that_became_read_only_is_named_and_nothing_is_accepted_in_vain")? {
        return Ok(());
    }
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let [(first, known), (second, next), ..] = &load::history(1)?[..] else { bail!("a day has events") };
    assert_eq!(known.post(&cli.listen()?.url).await?, 200, "while it can be written");

    let protected = small_disk::write_protect(&database::find(&scratch.data())?)?;
    let mut command = cli.command("listen --bind 127.0.0.1:0");
    let mut program = Running::start(command.env("STAMPDESK_WEBHOOK_SECRET", SECRET))?;
    program.line(|line| line.contains("stampdesk.db cannot be written"))?;
    assert_eq!(program.end()?.0.code(), Some(1), "no delivery is accepted in vain");
    assert_eq!(kept(&cli)?, HashSet::from([*first]), "what is there can be read");

    drop(protected);
    assert_eq!(next.post(&cli.listen()?.url).await?, 200, "mended");
    assert_eq!(kept(&cli)?, HashSet::from([*first, *second]));
    assert_sound(&cli, "being read-only")
}

/// The ids in the log.
fn kept(cli: &Cli) -> Result<HashSet<Uuid>> {
    let feed = cli.json("feed --limit 1000000")?;
    let events = feed["events"].as_array().context("the feed is a list")?;
    let ids =
        events.iter().map(|event| Ok(event["id"].as_str().context("every event has its id")?.parse()?));
    let ids: HashSet<Uuid> = ids.collect::<Result<_>>()?;
    assert_eq!(ids.len(), events.len(), "nothing is kept twice");
    Ok(ids)
}

fn assert_sound(cli: &Cli, after: &str) -> Result<()> {
    let Output { status, stdout, stderr } = cli.run("check")?;
    let said = [stdout, stderr].concat();
    assert!(status.success(), "the figures equal the log after {after}: {}", String::from_utf8_lossy(&said));
    Ok(())
}
