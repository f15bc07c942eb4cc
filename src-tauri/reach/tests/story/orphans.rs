//! Nothing of a tunnel outlives it, however it ends.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use reach::{Pace, TunnelState, Way};

use crate::stage::{Stage, address, patient};

#[tokio::test]
async fn stopping_ends_the_program_and_its_children() {
    let stage = Stage::with(&["cloudflared"]);
    let tunnel = stage.start(&Way::CloudflaredTry, None, patient());
    address(&tunnel).await;
    assert_eq!(stage.running().len(), 2, "the program and its child");
    tunnel.stop().await;
    assert_eq!(stage.running(), [""; 0], "both are gone when `stop` returns");
}

#[tokio::test]
async fn one_that_will_not_end_is_ended_after_its_grace() {
    let stage = Stage::with(&["cloudflared"]);
    stage.plan("stubborn");
    let pace = Pace { grace: Duration::from_millis(100), ..patient() };
    let tunnel = stage.start(&Way::CloudflaredTry, None, pace);
    address(&tunnel).await;
    tunnel.stop().await;
    assert_eq!(stage.running(), [""; 0], "asking was in vain");
}

#[test]
fn killing_us_ends_them_too() {
    let stage = Stage::with(&["cloudflared"]);
    let alive = stage.path("alive");
    assert!(Command::new("mkfifo").arg(&alive).status().unwrap().success());
    let mut us = Command::new(env!("CARGO_BIN_EXE_reach-us"));
    let mut us = us.arg(stage.path("")).stdout(Stdio::piped()).spawn().unwrap();
    let mut alive = File::open(alive).unwrap();
    let mut url = String::new();
    BufReader::new(us.stdout.take().unwrap()).read_line(&mut url).unwrap();
    assert_eq!(url.trim(), "https://first-deck.trycloudflare.com", "the tunnel is up");
    assert_eq!(stage.running().len(), 2, "the program and its child");

    us.kill().unwrap(); // SIGKILL: nothing of ours runs any more
    us.wait().unwrap();
    let (tell, ended) = mpsc::channel();
    thread::spawn(move || tell.send(alive.read_to_end(&mut Vec::new()).is_ok()));
    let ended = ended.recv_timeout(Duration::from_secs(60));
    assert_eq!(ended, Ok(true), "both hold this pipe; it ends with the later of them");
}

#[tokio::test]
async fn dropping_a_tunnel_ends_it_too() {
    let stage = Stage::with(&["cloudflared"]);
    let tunnel = stage.start(&Way::CloudflaredTry, None, patient());
    address(&tunnel).await;
    let mut state = tunnel.state();
    drop(tunnel);
    state.wait_for(|state| *state == TunnelState::Off).await.unwrap();
    assert_eq!(stage.running(), [""; 0], "off means that nothing runs");
}
