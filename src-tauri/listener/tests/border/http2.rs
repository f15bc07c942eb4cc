//! HTTP/2 in clear text: the same border, many requests at a time.

use std::sync::Arc;
use std::time::Duration;

use listener::{Bytes, Limits, Outcome, Reason, Receipt};
use tokio::sync::Semaphore;

use crate::client::{Client, soon};
use crate::shop::Shop;
use crate::tunnel::{self, HEADERS, PREFACE, SETTINGS, Tunnel, WHOLE_REQUEST, frame, told, told_if_any};

/// Short enough not to hold the tests up; nothing below depends on its length.
const SHORT: Duration = Duration::from_millis(50);

fn outcomes(seen: &[listener::Seen]) -> Vec<(Outcome, Option<Reason>)> {
    seen.iter().map(|seen| (seen.outcome, seen.reason)).collect()
}

#[tokio::test]
async fn a_tunnel_sends_all_its_deliveries_over_one_connection() {
    let (shop, stored) = Shop::that_stores().await;
    let mut tunnel = Tunnel::connect(shop.address()).await;
    assert_eq!(told(tunnel.deliver("{}").await).await, (200, r#"{"status":"stored"}"#.into()));
    let mut answers = Vec::new();
    for number in 1..100 {
        answers.push(tunnel.deliver(&format!("{{\"number\":{number}}}")).await);
    }
    for answer in answers {
        assert_eq!(told(answer).await.0, 200, "who keeps to the announced number is never refused");
    }
    assert_eq!(stored.bodies().len(), 100);
    assert_eq!(outcomes(&shop.close().await), [(Outcome::Stored, None); 100]);
}

#[tokio::test]
async fn the_same_border_stands_there() {
    let (shop, stored) = Shop::that_stores().await;
    let mut tunnel = Tunnel::connect(shop.address()).await;
    let signed = tunnel::signed("{}");
    let head = || tunnel::head(&signed);
    let strangers = [
        (401, Reason::SignatureMismatch, tunnel::head(&tunnel::signed("{ }"))),
        (401, Reason::SignatureRepeated, head().header("x-loyalite-signature-256", &signed)),
        (404, Reason::Path, head().uri("http://shop.example/webhooks/loyalite/")),
        (405, Reason::Method, head().method("PUT")),
        (413, Reason::BodyTooLarge, head().header("content-length", "1000000")),
        (415, Reason::ContentEncoding, head().header("content-encoding", "gzip")),
    ];
    for (told_before, (status, reason, request)) in strangers.into_iter().enumerate() {
        let (answer, mut stream) = tunnel.begin(request.body(()).unwrap()).await;
        if status == 401 {
            stream.send_data(Bytes::from_static(b"{}"), true).unwrap(); // the others are refused by their heads alone
        }
        assert_eq!(told(answer).await.0, status, "{reason:?}");
        assert_eq!(shop.record.of(told_before + 1).await[told_before].reason, Some(reason));
    }
    assert!(stored.bodies().is_empty());
}

#[tokio::test]
async fn a_head_without_end_is_refused() {
    let (shop, stored) = Shop::that_stores().await;
    let mut tunnel = Tunnel::connect(shop.address()).await;
    for kilobytes in [17, 40] {
        let wide = tunnel::head(&tunnel::signed("{}")).header("x", "y".repeat(kilobytes * 1024));
        let (answer, _stream) = tunnel.begin(wide.body(()).unwrap()).await;
        assert_eq!(told(answer).await.0, 431, "{kilobytes} KiB");
    }
    assert_eq!(told(tunnel.deliver("{}").await).await.0, 200, "those alone");
    assert_eq!(stored.bodies(), ["{}"]);
    let large = (Outcome::TooLarge, Some(Reason::HeadTooLarge));
    assert_eq!(
        outcomes(&shop.close().await),
        [large, (Outcome::Stored, None)],
        "the widest never reached the listener"
    );
}

#[tokio::test]
async fn a_body_that_is_not_as_long_as_announced_is_broken() {
    let (shop, stored) = Shop::that_stores().await;
    let mut tunnel = Tunnel::connect(shop.address()).await;
    for (told_before, length) in ["1", "3"].into_iter().enumerate() {
        let lying = tunnel::head(&tunnel::signed("{}")).header("content-length", length);
        let (answer, mut stream) = tunnel.begin(lying.body(()).unwrap()).await;
        stream.send_data(Bytes::from_static(b"{}"), true).unwrap();
        assert!(told_if_any(answer).await.map_or(true, |(status, _)| status == 400), "{length}");
        assert_eq!(shop.record.of(told_before + 1).await[told_before].reason, Some(Reason::BodyBroken));
    }
    assert!(stored.bodies().is_empty());
}

#[tokio::test]
async fn the_first_words_may_come_in_pieces() {
    let (shop, _) = Shop::that_stores().await;
    let mut client = Client::connect(shop.address()).await;
    for byte in PREFACE {
        client.send(&[*byte]).await;
    }
    let request = frame(HEADERS, WHOLE_REQUEST, 1, &tunnel::post("/"));
    client.send(&[frame(SETTINGS, 0, 0, &[]), request].concat()).await;
    assert_eq!(
        outcomes(&shop.record.of(1).await),
        [(Outcome::Refused, Some(Reason::Path))],
        "it was understood"
    );
}

#[tokio::test]
async fn a_tunnel_that_asks_for_nothing_is_told_to_go() {
    let limits = Limits { header_read_timeout: SHORT, ..Limits::default() };
    let shop = Shop::open_within(limits, async |_| Receipt::Stored).await;
    let silent = Tunnel::connect(shop.address()).await;
    let mut served = Tunnel::connect(shop.address()).await;
    assert_eq!(told(served.deliver("{}").await).await.0, 200);
    for idle in [silent, served] {
        assert!(idle.closed().await.is_ok(), "it is not cut off: a request may be on its way");
    }
    assert_eq!(outcomes(&shop.close().await), [(Outcome::Stored, None)], "to ask for nothing is no offence");
}

#[tokio::test]
async fn one_slow_body_does_not_hold_the_others_up() {
    let (shop, stored) = Shop::that_stores().await;
    let mut tunnel = Tunnel::connect(shop.address()).await;
    let (slow_answer, mut slow) = tunnel.begin(tunnel::head(&tunnel::signed("slow")).body(()).unwrap()).await;
    slow.send_data(Bytes::from_static(b"sl"), false).unwrap();
    for _ in 0..50 {
        assert_eq!(told(tunnel.deliver("quick").await).await.0, 200);
    }
    slow.send_data(Bytes::from_static(b"ow"), true).unwrap();
    assert_eq!(told(slow_answer).await.0, 200, "and it is let finish");
    assert_eq!(stored.bodies().len(), 51);
}

#[tokio::test]
async fn a_request_taken_back_in_mid_body_is_counted_once() {
    let (shop, stored) = Shop::that_stores().await;
    let mut tunnel = Tunnel::connect(shop.address()).await;
    let (_answer, mut stream) = tunnel.begin(tunnel::head(&tunnel::signed("{}")).body(()).unwrap()).await;
    stream.send_data(Bytes::from_static(b"{"), false).unwrap();
    stream.send_reset(h2::Reason::CANCEL);
    assert_eq!(outcomes(&shop.record.of(1).await), [(Outcome::Malformed, Some(Reason::BodyBroken))]);
    assert_eq!(told(tunnel.deliver("{}").await).await.0, 200, "the connection goes on");
    assert_eq!(stored.bodies(), ["{}"]);
    assert_eq!(shop.close().await.len(), 2);
}

#[tokio::test]
async fn closing_answers_what_a_tunnel_has_in_flight() {
    let gate = Arc::new(Semaphore::new(0));
    let opened = Arc::clone(&gate);
    let (arrival, mut arrived) = tokio::sync::mpsc::unbounded_channel();
    let shop = Shop::open(move |_| {
        let (gate, arrival) = (Arc::clone(&opened), arrival.clone());
        async move {
            arrival.send(()).unwrap();
            let _ = gate.acquire().await.unwrap();
            Receipt::Stored
        }
    })
    .await;
    let mut tunnel = Tunnel::connect(shop.address()).await;
    let answers = [tunnel.deliver("1").await, tunnel.deliver("2").await];
    for _ in &answers {
        soon(arrived.recv()).await;
    }
    let closing = tokio::spawn(shop.close());
    gate.add_permits(2);
    for answer in answers {
        assert_eq!(told(answer).await.0, 200);
    }
    assert!(tunnel.closed().await.is_ok(), "told to go, once it had its answers");
    assert_eq!(outcomes(&soon(closing).await.unwrap()), [(Outcome::Stored, None); 2]);
}
