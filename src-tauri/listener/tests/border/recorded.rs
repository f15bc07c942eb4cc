//! What the witness is told where the client hears little or nothing: one entry per request, and a true one.

use std::time::Duration;

use listener::{Bytes, Limits, Outcome, Reason, Receipt};
use tokio::sync::{mpsc, oneshot};

use crate::client::{Client, Request, soon};
use crate::shop::Shop;

/// Short enough not to hold the tests up; nothing below depends on its length.
const SHORT: Duration = Duration::from_millis(50);
const BODY: &str = r#"{"event":"coupon.redeemed"}"#;

/// A store that tells of every delivery and waits for the word to keep it.
fn slow_store() -> (impl Fn(Bytes) -> SlowStore, mpsc::UnboundedReceiver<oneshot::Sender<()>>) {
    let (arrival, arrived) = mpsc::unbounded_channel();
    let store = move |_| {
        let (keep, kept) = oneshot::channel();
        arrival.send(keep).unwrap();
        Box::pin(async move { kept.await.map_or(Receipt::Unavailable, |()| Receipt::Stored) }) as SlowStore
    };
    (store, arrived)
}

type SlowStore = std::pin::Pin<Box<dyn Future<Output = Receipt> + Send>>;

#[tokio::test]
async fn a_cable_pulled_in_mid_body_is_a_broken_body() {
    let (shop, stored) = Shop::that_stores().await;
    let delivery = Request::delivery(BODY);
    for cut in [delivery.head().len(), delivery.head().len() + 5] {
        let before = shop.record.so_far().len();
        // The other side has begun to read the body, when it asks for it.
        let asked_for = Request::delivery(BODY).with("expect", "100-continue");
        let mut client = Client::connect(shop.address()).await;
        client.send(&asked_for.head()).await;
        assert_eq!(client.head().await.status, 100);
        client.send(&delivery.bytes()[delivery.head().len()..cut]).await;
        client.reset();
        let seen = shop.record.of(before + 1).await[before];
        assert_eq!((seen.outcome, seen.reason), (Outcome::Malformed, Some(Reason::BodyBroken)));
        assert_eq!((seen.bytes, seen.digest), (BODY.len() as u64, None), "its size is as announced");
    }
    assert!(stored.bodies().is_empty());
    assert_eq!(shop.close().await.len(), 2);
}

#[tokio::test]
async fn a_delivery_whose_client_left_is_stored_all_the_same() {
    let (store, mut arrived) = slow_store();
    let shop = Shop::open(store).await;
    let mut client = Client::connect(shop.address()).await;
    client.send(&Request::delivery(BODY).bytes()).await;
    let keep = soon(arrived.recv()).await.unwrap();
    client.reset();
    keep.send(()).unwrap();
    let seen = shop.record.of(1).await[0];
    assert_eq!(
        (seen.outcome, seen.reason, seen.digest),
        (Outcome::Stored, None, None),
        "it needs no second try"
    );
    assert_eq!(shop.close().await.len(), 1);
}

#[tokio::test]
async fn what_was_answered_as_late_stays_late_in_the_record() {
    let (store, mut arrived) = slow_store();
    let shop = Shop::open_within(Limits { answer_timeout: SHORT, ..Limits::default() }, store).await;
    assert_eq!(shop.send(Request::delivery(BODY)).await.status, 503);
    let seen = shop.record.of(1).await[0];
    assert_eq!((seen.outcome, seen.reason), (Outcome::Failed, Some(Reason::Overdue)));
    assert!(seen.digest.is_some(), "so that its next try can be recognised");
    let keep = soon(arrived.recv()).await.unwrap();
    keep.send(()).unwrap();
    assert_eq!(shop.close().await.len(), 1, "stored after all, and still one request");
}

#[tokio::test]
async fn our_own_faults_are_counted_as_ours() {
    let shop = Shop::open(async |body: Bytes| {
        assert!(!body.starts_with(b"poison"), "this body trips a bug");
        if body.starts_with(b"full") { Receipt::Unavailable } else { Receipt::Stored }
    })
    .await;
    let faults = [(500, "poison", Reason::Panic), (503, "full disk", Reason::Unavailable)];
    for (status, body, reason) in faults {
        let (told, seen) = shop.answer_to(&Request::delivery(body).bytes()).await;
        assert_eq!((told, seen.outcome, seen.reason), (Some(status), Outcome::Failed, Some(reason)));
        assert!(seen.digest.is_some(), "{body}");
    }
    shop.secrets.set(&[]);
    let (told, seen) = shop.answer_to(&Request::delivery(BODY).bytes()).await;
    assert_eq!((told, seen.outcome, seen.reason), (Some(503), Outcome::Refused, Some(Reason::NoSecret)));
    assert_eq!(shop.close().await.len(), 3);
}

#[tokio::test]
async fn every_receipt_has_an_outcome() {
    let receipts = [
        (Receipt::Stored, Outcome::Stored),
        (Receipt::Duplicate, Outcome::Repeat),
        (Receipt::Conflict, Outcome::Conflict),
        (Receipt::SetAside, Outcome::SetAside),
    ];
    for (receipt, outcome) in receipts {
        let shop = Shop::open(move |_| async move { receipt }).await;
        let (told, seen) = shop.answer_to(&Request::delivery(BODY).bytes()).await;
        assert_eq!((told, seen.outcome, seen.reason), (Some(200), outcome, None));
        assert_eq!(
            (seen.bytes, seen.digest),
            (BODY.len() as u64, None),
            "of what is taken in, the log knows more"
        );
    }
}

#[tokio::test]
async fn the_same_refused_body_has_the_same_digest() {
    let (shop, _) = Shop::that_stores().await;
    let unsigned = |body: &str| Request::delivery(body).signature(format!("sha256={}", "0".repeat(64)));
    for body in ["a", "a", "b"] {
        shop.send(unsigned(body)).await;
    }
    let digests: Vec<_> = shop.close().await.iter().map(|seen| seen.digest.unwrap()).collect();
    assert_eq!(digests[0], [0xca, 0x97, 0x81, 0x12], "the beginning of SHA-256 of \"a\"");
    assert_eq!(digests[0], digests[1]);
    assert_ne!(digests[0], digests[2]);
}
