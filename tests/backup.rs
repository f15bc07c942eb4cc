//! The PC dies, and the shop goes on: backups made while deliveries come in, sticks that are full or away, power cuts at any
//! moment, and a new PC with the old figures.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Utc};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use simulator::STAMPS_REGULAR;
use stories::{Cli, Load, Scratch, database, platform, small_disk, until};

const PASSPHRASE: &str = "üç demlik çay";
/// How often a restore, and a backup, is killed.
const KILLS: u32 = 24;

/// Every points balance, every coupon, the card of the customer who comes most, and the log in figures.
fn figures(cli: &Cli) -> Result<[Value; 4]> {
    let mut health = cli.json("health")?;
    let log =
        ["deliveries", "set_aside", "customers", "incomplete", "forgotten"].map(|name| health[name].take());
    Ok([
        cli.json("points")?,
        cli.json("coupons")?,
        cli.json(&format!("customer {STAMPS_REGULAR}"))?,
        Value::from(log.to_vec()),
    ])
}

fn says(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), output.stderr.as_slice()].concat()).into_owned()
}

fn run(cli: &Cli, words: &[&str]) -> Result<Output> {
    let mut command = cli.command("");
    Ok(command.args(words).env("STAMPDESK_BACKUP_PASSPHRASE", PASSPHRASE).stdin(Stdio::null()).output()?)
}

