//! The desk without a window: what a script, a server or another program of the shop meets.

use std::fs;
use std::io;
use std::net::TcpListener;
use std::process::{Output, Stdio};

use anyhow::Result;
use rusqlite::Connection;
use serde_json::{Value, json};
use stories::{Cli, Delivery, Running, SECRET, Scratch, database, platform};

/// A data folder in which the platform's six examples have arrived.
async fn shop() -> Result<Scratch> {
    let scratch = Scratch::new()?;
    let listening = Cli::new(&scratch)?.listen()?;
    post_all(&platform::examples(), &listening.url).await?;
    Ok(scratch)
}

async fn post_all(deliveries: &[Delivery], url: &str) -> Result<()> {
    for delivery in deliveries {
        assert_eq!(delivery.post(url).await?, 200, "a signed delivery is kept and answered");
    }
    Ok(())
}

/// Everything the desk would say about its shop.
fn figures(cli: &Cli) -> Result<Vec<Value>> {
    ["customer 482193", "customer 391047", "coupons", "points", "feed"]
        .iter()
        .map(|words| cli.json(words))
        .collect()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    keys
}

#[tokio::test]
async fn the_six_examples_make_a_customer_a_coupon_and_a_balance() -> Result<()> {
    let scratch = shop().await?;
    let cli = Cli::new(&scratch)?;

    let found = cli.json("customer 482193")?;
    let customer = &found["customers"][0];
    assert_eq!(found["customers"].as_array().map(Vec::len), Some(1), "one customer has that code");
    assert_eq!(customer["organization"], "kahveci-mehmet");
    assert_eq!(customer["customer_code"], 482_193);
    assert_eq!(customer["masked_email"], "j***@gmail.com");
    assert_eq!(customer["enrolled_at"], "2026-04-19T10:00:00Z");
    assert_eq!(customer["stamp_balance"], 7, "stamp.earned of the same transaction decides");
    assert_eq!(customer["max_stamps"], 10);
    assert_eq!(customer["point_balance"], Value::Null, "no event told it: unknown is null, not 0");
    assert_eq!(customer["history_complete"], false, "the first known balance followed from 5 earlier stamps");

    let coupons = cli.json("coupons --outstanding")?;
    assert_eq!(coupons["coupons"].as_array().map(Vec::len), Some(1), "the other one has been used");
    assert_eq!(coupons["coupons"][0]["coupon_id"], "e3b0c442-98fc-1c14-9afb-f4c8996fb924");
    assert_eq!(coupons["coupons"][0]["redeemed_at"], Value::Null, "it waits");

    let points = cli.json("points")?;
    assert_eq!(points["total"], 370, "870 and then 500 spent");
    Ok(())
}

#[tokio::test]
async fn printed_json_has_exactly_the_promised_keys() -> Result<()> {
    let scratch = shop().await?;
    let cli = Cli::new(&scratch)?;

    let found = cli.json("customer 482193")?;
    assert_eq!(keys(&found), ["customers"]);
    assert_eq!(
        keys(&found["customers"][0]),
        [
            "coupons",
            "customer_code",
            "customer_id",
            "enrolled_at",
            "history_complete",
            "last_seen_at",
            "masked_email",
            "max_stamps",
            "organization",
            "point_balance",
            "stamp_balance",
        ]
    );
    let coupon = &found["customers"][0]["coupons"][0];
    assert_eq!(keys(coupon), ["coupon_id", "coupon_name", "issued_at", "redeemed_at"]);

    let coupons = cli.json("coupons")?;
    assert_eq!(keys(&coupons), ["coupons"]);
    assert_eq!(
        keys(&coupons["coupons"][0]),
        [
            "coupon_id",
            "coupon_name",
            "customer_code",
            "customer_id",
            "issued_at",
            "organization",
            "redeemed_at"
        ]
    );

    let points = cli.json("points")?;
    assert_eq!(keys(&points), ["customers", "total"]);
    assert_eq!(
        keys(&points["customers"][0]),
        ["customer_code", "customer_id", "organization", "point_balance"]
    );

    let feed = cli.json("feed")?;
    assert_eq!(keys(&feed), ["events"]);
    assert_eq!(
        keys(&feed["events"][0]),
        ["customer_code", "event", "id", "occurred_at", "organization", "received_at", "set_aside"]
    );
    Ok(())
}

