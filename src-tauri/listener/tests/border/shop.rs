//! The shop's end: a listener on a free port, with an intake and secrets that the test holds in its hand.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use listener::{Bytes, Intake, Limits, Listener, Receipt, Secrets};
use loyalite::Secret;
use tokio::net::TcpListener;

use crate::client::{Client, Reply, Request, SECRET};

/// A running endpoint.
pub struct Shop {
    pub listener: Listener,
    pub secrets: Keyring,
}

impl Shop {
    /// Opens with [`SECRET`] and the default limits; `receive` is its intake.
    pub async fn open<F, R>(receive: F) -> Self
    where
        F: Fn(Bytes) -> R + Send + Sync + 'static,
        R: Future<Output = Receipt> + Send + 'static,
    {
        Self::open_within(Limits::default(), receive).await
    }

    /// As [`open`](Self::open), with other limits.
    pub async fn open_within<F, R>(limits: Limits, receive: F) -> Self
    where
        F: Fn(Bytes) -> R + Send + Sync + 'static,
        R: Future<Output = Receipt> + Send + 'static,
    {
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let secrets = Keyring::default();
        secrets.set(&[SECRET]);
        let listener = Listener::start(tcp, Receive(receive), secrets.clone(), limits).unwrap();
        Self { listener, secrets }
    }

    /// Opens with an intake that stores everything and lets the test look at it.
    pub async fn that_stores() -> (Self, Stored) {
        let stored = Stored::default();
        let store = stored.clone();
        let shop = Self::open(move |body| {
            store.0.lock().unwrap().push(body);
            async { Receipt::Stored }
        });
        (shop.await, stored)
    }

    pub fn address(&self) -> SocketAddr {
        self.listener.local_addr()
    }

    /// One request on a connection of its own.
    pub async fn send(&self, request: Request) -> Reply {
        let mut client = Client::connect(self.address()).await;
        client.send(&request.bytes()).await;
        client.reply().await
    }
}

/// The bodies that reached the intake.
#[derive(Clone, Default)]
pub struct Stored(Arc<Mutex<Vec<Bytes>>>);

impl Stored {
    pub fn bodies(&self) -> Vec<Bytes> {
        self.0.lock().unwrap().clone()
    }
}

/// Secrets that can change while the listener runs.
#[derive(Clone, Default)]
pub struct Keyring(Arc<Mutex<Vec<Secret>>>);

impl Keyring {
    pub fn set(&self, secrets: &[&str]) {
        *self.0.lock().unwrap() = secrets.iter().map(|text| Secret::new(*text).unwrap()).collect();
    }
}

impl Secrets for Keyring {
    fn active(&self) -> Arc<[Secret]> {
        self.0.lock().unwrap().as_slice().into()
    }
}

struct Receive<F>(F);

impl<F, R> Intake for Receive<F>
where
    F: Fn(Bytes) -> R + Send + Sync + 'static,
    R: Future<Output = Receipt> + Send + 'static,
{
    fn deliver(&self, body: Bytes) -> impl Future<Output = Receipt> + Send {
        (self.0)(body)
    }
}
