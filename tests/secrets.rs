//! Where secrets lie: in the keychain of a desktop, and in a file where there is none.
#![cfg(target_os = "linux")] // the only keychain that a story can bring along

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use stories::{Cli, Delivery, Keychain, Public, Running, SECRET, Scratch, keychain, platform};

/// How long a keychain may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// A refused delivery comes again so soon.
const AGAIN: Duration = Duration::from_millis(200);

/// What a command printed, with `text` on its standard input.
fn said(command: &mut Command, text: &str) -> Result<String> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn()?;
    child.stdin.take().context("standard input is a pipe")?.write_all(text.as_bytes())?;
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let out = String::from_utf8([output.stdout, output.stderr].concat())?;
    assert!(!out.contains(SECRET), "a secret is never printed");
    Ok(out)
}

fn listed(command: &mut Command) -> Result<Vec<Value>> {
    let document: Value = serde_json::from_str(&said(command, "")?)?;
    Ok(document["secrets"].as_array().cloned().unwrap_or_default())
}

fn listen(command: &mut Command) -> Result<(Running, String)> {
    let mut listen = Running::start(command)?;
    let line = listen.line(|line| line.starts_with("listening on "))?;
    Ok((listen, line.trim_start_matches("listening on ").to_owned()))
}

/// Sends `delivery` until it is taken: a keychain that is slow to answer is not waited for, and refused deliveries come again.
async fn taken(delivery: &Delivery, url: &str, secret: &str) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let status = delivery.post_signed(url, secret).await?;
        if status == 200 {
            return Ok(());
        }
        ensure!(Instant::now() < deadline, "it is still refused with {status}");
        tokio::time::sleep(AGAIN).await;
    }
}

fn kept(scratch: &Scratch) -> Result<String> {
    Ok(fs::read_to_string(scratch.data().join("secrets.json"))?)
}

#[tokio::test]
async fn a_desktop_keeps_the_secret_in_its_keychain() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let keychain = Keychain::open(&scratch)?;
    let with_keychain = |words: &str| {
        let mut command = cli.command(words);
        keychain.lend(&mut command);
        command
    };

    said(&mut with_keychain("secret add counter"), SECRET)?;
    assert!(!kept(&scratch)?.contains(SECRET), "the data folder, and each copy of it, is without the text");
    let secrets = listed(&mut with_keychain("secret list --json"))?;
    assert_eq!((&secrets[0]["place"], &secrets[0]["reachable"]), (&json!("keychain"), &json!(true)));
    said(&mut with_keychain("secret add again"), SECRET)?;
    assert_eq!(listed(&mut with_keychain("secret list --json"))?.len(), 1, "it knows its own again");

    let (mut listening, url) = listen(&mut with_keychain("listen --bind 127.0.0.1:0"))?;
    let delivery = &platform::examples()[0];
    taken(delivery, &url, SECRET).await.context("the listener has it from the keychain")?;
    said(&mut with_keychain("secret add till"), "whsec_of_the_till")?;
    taken(delivery, &url, "whsec_of_the_till").await.context("a second one counts while it listens")?;
    said(&mut with_keychain("secret remove till"), "")?;
    assert_eq!(delivery.post_signed(&url, "whsec_of_the_till").await?, 401, "and so does its removal");
    listening.kill()?;

    let id = secrets[0]["id"].as_str().context("an id")?;
    let found = || -> Result<bool> {
        let mut look = Command::new("gdbus");
        look.args(["call", "--session", "--dest", "org.freedesktop.secrets"])
            .args(["--object-path", "/org/freedesktop/secrets"])
            .args(["--method", "org.freedesktop.Secret.Service.SearchItems"])
            .arg(format!("{{'service': 'Stampdesk', 'username': '{id}'}}"));
        Ok(said(keychain.lend(&mut look), "")?.contains("/org/freedesktop/secrets/collection/"))
    };
    assert!(found()?, "it lies there under our name and its id");
    said(&mut with_keychain("secret remove counter"), "")?;
    assert!(!found()?, "removed means erased there too");
    assert_eq!(listed(&mut with_keychain("secret list --json"))?, [] as [Value; 0]);
    Ok(())
}

