//! Bugs at our own ends: whoever is told of a request, or says which secrets count, panics. That costs an entry in the
//! record, or one delivery; never the shop.

use std::sync::atomic::{AtomicBool, Ordering};

use listener::{Bytes, Intake, Limits, Listener, ProbeKey, Receipt, Secrets, Seen, Witness};
use loyalite::Secret;
use tokio::net::TcpListener;

use crate::client::{Client, Reply, Request, SECRET, soon};
use crate::shop::Keyring;

struct BlindWitness;

impl Witness for BlindWitness {
    fn saw(&self, _: Seen) {
        panic!("this witness has a bug");
    }
}

struct Store;

impl Intake for Store {
    async fn deliver(&self, body: Bytes) -> Receipt {
        assert!(!body.starts_with(b"poison"), "this body trips a bug");
        Receipt::Stored
    }
}

/// Secrets that cannot be told the first time.
#[derive(Default)]
struct Stuck(AtomicBool);

impl Secrets for Stuck {
    fn active(&self) -> std::sync::Arc<[Secret]> {
        assert!(self.0.swap(true, Ordering::Relaxed), "this keyring has a bug");
        [Secret::new(SECRET).unwrap()].into()
    }

    fn used(&self, _: &Secret, _: &[u8]) {}
}

async fn open(secrets: impl Secrets) -> Listener {
    let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
    Listener::start(tcp, Store, secrets, BlindWitness, ProbeKey::random(), Limits::default()).unwrap()
}

async fn send(listener: &Listener, request: Request) -> Reply {
    let mut client = Client::connect(listener.local_addr()).await;
    client.send(&request.bytes()).await;
    client.reply().await
}

#[tokio::test]
async fn a_witness_that_panics_costs_no_delivery() {
    let secrets = Keyring::default();
    secrets.set(&[SECRET]);
    let listener = open(secrets).await;
    let delivered = send(&listener, Request::delivery("{}")).await;
    assert_eq!(delivered.told(), (200, r#"{"status":"stored"}"#), "it is stored, and that is what counts");
    assert_eq!(send(&listener, Request::bare("GET", "/nowhere")).await.status, 404);
    // The visit ends while a panic is under way: a second one out of there would end the whole program.
    let poisoned = send(&listener, Request::delivery("poison")).await;
    assert_eq!(poisoned.told(), (500, r#"{"error":"internal"}"#));
    let mut stranger = Client::connect(listener.local_addr()).await;
    stranger.send(b"no HTTP at all\r\n\r\n").await;
    stranger.is_closed().await;
    assert_eq!(send(&listener, Request::delivery("{}")).await.status, 200, "the next one is served as ever");
    soon(listener.stop()).await;
}

#[tokio::test]
async fn secrets_that_panic_cost_one_delivery() {
    let listener = open(Stuck::default()).await;
    assert_eq!(send(&listener, Request::delivery("{}")).await.status, 500, "it will be sent again");
    assert_eq!(send(&listener, Request::delivery("{}")).await.status, 200);
    soon(listener.stop()).await;
}
