//! Hanging up and stopping: what was handed over is neither lost nor left unanswered.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use listener::{Bytes, Limits, Receipt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, mpsc};

use crate::client::{Client, Request, soon};
use crate::shop::Shop;

/// A slow disk: tells when a body has arrived and when it is stored, and writes only when told to.
struct Disk {
    write: Arc<Notify>,
    arrived: mpsc::UnboundedReceiver<Bytes>,
    stored: mpsc::UnboundedReceiver<Bytes>,
}

async fn shop_with_slow_disk() -> (Shop, Disk) {
    let write = Arc::new(Notify::new());
    let (arrival, arrived) = mpsc::unbounded_channel();
    let (storing, stored) = mpsc::unbounded_channel();
    let told = Arc::clone(&write);
    let shop = Shop::open(move |body: Bytes| {
        let (told, arrival, storing) = (Arc::clone(&told), arrival.clone(), storing.clone());
        async move {
            arrival.send(body.clone()).unwrap();
            told.notified().await;
            storing.send(body).unwrap();
            Receipt::Stored
        }
    });
    (shop.await, Disk { write, arrived, stored })
}

#[tokio::test]
async fn who_hangs_up_after_the_hand_over_has_still_delivered() {
    let (shop, mut disk) = shop_with_slow_disk().await;
    let mut client = Client::connect(shop.address()).await;
    client.send(&Request::delivery("{}").bytes()).await;
    soon(disk.arrived.recv()).await;

    client.reset();
    disk.write.notify_one();
    assert_eq!(
        soon(disk.stored.recv()).await.as_deref(),
        Some(&b"{}"[..]),
        "the store was not cut off half-way"
    );
}

#[tokio::test]
async fn closing_the_shop_answers_who_is_at_the_counter() {
    let (shop, mut disk) = shop_with_slow_disk().await;
    let address = shop.address();
    let mut idle = Client::connect(address).await;
    let mut client = Client::connect(address).await;
    client.send(&Request::delivery("{}").bytes()).await;
    soon(disk.arrived.recv()).await;

    let stopping = tokio::spawn(shop.listener.stop());
    assert!(idle.is_closed_silently().await, "a connection without a request has nothing to wait for");
    disk.write.notify_one();
    let reply = client.reply().await;
    assert_eq!(reply.told(), (200, r#"{"status":"stored"}"#));
    assert_eq!(reply.header("connection"), Some("close"), "so that a tunnel sends nothing more here");
    soon(stopping).await.unwrap();
    assert!(TcpListener::bind(address).await.is_ok(), "the port is free again");
}

#[tokio::test]
async fn closing_the_shop_waits_for_a_delivery_whose_client_has_left() {
    let (shop, mut disk) = shop_with_slow_disk().await;
    let mut client = Client::connect(shop.address()).await;
    client.send(&Request::delivery("{}").bytes()).await;
    soon(disk.arrived.recv()).await;
    client.reset();

    let address = shop.address();
    let stopping = tokio::spawn(shop.listener.stop());
    nobody_listens_on(address).await;
    assert!(!stopping.is_finished(), "the port is closed, but the delivery is not in yet");
    disk.write.notify_one();
    soon(stopping).await.unwrap();
    assert!(disk.stored.try_recv().is_ok(), "after stop the caller closes the store; all must be in by then");
}

#[tokio::test]
async fn a_store_that_hangs_does_not_keep_the_shop_from_closing() {
    let limits = Limits { answer_timeout: Duration::from_millis(50), ..Limits::default() };
    let shop = Shop::open_within(limits, async |_| std::future::pending().await).await;
    assert_eq!(shop.send(Request::delivery("{}")).await.status, 503, "it hangs indeed");
    soon(shop.listener.stop()).await;
}

#[tokio::test]
async fn a_listener_that_is_dropped_does_not_listen_on() {
    let (shop, _) = Shop::that_stores().await;
    let address = shop.address();
    let mut idle = Client::connect(address).await;
    drop(shop);
    assert!(idle.is_closed_silently().await, "its connections end");
    nobody_listens_on(address).await;
}

/// The accepting task ends on its own time: connects until it is refused.
async fn nobody_listens_on(address: SocketAddr) {
    soon(async { while TcpStream::connect(address).await.is_ok() {} }).await;
    tokio::task::yield_now().await;
}