#[tokio::test]
async fn the_feed_is_newest_first_and_can_be_cut() -> Result<()> {
    let scratch = shop().await?;
    let feed = Cli::new(&scratch)?.json("feed --limit 2")?;
    let names: Vec<&Value> = feed["events"].as_array().into_iter().flatten().map(|it| &it["event"]).collect();
    assert_eq!(names, ["coupon.redeemed", "points.spent"], "the last two that arrived");
    Ok(())
}

#[tokio::test]
async fn what_was_not_understood_is_kept_and_set_aside() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    assert_eq!(Delivery::new("not JSON").post(&listening.url).await?, 200, "signed, so it is ours to keep");

    let feed = cli.json("feed --set-aside")?;
    assert_eq!(feed["events"][0]["set_aside"], "unreadable");
    assert_eq!(feed["events"][0]["id"], Value::Null, "it named none");
    Ok(())
}

#[tokio::test]
async fn repeated_deliveries_change_nothing() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    post_all(&platform::examples(), &listening.url).await?;
    let once = figures(&cli)?;

    let mut again = platform::examples();
    again.reverse();
    post_all(&again, &listening.url).await?;
    assert_eq!(figures(&cli)?, once, "the id of a delivery counts once, in whatever order it comes again");
    Ok(())
}

#[tokio::test]
async fn a_delivery_signed_with_another_secret_is_turned_away() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    let forged = &platform::examples()[0];
    assert_eq!(forged.post_signed(&listening.url, "whsec_of_someone_else").await?, 401);
    assert_eq!(cli.json("feed")?, json!({ "events": [] }), "nothing of it was kept");
    Ok(())
}

#[tokio::test]
async fn a_secret_is_added_listed_and_removed_without_ever_being_shown() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let added = cli.run_with("secret add", &format!("{SECRET}\n"))?;
    assert!(added.status.success(), "{}", errors(&added));

    let listed = cli.json("secret list")?;
    let secrets = listed["secrets"].as_array().cloned().unwrap_or_default();
    assert_eq!(secrets.len(), 1, "the one just added");
    for text in [&added.stdout, &listed.to_string().into_bytes()] {
        assert!(!String::from_utf8_lossy(text).contains(SECRET), "a secret is never printed");
    }

    let mut listen = Running::start(&mut cli.command("listen --bind 127.0.0.1:0"))?;
    let line = listen.line(|line| line.starts_with("listening on http://127.0.0.1:"))?;
    let url = line.trim_start_matches("listening on ");
    assert!(url.ends_with("/webhooks/loyalite"), "the address to give to the platform: {url}");
    assert_eq!(platform::examples()[0].post(url).await?, 200, "the kept secret opens the door");
    listen.kill()?;

    let id = secrets[0]["id"].as_str().unwrap_or_default();
    let removed = cli.run(&format!("secret remove {id}"))?;
    assert!(removed.status.success(), "{}", errors(&removed));
    assert_eq!(cli.json("secret list")?, json!({ "secrets": [] }));
    Ok(())
}

#[tokio::test]
async fn a_killed_desk_shows_the_same_figures_when_it_is_back() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let mut listening = cli.listen()?;
    post_all(&platform::examples(), &listening.url).await?;
    let before = figures(&cli)?;
    listening.program.kill()?;

    let _again = cli.listen()?;
    assert_eq!(figures(&cli)?, before, "what was answered 200 is on disk");
    let check = cli.run("check")?;
    assert!(check.status.success(), "a crash leaves nothing half done: {}", errors(&check));
    Ok(())
}

#[tokio::test]
async fn the_figures_equal_the_log_and_a_rebuild_keeps_them() -> Result<()> {
    let scratch = shop().await?;
    let cli = Cli::new(&scratch)?;
    let before = figures(&cli)?;
    assert!(cli.run("check")?.status.success(), "the tables equal the fold of the log");
    let rebuilt = cli.run("rebuild")?;
    assert!(rebuilt.status.success(), "{}", errors(&rebuilt));
    assert_eq!(figures(&cli)?, before, "the tables can be thrown away");
    Ok(())
}

