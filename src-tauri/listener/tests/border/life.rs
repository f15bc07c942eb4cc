//! Closing while others still ask: the port is given back at once, the answers are not held back.

use std::sync::Arc;

use listener::{Limits, Listener, Outcome, Receipt};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, mpsc};

use crate::client::{Client, Request, soon};
use crate::shop::Shop;

/// A shop whose store waits for `gate`, and tells of each arrival.
async fn shop_with_a_gate() -> (Shop, Arc<Semaphore>, mpsc::UnboundedReceiver<()>) {
    let gate = Arc::new(Semaphore::new(0));
    let (arrival, arrived) = mpsc::unbounded_channel();
    let opened = Arc::clone(&gate);
    let shop = Shop::open(move |_| {
        let (gate, arrival) = (Arc::clone(&opened), arrival.clone());
        async move {
            arrival.send(()).unwrap();
            let _ = gate.acquire().await.unwrap();
            Receipt::Stored
        }
    });
    (shop.await, gate, arrived)
}

#[tokio::test]
async fn the_port_is_free_while_the_last_delivery_is_still_being_stored() {
    let (mut shop, gate, mut arrived) = shop_with_a_gate().await;
    let address = shop.address();
    let mut client = Client::connect(address).await;
    client.send(&Request::delivery("{}").bytes()).await;
    soon(arrived.recv()).await;

    soon(shop.listener.close()).await;
    let tcp = TcpListener::bind(address).await.expect("another may listen there from now on");
    let next = Shop::on(tcp, Limits::default(), async |_| Receipt::Stored);
    assert_eq!(next.send(Request::delivery("{}")).await.status, 200, "and does");

    gate.add_permits(1);
    let reply = client.reply().await;
    assert_eq!((reply.status, reply.header("connection")), (200, Some("close")), "the old one still answers");
    let seen = soon(shop.close()).await;
    assert_eq!((seen.len(), seen[0].outcome), (1, Outcome::Stored), "stop waits for what close left");
}

#[tokio::test]
async fn who_stands_at_the_door_when_it_closes_is_still_let_in() {
    let (mut shop, stored) = Shop::that_stores().await;
    let mut clients = Vec::new();
    for _ in 0..20 {
        // The system has taken these in; the listener may not have yet.
        let mut client = Client::connect(shop.address()).await;
        client.send(&Request::delivery("{}").bytes()).await;
        clients.push(client);
    }
    shop.listener.close().await;
    for mut client in clients {
        assert_eq!(client.reply().await.status, 200);
    }
    assert_eq!(stored.bodies().len(), 20);
}

#[tokio::test]
async fn closing_twice_is_closing_once() {
    let (mut shop, _) = Shop::that_stores().await;
    soon(shop.listener.close()).await;
    soon(shop.listener.close()).await;
    assert!(soon(shop.close()).await.is_empty());
}

#[tokio::test]
async fn a_healthy_listener_has_not_failed_nor_has_a_closed_one() {
    let (mut shop, _) = Shop::that_stores().await;
    let has_failed = |listener: &Listener| {
        let failed = listener.failed();
        async move {
            tokio::select! {
                biased;
                _ = failed => true,
                () = tokio::task::yield_now() => false,
            }
        }
    };
    assert_eq!(shop.send(Request::delivery("{}")).await.status, 200);
    assert!(!has_failed(&shop.listener).await);
    shop.listener.close().await;
    assert!(!has_failed(&shop.listener).await, "it ended as it was told to");
}

#[tokio::test]
async fn a_half_said_head_does_not_hold_the_closing_up() {
    let (shop, _) = Shop::that_stores().await;
    let mut monitor = Client::connect(shop.address()).await;
    monitor.send(&Request::bare("GET", "/healthz").bytes()).await;
    assert_eq!(monitor.reply().await.status, 200);
    monitor.send(b"POST /webhooks/loyalite HTTP/1.1\r\n").await;
    assert_eq!(soon(shop.close()).await.len(), 1);
    assert!(monitor.is_closed_silently().await);
}
