//! Not coming up, and going down.

use std::time::Duration;

use reach::{Pace, TunnelFault, TunnelState, Way};

use crate::stage::{Stage, address, failure, impatient, patient, prompt, until};

#[tokio::test]
async fn a_refused_token_is_said_in_the_programs_own_words() {
    let stage = Stage::with(&["ngrok", "cloudflared"]);
    let host = "shop.example.com".to_owned();
    let ways = [
        (Way::Ngrok { domain: host.clone() }, 1, "authentication failed"),
        (Way::Cloudflared { hostname: host }, 255, "Provided Tunnel token is not valid."),
    ];
    for (way, expected, said) in ways {
        let tunnel = stage.start(&way, Some("tok-mistyped"), patient());
        let (reason, again) = failure(&tunnel).await;
        let TunnelFault::Ended { code, words } = reason else { panic!("{reason:?}") };
        assert_eq!(code, Some(expected), "{way:?}");
        assert!(words.contains(said), "the owner reads what is wrong: {words}");
        assert!(!words.contains("mistyped"), "a token is not shown, wrong as it may be: {words}");
        assert!(again, "it may be the service that is in trouble");
        tunnel.stop().await;
    }
}

#[tokio::test]
async fn what_cannot_start_waits_for_the_owner() {
    let stage = Stage::with(&["cloudflared"]);
    let tunnel = stage.start(&Way::Cloudflared { hostname: "shop.example.com".to_owned() }, None, prompt());
    assert_eq!(failure(&tunnel).await, (TunnelFault::NoToken, false), "no restart brings a token");
    let line = "frpc \"open".to_owned();
    let tunnel = stage.start(&Way::Command { line, url: None }, None, prompt());
    assert_eq!(failure(&tunnel).await, (TunnelFault::BadLine, false), "no restart closes a quotation mark");
    assert_eq!(stage.starts(), [""; 0]);
}

#[tokio::test]
async fn a_crash_is_told_with_the_last_words() {
    let stage = Stage::with(&["cloudflared"]);
    let tunnel = stage.start(&Way::CloudflaredTry, None, patient());
    address(&tunnel).await;
    stage.cue("crash").await;
    let (reason, again) = failure(&tunnel).await;
    assert!(
        matches!(&reason, TunnelFault::Ended { code: None, words } if words.contains("edge closed")),
        "{reason:?}"
    );
    assert!(again, "it is told when it goes on");
    assert_eq!(stage.running(), [""; 0], "the child that it left behind is gone");
    tunnel.stop().await;
}

#[tokio::test]
async fn a_crash_is_followed_by_a_restart() {
    let stage = Stage::with(&["cloudflared"]);
    let tunnel = stage.start(&Way::CloudflaredTry, None, prompt());
    address(&tunnel).await;
    stage.cue("crash").await;
    let twice = |state: &TunnelState| matches!(state, TunnelState::Up { .. }) && stage.starts().len() == 2;
    until(&tunnel, twice).await;
    assert_eq!(stage.running().len(), 2, "the program and its child, once");
    tunnel.stop().await;
}

#[tokio::test]
async fn pauses_grow_while_it_keeps_failing() {
    let stage = Stage::with(&["cloudflared"]);
    stage.plan("refuse");
    let first = Duration::from_millis(100);
    let pace = Pace { first_pause: first, longest_pause: first * 4, ..Pace::default() };
    let tunnel = stage.start(&Way::CloudflaredTry, None, pace);
    let mut state = tunnel.state();
    let mut again = Vec::new();
    while again.len() < 4 {
        state.changed().await.unwrap();
        if let TunnelState::Failed { again_at: Some(at), .. } = &*state.borrow_and_update() {
            again.push(*at);
        }
    }
    tunnel.stop().await;
    for (pair, pause) in again.windows(2).zip([2, 4, 4]) {
        let apart = (pair[1] - pair[0]).to_std().unwrap();
        assert!(apart >= first * pause, "the next start is at least its pause later: {apart:?}");
    }
    assert!(stage.starts().len() >= 4, "each failure was a start of its own");
}

#[tokio::test]
async fn one_that_hangs_is_ended_and_started_again() {
    let stage = Stage::with(&["cloudflared"]);
    stage.plan("hang");
    let tunnel = stage.start(&Way::CloudflaredTry, None, impatient(patient()));
    let (reason, again) = failure(&tunnel).await;
    assert!(matches!(&reason, TunnelFault::NoAddress { .. }) && again, "it said no address: {reason:?}");
    assert_eq!(stage.running(), [""; 0], "it is not left hanging");
    tunnel.stop().await;

    let tunnel = stage.start(&Way::CloudflaredTry, None, impatient(prompt()));
    until(&tunnel, |_| stage.starts().len() == 2).await;
    stage.plan("good");
    address(&tunnel).await;
    tunnel.stop().await;
}

#[tokio::test]
async fn a_page_to_sign_in_is_no_address_but_reaches_the_owner() {
    let stage = Stage::with(&["tailscale"]);
    stage.plan("off");
    let tunnel = stage.start(&Way::Tailscale, None, impatient(patient()));
    let (TunnelFault::NoAddress { words, .. }, _) = failure(&tunnel).await else {
        panic!("it has no address")
    };
    assert!(words.contains("https://login.tailscale.com/f/funnel"), "there the owner can allow it: {words}");
    until(&tunnel, |state| matches!(state, TunnelState::Failed { program, .. } if program == "tailscale"))
        .await;
    tunnel.stop().await;
}