#[test]
fn a_code_nobody_has_is_an_empty_answer() -> Result<()> {
    let scratch = Scratch::new()?;
    assert_eq!(Cli::new(&scratch)?.json("customer 000000")?, json!({ "customers": [] }));
    Ok(())
}

#[test]
fn a_malformed_code_is_refused_in_plain_words() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    for code in ["48219", "4821937", "48219a"] {
        let output = cli.run(&format!("customer {code} --json"))?;
        assert!(!output.status.success(), "{code} is no customer code");
        assert!(output.stdout.is_empty(), "an error never looks like data");
    }
    assert!(errors(&cli.run("customer 4821937")?).contains('6'), "it says how many digits a code has");
    Ok(())
}

#[test]
fn an_unknown_command_is_a_mistake_in_typing() -> Result<()> {
    let scratch = Scratch::new()?;
    let output = Cli::new(&scratch)?.run("stamps")?;
    assert_eq!(output.status.code(), Some(2), "2 is for the command line, 1 for the work");
    assert!(errors(&output).contains("stamps"), "it repeats what it did not understand");
    Ok(())
}

#[tokio::test]
async fn where_nobody_reads_a_command_ends_without_a_word() -> Result<()> {
    let scratch = shop().await?;
    let cli = Cli::new(&scratch)?;
    for words in ["feed", "feed --json", "customer 482193", "health"] {
        let (reader, writer) = io::pipe()?;
        drop(reader);
        let mut command = cli.command(words);
        let output = command.stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped()).spawn()?;
        let output = output.wait_with_output()?;
        assert_eq!(errors(&output), "", "`{words}`: whoever closed the pipe knows that it did");
        assert_eq!(output.status.code(), Some(141), "`{words}`: as a shell tells of other tools");
    }
    assert!(!scratch.data().join("crashes").exists(), "and none of it is a failure of the program");
    Ok(())
}

#[test]
fn a_port_in_use_ends_listening_with_a_reason() -> Result<()> {
    let scratch = Scratch::new()?;
    let taken = TcpListener::bind("127.0.0.1:0")?;
    let address = taken.local_addr()?.to_string();
    let mut command = Cli::new(&scratch)?.command(&format!("listen --bind {address}"));
    let (status, said) = Running::start(command.env("STAMPDESK_WEBHOOK_SECRET", SECRET))?.end()?;
    assert_eq!(status.code(), Some(1));
    assert!(said.contains(&address), "it names the address: {said}");
    Ok(())
}

#[tokio::test]
async fn a_second_desk_on_the_same_folder_is_turned_away() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let _first = cli.listen()?;
    let mut second = cli.command("listen --bind 127.0.0.1:0");
    let (status, said) = Running::start(second.env("STAMPDESK_WEBHOOK_SECRET", SECRET))?.end()?;
    assert_eq!(status.code(), Some(1), "one writer per folder");
    assert!(said.contains("stampdesk-cli listen"), "it names who holds the desk: {said}");
    Ok(())
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_untouched() -> Result<()> {
    let scratch = shop().await?;
    let file = database::find(&scratch.data())?;
    Connection::open(&file)?.pragma_update(None, "user_version", 999)?;

    let output = Cli::new(&scratch)?.run("points")?;
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("newer"), "it says what is wrong: {}", errors(&output));
    let version: i64 = Connection::open(&file)?.pragma_query_value(None, "user_version", |row| row.get(0))?;
    assert_eq!(version, 999, "a newer Stampdesk can still open it");
    Ok(())
}

#[tokio::test]
async fn a_damaged_database_is_kept_aside_and_the_desk_goes_on() -> Result<()> {
    let scratch = shop().await?;
    let file = database::find(&scratch.data())?;
    let ruins = b"a disk that failed".repeat(4096);
    fs::write(&file, &ruins)?;

    let cli = Cli::new(&scratch)?;
    let listening = cli.listen()?;
    let kept =
        database::files(&scratch.data())?.into_iter().any(|it| fs::read(it).is_ok_and(|it| it == ruins));
    assert!(kept, "what was found is still there, for whoever can read it");
    post_all(&platform::examples(), &listening.url).await?;
    assert_eq!(cli.json("points")?["total"], 370, "new deliveries are kept in a new database");
    Ok(())
}