/// Runs it, which must succeed; what it said.
fn done(cli: &Cli, words: &[&str]) -> Result<String> {
    let output = run(cli, words)?;
    ensure!(output.status.success(), "{words:?}: {}", says(&output));
    Ok(says(&output))
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap_or_default()
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names: Vec<String> = fs::read_dir(folder)?
        .map(|file| Ok(file?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<_>>()?;
    names.sort();
    Ok(names)
}

/// A shop that heard so many days.
async fn heard(cli: &Cli<'_>, days: u32) -> Result<()> {
    let listening = cli.listen()?;
    Load::of_days(days)?.finish(&listening.url).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pc_dies_and_a_new_one_has_the_same_figures() -> Result<()> {
    let old = Scratch::new()?;
    let cli = Cli::new(&old)?;
    let file = old.path().join("stick.backup.age");
    let mut listening = cli.listen()?;
    let mut load = Load::of_days(14)?;
    let mut under_way = load.begin(&listening.url);
    load.hear(&mut under_way, 50).await?;
    let early = old.path().join("early.backup");
    let said = done(&cli, &["backup", path(&early)])?;
    assert!(said.contains("proven"), "{said}");
    load.hear(&mut under_way, 50).await?; // deliveries went on
    load.end(under_way).await?;
    let took = Instant::now();
    done(&cli, &["backup", path(&file)])?;
    let (backed_up, took) = (figures(&cli)?, took.elapsed());
    let last = database::find(&old.data())?;
    listening.program.kill()?;
    fs::write(&last, b"the disk wrote nonsense")?;

    let new = Scratch::new()?;
    let there = Cli::new(&new)?;
    let looked = run(&there, &["restore", path(&file), "--check", "--json"])?;
    let found: Value = serde_json::from_slice(&looked.stdout).with_context(|| says(&looked))?;
    assert_eq!((&found["encrypted"], &found["events"]), (&true.into(), &backed_up[3][0]));
    assert_eq!(there.json("health")?["deliveries"], 0, "that only looked");
    let restored = done(&there, &["restore", path(&file)])?;
    assert!(restored.contains("nothing here before"), "{restored}");
    assert_eq!(figures(&there)?, backed_up, "to the last point");
    done(&there, &["check"])?;
    let [fresh, ..] = &platform::examples()[..] else { unreachable!("there are six") };
    assert_eq!(fresh.post(&there.listen()?.url).await?, 200, "and the shop goes on");

    // The PC whose database was destroyed, too.
    done(&cli, &["restore", path(&file)])?;
    assert_eq!(figures(&cli)?, backed_up);
    done(&cli, &["check"])?;
    assert!(
        names(&old.data())?.iter().any(|name| name.starts_with("stampdesk-damaged-")),
        "the ruin is kept"
    );
    done(&cli, &["restore", path(&early)])?;
    done(&cli, &["check"])?;
    let then = cli.json("health")?["deliveries"].as_i64().context("a number")?;
    let all = backed_up[3][0].as_i64().context("a number")?;
    assert!((40..=all).contains(&then), "what was there while the load went on: {then} of {all}");
    writeln!(
        io::stderr(),
        "{all} deliveries; backup with passphrase in {took:?}, {} bytes",
        fs::metadata(&file)?.len()
    )?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn however_often_a_restore_is_killed_the_old_or_the_new_is_there_whole() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let files = [scratch.path().join("few.backup"), scratch.path().join("many.backup")];
    let mut known = Vec::new();
    for (file, days) in files.iter().zip([3, 20]) {
        heard(&cli, days).await?;
        done(&cli, &["backup", path(file)])?;
        known.push(figures(&cli)?);
    }
    let mut takes = Vec::new();
    for file in &files {
        let began = Instant::now();
        done(&cli, &["restore", path(file)])?;
        takes.push(began.elapsed());
    }
    let mut here = 1;
    let mut moments = ChaCha8Rng::seed_from_u64(8);
    let (mut old, mut new) = (0, 0);
    for kill in 1..=KILLS {
        let wanted = 1 - here;
        let mut command = cli.command("restore");
        let mut restoring =
            command.arg(&files[wanted]).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        std::thread::sleep(takes[wanted].mul_f64(moments.random_range(0.2..1.2)));
        let _ = restoring.kill(); // it may have ended
        restoring.wait()?;
        let output = cli.run("check")?;
        assert!(output.status.success(), "kill {kill}: {}", says(&output));
        let now = figures(&cli)?;
        let before = here;
        here = known
            .iter()
            .position(|figures| *figures == now)
            .with_context(|| format!("kill {kill}: half a state"))?;
        if here == before { old += 1 } else { new += 1 }
    }
    done(&cli, &["restore", path(&files[1])])?;
    assert_eq!(figures(&cli)?, known[1], "nothing that was left behind is in the way");
    let left = names(&scratch.data())?;
    assert!(!left.iter().any(|name| name.contains("work")), "nor does a copy lie about: {left:?}");
    writeln!(
        io::stderr(),
        "{KILLS} restores killed within {takes:?}: {old} times the old is there, {new} times the new"
    )?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_is_killed_leaves_nothing_that_looks_like_one() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    heard(&cli, 10).await?;
    let stick = scratch.path().join("stick");
    fs::create_dir(&stick)?;
    done(&cli, &["backup", "folder", path(&stick)])?;
    let whole = Instant::now();
    done(&cli, &["backup"])?;
    let whole = whole.elapsed();
    let mut moments = ChaCha8Rng::seed_from_u64(9);
    for _ in 0..KILLS {
        let mut making = cli.command("backup").stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        std::thread::sleep(whole.mul_f64(moments.random_range(0.0..1.0)));
        let _ = making.kill();
        making.wait()?;
    }
    let all = names(&stick)?;
    for name in all.iter().filter(|name| name.ends_with(".backup")) {
        done(&cli, &["restore", path(&stick.join(name)), "--check"])?;
    }
    done(&cli, &["backup"])?;
    let left = names(&stick)?;
    assert!(left.iter().all(|name| name.ends_with(".backup")), "what was cut off is cleared away: {left:?}");
    assert!(!names(&scratch.data())?.contains(&"backup.work".to_owned()), "on this PC too");
    Ok(())
}

/// The moment that the newest good one is of.
fn last_good(cli: &Cli) -> Option<DateTime<Utc>> {
    cli.json("backup list").ok()?["last_good_at"].as_str()?.parse().ok()
}

fn fault(cli: &Cli) -> String {
    let state = cli.json("backup list").unwrap_or_default();
    state["last_fault"]["kind"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_desk_that_listens_makes_its_daily_backup_encrypted_once_the_stick_is_back() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    heard(&cli, 1).await?;
    let stick = scratch.path().join("stick");
    fs::create_dir(&stick)?;
    let refused = run(&cli, &["backup", "folder", path(&stick), "--encrypted"])?;
    assert!(says(&refused).contains("passphrase"), "it needs one first: {}", says(&refused));
    let kept = cli.run_with("backup passphrase", &format!("{PASSPHRASE}\n"))?;
    assert!(kept.status.success(), "{}", says(&kept));
    done(&cli, &["backup", "folder", path(&stick), "--encrypted"])?;
    let away = scratch.path().join("pocket");
    fs::rename(&stick, &away)?;

    let mut listening = cli.listen()?;
    until(|| fault(&cli) == "not_there", "that the stick is away is told")?;
    let busy = run(&cli, &["restore", path(&database::find(&scratch.data())?)])?;
    assert!(!busy.status.success(), "a desk is open: {}", says(&busy));
    fs::rename(&away, &stick)?;
    until(|| last_good(&cli).is_some(), "the backup is made when the stick is back")?;
    listening.program.kill()?;

    let [name] = &names(&stick)?[..] else { anyhow::bail!("one backup lies there: {:?}", names(&stick)?) };
    assert!(name.ends_with(".backup.age"), "{name}");
    let file = stick.join(name);
    let kept = cli.run(&format!("restore {} --check", path(&file)))?;
    assert!(kept.status.success(), "with the passphrase that is kept nobody need type it: {}", says(&kept));
    let other = Scratch::new()?;
    let there = Cli::new(&other)?;
    let wrong = there.run_with(&format!("restore {}", path(&file)), "üç demlik kahve\n")?;
    assert!(!wrong.status.success() && says(&wrong).contains("not the passphrase"), "{}", says(&wrong));
    let right = there.run_with(&format!("restore {}", path(&file)), &format!("{PASSPHRASE}\n"))?;
    assert!(right.status.success(), "{}", says(&right));
    assert_eq!(figures(&there)?, figures(&cli)?);
    Ok(())
}

#[tokio::test]
async fn a_full_and_a_read_only_stick_are_told_apart_and_hold_nothing_that_looks_like_a_backup() -> Result<()>
{
    let story = "a_full_and_a_read_only_stick_are_told_apart_and_hold_nothing_that_looks_like_a_backup";
    if !small_disk::told_here(story)? {
        return Ok(());
    }
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    for delivery in platform::examples() {
        assert_eq!(delivery.post(&cli.listen()?.url).await?, 200);
    }
    let stick = scratch.path().join("stick");
    fs::create_dir(&stick)?;
    let disk = small_disk::mount(96 << 10, &stick)?;
    done(&cli, &["backup", "folder", path(&stick)])?;
    for (remount, kind, said) in
        [(None, "full", "no room"), (Some("remount,ro"), "read_only", "cannot be written")]
    {
        if let Some(options) = remount {
            ensure!(Command::new("mount").args(["-o", options]).arg(&stick).status()?.success());
        }
        let refused = run(&cli, &["backup"])?;
        assert!(!refused.status.success() && says(&refused).contains(said), "{}", says(&refused));
        assert_eq!((fault(&cli).as_str(), names(&stick)?), (kind, Vec::new()), "nothing is left there");
    }
    drop(disk);
    done(&cli, &["backup"])?;
    assert_eq!((fault(&cli), names(&stick)?.len()), (String::new(), 1));
    Ok(())
}