#[tokio::test]
async fn the_token_of_a_tunnel_lies_there_too_and_reaches_its_program() -> Result<()> {
    let scratch = Scratch::new()?;
    let (cli, public) = (Cli::new(&scratch)?, Public::open(&scratch).await?);
    let keychain = Keychain::open(&scratch)?;
    let with_keychain = |words: &str| {
        let mut command = cli.command(words);
        keychain.lend(&mut command);
        command
    };
    said(&mut with_keychain("connect token ngrok"), "2abc-of-the-stories")?;
    let file = fs::read_to_string(scratch.data().join("tunnels.json"))?;
    assert!(file.contains("keychain") && !file.contains("2abc"), "the file says only where it is: {file}");
    said(&mut with_keychain(&format!("connect via ngrok {}", public.host())), "")?;
    let (_listening, _) = listen(with_keychain("listen --bind 127.0.0.1:0").envs(public.environment()?))?;
    let told = || -> Result<Value> { Ok(cli.json("connect")?["road"].take()) };
    let up = || told().is_ok_and(|road| road["tunnel"]["state"] == "up");
    stories::until(up, "the program is content with its token")?;
    assert_eq!(told()?["token"], "kept");
    Ok(())
}

#[tokio::test]
async fn a_keychain_out_of_reach_is_said_and_refused_and_does_no_harm() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let keychain = Keychain::open(&scratch)?;
    said(keychain.lend(&mut cli.command("secret add counter")), SECRET)?;

    let far = |words: &str| {
        let mut command = cli.command(words);
        keychain::out_of_reach(&mut command, &scratch);
        command
    };
    assert_eq!(listed(&mut far("secret list --json"))?[0]["reachable"], false);
    let list = said(&mut far("secret list"), "")?;
    assert!(list.contains("cannot be reached") && list.contains("counter"), "in plain words: {list}");
    let (mut listening, url) = listen(&mut far("listen --bind 127.0.0.1:0"))?;
    listening.has_said(|line| line.contains("lies in this PC’s keychain, which cannot be reached"))?;
    let delivery = &platform::examples()[0];
    assert_eq!(delivery.post(&url).await?, 503, "without a secret nothing is taken in");

    said(&mut far("secret add spare"), "whsec_spare")?;
    let secrets = listed(&mut far("secret list --json"))?;
    assert_eq!(secrets[1]["place"], "file", "where no keychain is, the file keeps it");
    assert!(kept(&scratch)?.contains("whsec_spare") && !kept(&scratch)?.contains(SECRET));
    assert_eq!(delivery.post_signed(&url, "whsec_spare").await?, 200, "the others count");

    let removed = said(&mut far("secret remove counter"), "")?;
    assert!(removed.contains("stays in the keychain"), "it is not claimed to be erased: {removed}");
    assert_eq!(listed(&mut far("secret list --json"))?.len(), 1);
    said(keychain.lend(&mut cli.command("secret add third")), "whsec_third")?;
    assert!(!kept(&scratch)?.contains("counter"), "whoever reaches the keychain next erases it");
    Ok(())
}

#[tokio::test]
async fn a_rotation_says_what_becomes_of_the_old_secret() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    let (_listening, url) = listen(&mut cli.command("listen --bind 127.0.0.1:0"))?;
    said(&mut cli.command("secret add old"), "whsec_old")?;
    let rotated = said(&mut cli.command("secret rotate new"), SECRET)?;
    assert!(rotated.contains("old: still counts until "), "{rotated}");
    let delivery = &platform::examples()[0];
    assert_eq!(
        delivery.post_signed(&url, "whsec_old").await?,
        200,
        "what is tried again may bear the old one"
    );
    assert_eq!(delivery.post(&url).await?, 200);

    let rotated = said(&mut cli.command("secret rotate newer --keep-old no"), "whsec_newer")?;
    assert!(rotated.contains("old: erased") && rotated.contains("new: erased"), "{rotated}");
    assert_eq!(delivery.post_signed(&url, "whsec_old").await?, 401);
    assert_eq!(delivery.post_signed(&url, "whsec_newer").await?, 200);
    Ok(())
}

#[test]
fn nothing_is_no_secret_wherever_it_comes_from() -> Result<()> {
    let scratch = Scratch::new()?;
    let cli = Cli::new(&scratch)?;
    for nothing in ["", "\n", " \t\r\n"] {
        let output = cli.run_with("secret add", nothing)?;
        assert!(!output.status.success(), "{nothing:?} would let anyone sign");
        assert!(String::from_utf8_lossy(&output.stderr).contains("empty"), "it says why");
    }
    assert_eq!(cli.json("secret list")?, json!({ "secrets": [] }));
    let list = said(cli.command("secret list").env("STAMPDESK_WEBHOOK_SECRET", " "), "")?;
    assert!(
        list.contains("STAMPDESK_WEBHOOK_SECRET is set but empty"),
        "a mistake is not passed over: {list}"
    );
    Ok(())
}
