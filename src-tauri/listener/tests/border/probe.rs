//! The proof from outside: who asks with a nonce learns that it is this process, and nothing that another could repeat.

use listener::{Outcome, ProbeKey};

use crate::client::{Client, Request};
use crate::shop::Shop;

const NONCE: &str = "00112233445566778899aabbccddeeff";

fn probe(query: &str) -> Request {
    Request::bare("GET", &format!("/healthz{query}"))
}

#[tokio::test]
async fn a_nonce_is_answered_with_what_only_this_process_can_say() {
    let (shop, _) = Shop::that_stores().await;
    let reply = shop.send(probe(&format!("?nonce={NONCE}"))).await;
    let proof = shop.probe_key.proof(NONCE);
    assert_eq!(reply.told(), (200, format!(r#"{{"status":"ok","proof":"{proof}"}}"#).as_str()));
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(reply.header("cache-control"), Some("no-store"), "a tunnel's cache must not answer for us");
    assert!(!reply.body.contains(NONCE), "nothing of what was sent comes back");

    let (elsewhere, _) = Shop::that_stores().await;
    let other = elsewhere.send(probe(&format!("?nonce={NONCE}"))).await;
    assert_ne!(reply.body, other.body, "another process has another key");
    assert_ne!(ProbeKey::random().proof(NONCE), proof);
}

#[tokio::test]
async fn what_is_no_nonce_is_a_probe_as_before() {
    let (shop, _) = Shop::that_stores().await;
    let long = format!("?nonce={}", "a".repeat(65));
    let script = "?nonce=%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    for query in ["", "?", "?nonce=", "?nonce=0123456789abcde", "?nonce=0123456789abcdeg", &long, script] {
        let reply = shop.send(probe(query)).await;
        assert_eq!(reply.told(), (200, r#"{"status":"ok"}"#), "{query}");
    }
    let twice = format!("?nonce={NONCE}&nonce={NONCE}");
    assert_eq!(shop.send(probe(&twice)).await.told(), (200, r#"{"status":"ok"}"#));
}

#[tokio::test]
async fn a_proof_is_counted_as_a_probe_and_needs_no_secret() {
    let (shop, stored) = Shop::that_stores().await;
    shop.secrets.set(&[]);
    let (status, seen) = shop.answer_to(&probe(&format!("?nonce={NONCE}")).bytes()).await;
    assert_eq!((status, seen.outcome, seen.reason), (Some(200), Outcome::Probed, None));
    assert_eq!((seen.bytes, seen.digest), (0, None), "nothing of it is kept");
    assert!(stored.bodies().is_empty());
}

#[tokio::test]
async fn the_proof_is_only_for_who_reads_it() {
    let (shop, _) = Shop::that_stores().await;
    let posted = shop.send(Request::bare("POST", &format!("/healthz?nonce={NONCE}"))).await;
    assert_eq!(posted.told(), (405, r#"{"error":"method_not_allowed"}"#));

    let mut monitor = Client::connect(shop.address()).await;
    let head = Request::bare("HEAD", &format!("/healthz?nonce={NONCE}")).with("connection", "close");
    monitor.send(&head.bytes()).await;
    assert_eq!(monitor.head().await.status, 200);
    assert!(monitor.is_closed_silently().await, "HEAD has no body");
}
