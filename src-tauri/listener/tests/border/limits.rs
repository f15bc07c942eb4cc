//! Clients that take too much: of time, of memory, of connections.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use listener::{Limits, Receipt};
use tokio::sync::Semaphore;

use crate::client::{Client, Request, soon};
use crate::shop::Shop;

/// Short enough not to hold the tests up; nothing below depends on its length.
const SHORT: Duration = Duration::from_millis(50);

async fn never(_: listener::Bytes) -> Receipt {
    std::future::pending().await
}

async fn store(_: listener::Bytes) -> Receipt {
    Receipt::Stored
}

#[tokio::test]
async fn the_largest_body_fits_and_one_byte_more_does_not() {
    let shop = Shop::open_within(Limits { body_bytes: 1024, ..Limits::default() }, store).await;
    assert_eq!(shop.send(Request::delivery(&"x".repeat(1024))).await.status, 200);

    let mut client = Client::connect(shop.address()).await;
    client.send(&Request::delivery(&"x".repeat(1025)).head()).await;
    let reply = client.reply().await;
    assert_eq!(reply.told(), (413, r#"{"error":"content_too_large"}"#), "its head was enough to know");
}

#[tokio::test]
async fn a_body_that_hides_its_length_is_cut_off_all_the_same() {
    let shop = Shop::open_within(Limits { body_bytes: 1024, ..Limits::default() }, store).await;
    let head = Request::delivery("").without("content-length").with("transfer-encoding", "chunked").head();
    let mut client = Client::connect(shop.address()).await;
    client.send(&head).await;
    client.send(format!("401\r\n{}\r\n", "x".repeat(1025)).as_bytes()).await;
    assert_eq!(client.reply().await.status, 413, "no last chunk was needed to know");
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let shop = Shop::open_within(Limits { body_timeout: SHORT, ..Limits::default() }, store).await;
    let delivery = Request::delivery(r#"{"event":"stamp.earned"}"#);
    let all_but_one = delivery.bytes().len() - 1;
    let mut client = Client::connect(shop.address()).await;
    client.send(&delivery.bytes()[..all_but_one]).await;
    assert_eq!(client.reply().await.told(), (408, r#"{"error":"request_timeout"}"#));
    assert!(client.is_closed_silently().await, "where the next request would begin is unknown");
}

#[tokio::test]
async fn a_head_that_does_not_come_is_not_waited_for() {
    let shop = Shop::open_within(Limits { header_read_timeout: SHORT, ..Limits::default() }, store).await;
    for beginning in ["", "PRI * HT", "POST /webhooks/loyalite HTTP/1.1\r\nhost:"] {
        let mut client = Client::connect(shop.address()).await;
        client.send(beginning.as_bytes()).await;
        assert!(client.is_closed_silently().await, "{beginning:?} must not hold a connection for ever");
    }
}

#[tokio::test]
async fn who_asks_and_never_listens_is_cut_off() {
    let limits = Limits { header_read_timeout: SHORT, answer_timeout: SHORT, ..Limits::default() };
    let shop = Shop::open_within(limits, store).await;
    let mut client = Client::connect(shop.address()).await;
    let questions = Request::bare("GET", "/healthz").bytes().repeat(1000);
    // The answers fill every buffer in between, until neither side can write: 512 of these would be the whole cap.
    soon(async { while client.try_send(&questions).await.is_ok() {} }).await;
}

#[tokio::test]
async fn a_store_that_hangs_is_answered_for_before_the_platform_gives_up() {
    let shop = Shop::open_within(Limits { answer_timeout: SHORT, ..Limits::default() }, never).await;
    let reply = shop.send(Request::delivery("{}")).await;
    assert_eq!(reply.told(), (503, r#"{"error":"unavailable"}"#));
    assert_eq!(reply.header("retry-after"), Some("30"));
}

#[tokio::test]
async fn connections_beyond_the_cap_wait_their_turn() {
    let (gate, inside, most) = (Arc::new(Semaphore::new(0)), Arc::default(), Arc::new(AtomicUsize::new(0)));
    let (opened, now, peak) = (Arc::clone(&gate), Arc::<AtomicUsize>::clone(&inside), Arc::clone(&most));
    let shop = Shop::open_within(Limits { connections: 2, ..Limits::default() }, move |_| {
        let (gate, inside, most) = (Arc::clone(&opened), Arc::clone(&now), Arc::clone(&peak));
        async move {
            most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let _ = gate.acquire().await;
            inside.fetch_sub(1, Ordering::SeqCst);
            Receipt::Stored
        }
    })
    .await;

    let mut queue = Vec::new();
    for _ in 0..6 {
        let mut client = Client::connect(shop.address()).await;
        client.send(&Request::delivery("{}").with("connection", "close").bytes()).await;
        queue.push(client);
    }
    gate.add_permits(1);
    for mut client in queue {
        assert_eq!(client.reply().await.status, 200, "who waits is served in the end");
    }
    assert!(most.load(Ordering::SeqCst) <= 2, "never more than the cap at once");
}
