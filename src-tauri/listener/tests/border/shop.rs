//! The shop's end: a listener on a free port, with an intake and secrets that the test holds in its hand.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use listener::{Bytes, Intake, Limits, Listener, ProbeKey, Receipt, Secrets, Seen, Witness};
use loyalite::Secret;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::client::{Client, Reply, Request, SECRET, soon};

/// A running endpoint.
pub struct Shop {
    pub listener: Listener,
    pub secrets: Keyring,
    pub record: Record,
    pub probe_key: ProbeKey,
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
        Self::on(TcpListener::bind("127.0.0.1:0").await.unwrap(), limits, receive)
    }

    /// The same on a port of the test's choice.
    pub fn on<F, R>(tcp: TcpListener, limits: Limits, receive: F) -> Self
    where
        F: Fn(Bytes) -> R + Send + Sync + 'static,
        R: Future<Output = Receipt> + Send + 'static,
    {
        let secrets = Keyring::default();
        secrets.set(&[SECRET]);
        let record = Record::default();
        let probe_key = ProbeKey::random();
        let receive = Receive(receive);
        let listener =
            Listener::start(tcp, receive, secrets.clone(), record.clone(), probe_key.clone(), limits);
        Self { listener: listener.unwrap(), secrets, record, probe_key }
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

    /// Sends `bytes` on a connection of their own: the status they are answered with, none when the connection is closed
    /// instead, and what the witness is told of them. Only for a shop that nobody else visits.
    pub async fn answer_to(&self, bytes: &[u8]) -> (Option<u16>, Seen) {
        let told = self.record.so_far().len();
        let mut client = Client::connect(self.address()).await;
        client.send(bytes).await;
        let answer = client.head_if_any().await;
        (answer.map(|answer| answer.status), self.record.of(told + 1).await[told])
    }

    /// Closes, and tells all that the witness was told from the first request to the last.
    pub async fn close(self) -> Vec<Seen> {
        self.listener.stop().await;
        self.record.so_far()
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
pub struct Keyring {
    active: Arc<Mutex<Vec<Secret>>>,
    used: Arc<Mutex<Vec<String>>>,
}

impl Keyring {
    pub fn set(&self, secrets: &[&str]) {
        *self.active.lock().unwrap() = secrets.iter().map(|text| Secret::new(*text).unwrap()).collect();
    }

    /// The secrets that deliveries were signed with, in their order.
    pub fn used(&self) -> Vec<String> {
        self.used.lock().unwrap().clone()
    }
}

impl Secrets for Keyring {
    fn active(&self) -> Arc<[Secret]> {
        self.active.lock().unwrap().as_slice().into()
    }

    fn used(&self, secret: &Secret, _: &[u8]) {
        self.used.lock().unwrap().push(secret.expose().to_owned());
    }
}

/// What the listener told of every request.
#[derive(Clone, Default)]
pub struct Record {
    seen: Arc<Mutex<Vec<Seen>>>,
    more: Arc<Notify>,
}

impl Record {
    pub fn so_far(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// All that was told, once it is so many.
    pub async fn of(&self, requests: usize) -> Vec<Seen> {
        soon(async {
            loop {
                let more = self.more.notified();
                let seen = self.so_far();
                if seen.len() >= requests {
                    return seen;
                }
                more.await;
            }
        })
        .await
    }
}

impl Witness for Record {
    fn saw(&self, seen: Seen) {
        self.seen.lock().unwrap().push(seen);
        self.more.notify_one();
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
