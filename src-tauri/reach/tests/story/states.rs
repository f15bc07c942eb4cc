//! Coming up: every way, found and missing, and an address that changes.

use reach::{TunnelState, Way};

use crate::stage::{Stage, address, patient, prompt, until};

#[tokio::test]
async fn every_way_comes_up_with_its_address() {
    let host = "shop.example.com".to_owned();
    let line = "tailscale funnel {target}".to_owned();
    let ways = [
        (Way::Cloudflared { hostname: host.clone() }, "https://shop.example.com"),
        (Way::CloudflaredTry, "https://first-deck.trycloudflare.com"),
        (Way::Ngrok { domain: host.clone() }, "https://shop.example.com"),
        (Way::Tailscale, "https://till.pango-lin.ts.net"),
        (Way::Command { line: line.clone(), url: None }, "https://till.pango-lin.ts.net"),
        (Way::Command { line, url: Some("https://mine.example/".to_owned()) }, "https://mine.example"),
    ];
    for (way, expected) in ways {
        let stage = Stage::with(&["cloudflared", "ngrok", "tailscale"]);
        let tunnel = stage.start(&way, Some("tok-private"), patient());
        assert_eq!(address(&tunnel).await, expected, "{way:?} says its address");
        let state = tunnel.state();
        tunnel.stop().await;
        assert_eq!(*state.borrow(), TunnelState::Off, "{way:?} was stopped");
        assert_eq!(stage.running(), [""; 0], "{way:?} leaves nothing behind");
    }
}

#[tokio::test]
async fn an_own_address_needs_no_program_and_none_is_off() {
    let stage = Stage::with(&[]);
    let own = stage.start(&Way::Own { url: "https://own.example/".to_owned() }, None, patient());
    let up = TunnelState::Up { url: "https://own.example".to_owned(), program: None };
    assert_eq!(*own.state().borrow(), up, "nothing has to start first");
    own.stop().await;
    let none = stage.start(&Way::None, None, patient());
    assert_eq!(*none.state().borrow(), TunnelState::Off);
}

#[tokio::test]
async fn a_missing_program_is_found_once_it_is_installed() {
    let stage = Stage::with(&[]);
    let tunnel = stage.start(&Way::CloudflaredTry, None, prompt());
    let missing = until(&tunnel, |state| matches!(state, TunnelState::Missing { .. })).await;
    let TunnelState::Missing { program, how } = missing else { unreachable!() };
    assert_eq!(program, "cloudflared");
    assert!(how.contains("https://developers.cloudflare.com/"), "the owner is told where to get it: {how}");
    stage.install("cloudflared");
    assert_eq!(
        address(&tunnel).await,
        "https://first-deck.trycloudflare.com",
        "nobody has to press anything"
    );
    tunnel.stop().await;
}

#[tokio::test]
async fn a_new_address_is_noticed() {
    let stage = Stage::with(&["cloudflared"]);
    let tunnel = stage.start(&Way::CloudflaredTry, None, patient());
    address(&tunnel).await;
    stage.cue("move").await;
    let second = "https://second-deck.trycloudflare.com";
    until(&tunnel, |state| matches!(state, TunnelState::Up { url, .. } if url == second)).await;
    assert_eq!(stage.starts().len(), 1, "the same program moved");
    tunnel.stop().await;
}
