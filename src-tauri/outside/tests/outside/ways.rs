//! What stands between the public address and this process.

use std::time::Duration;

use chrono::Utc;
use listener::ProbeKey;
use outside::Verdict;
use tokio::net::{TcpListener, TcpSocket};

use crate::authority::{Authority, NAME};
use crate::front::{Front, Manner, page};
use crate::shop::Shop;

/// What is found behind a front in this manner, by a process that nobody leads to.
async fn found(manner: Manner) -> Verdict {
    let authority = Authority::new();
    let front = Front::open(authority.good(), manner).await;
    authority.prober().prove(&front.url(), |nonce| ProbeKey::random().proof(nonce)).await
}

/// A port that is taken, so that nobody else gets it, and refuses.
fn refusing() -> TcpSocket {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    socket
}

fn down(status: u16) -> Verdict {
    Verdict::TunnelDown { status: Some(status) }
}

#[tokio::test]
async fn it_is_reachable_when_this_process_answers() {
    let (authority, shop) = (Authority::new(), Shop::open().await);
    let front = Front::open(authority.good(), Manner::PassesOnTo(shop.address())).await;
    let registered = format!("{}{}", front.url(), listener::PATH);
    let before = Utc::now();
    let verdict = authority.prober().prove(&registered, |nonce| shop.key.proof(nonce)).await;
    let Verdict::Reachable { url, at } = verdict else { panic!("{verdict:?}") };
    assert_eq!(url, registered, "the address is shown as it was given");
    assert!((before..=Utc::now()).contains(&at));
}

#[tokio::test]
async fn another_process_with_the_same_program_is_not_this_one() {
    let other = Shop::open().await;
    assert_eq!(found(Manner::PassesOnTo(other.address())).await, Verdict::OtherAnswers);
}

#[tokio::test]
async fn a_front_with_nobody_behind_it_is_a_tunnel_that_is_down() {
    let gone = refusing();
    let to_nobody = Manner::PassesOnTo(gone.local_addr().unwrap());
    assert_eq!(found(to_nobody).await, down(502), "and its page may be longer than we read");
}

#[tokio::test]
async fn the_pages_of_tunnel_providers_are_known() {
    let says = |status, headers, body| Manner::Says(page(status, headers, body));
    let offline = "<!DOCTYPE html><p>The endpoint shop.ngrok-free.app is offline.</p><p>ERR_NGROK_3200</p>";
    assert_eq!(found(says("404 Not Found", "", offline)).await, down(404), "ngrok, by its page");
    let named = says("404 Not Found", "ngrok-error-code: ERR_NGROK_3200\r\n", "");
    assert_eq!(found(named).await, down(404), "ngrok, by its header");
    assert_eq!(found(says("530 ", "", "error code: 1033")).await, down(530), "Cloudflare without its tunnel");
    assert_eq!(found(says("503 Service Unavailable", "", "")).await, down(503));
}

#[tokio::test]
async fn what_answers_without_the_proof_is_something_else() {
    let sign_in = "location: https://login.example/\r\n";
    let others = [
        ("nothing is there", page("404 Not Found", "", "not here")),
        ("a web site", page("200 OK", "content-type: text/html\r\n", "<h1>Kahveci</h1>")),
        ("a listener from before the proof", page("200 OK", "", r#"{"status":"ok"}"#)),
        ("a wrong proof", page("200 OK", "", r#"{"status":"ok","proof":"00"}"#)),
        ("a proof that is no text", page("200 OK", "", r#"{"proof":null}"#)),
        ("a login", page("302 Found", sign_in, "")),
        ("a guard", page("403 Forbidden", "", "Just a moment...")),
        ("no HTTP", "220 mail.example ESMTP\r\n".into()),
    ];
    for (what, answer) in others {
        assert_eq!(found(Manner::Says(answer)).await, Verdict::OtherAnswers, "{what}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed_even_to_the_right_process() {
    let (authority, shop) = (Authority::new(), Shop::open().await);
    let right = Front::open(authority.good(), Manner::PassesOnTo(shop.address())).await;
    let location = format!("location: {}/healthz\r\n", right.url());
    let front =
        Front::open(authority.good(), Manner::Says(page("307 Temporary Redirect", &location, ""))).await;
    let verdict = authority.prober().prove(&front.url(), |nonce| shop.key.proof(nonce)).await;
    assert_eq!(verdict, Verdict::OtherAnswers, "the platform posts to the address itself");
    assert_eq!(right.connections(), 0);
}

#[tokio::test]
async fn the_right_proof_counts_only_with_the_right_status() {
    let authority = Authority::new();
    let said = page("404 Not Found", "", r#"{"status":"ok","proof":"known"}"#);
    let front = Front::open(authority.good(), Manner::Says(said)).await;
    let verdict = authority.prober().prove(&front.url(), |_| "known".into()).await;
    assert_eq!(verdict, Verdict::OtherAnswers);
}

#[tokio::test]
async fn an_answer_without_end_is_cut_short() {
    assert_eq!(found(Manner::GoesOnAndOn).await, Verdict::OtherAnswers, "it would never return else");
}

#[tokio::test]
async fn silence_is_waited_for_only_so_long() {
    let authority = Authority::new();
    let prober = authority.prober().with_patience(Duration::from_millis(300));
    let silent = Front::open(authority.good(), Manner::KeepsSilent).await;
    let nothing = Verdict::TunnelDown { status: None };
    assert_eq!(prober.prove(&silent.url(), |_| String::new()).await, nothing, "after the handshake");

    let deaf = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{NAME}:{}", deaf.local_addr().unwrap().port());
    assert_eq!(prober.prove(&url, |_| String::new()).await, nothing, "before it");
}

#[tokio::test]
async fn a_front_that_hangs_up_is_a_tunnel_that_is_down() {
    let nothing = Verdict::TunnelDown { status: None };
    assert_eq!(found(Manner::Says(String::new())).await, nothing, "instead of an answer");

    let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{NAME}:{}", tcp.local_addr().unwrap().port());
    let hanging_up = tokio::spawn(async move { drop(tcp.accept().await.unwrap()) });
    let verdict = Authority::new().prober().prove(&url, |_| String::new()).await;
    assert_eq!(verdict, nothing, "instead of a handshake");
    hanging_up.await.unwrap();
}

#[tokio::test]
async fn a_refused_connection_is_a_tunnel_that_is_down() {
    let closed = refusing();
    let url = format!("https://{NAME}:{}", closed.local_addr().unwrap().port());
    let verdict = Authority::new().prober().prove(&url, |_| String::new()).await;
    assert_eq!(verdict, Verdict::TunnelDown { status: None });
}

#[tokio::test]
async fn a_name_that_cannot_be_looked_up_is_no_internet() {
    let prober = Authority::new().prober();
    let verdict = prober.prove("https://nothing.invalid/webhooks/loyalite", |_| String::new()).await;
    assert_eq!(verdict, Verdict::NoInternet);
}

#[tokio::test]
async fn what_is_no_address_is_not_asked() {
    let prober = Authority::new().prober();
    for url in ["", "localhost", "http://localhost", "not an address"] {
        assert_eq!(prober.prove(url, |_| String::new()).await, Verdict::NoAddress, "{url:?}");
    }
}
