//! Everything at once: whatever is sent, in whatever order and over which connection, each request is counted once.

use std::collections::BTreeMap;
use std::sync::Arc;

use listener::{Bytes, Limits, PATH, Receipt, Seen};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tokio::task::JoinSet;

use crate::client::{Client, Request};
use crate::shop::Shop;
use crate::tunnel::{Tunnel, told};

/// How many requests ended in which way: the name of the reason, or of the outcome where there is none.
type Figures = BTreeMap<&'static str, usize>;

#[derive(Clone, Copy)]
enum Kind {
    Valid,
    Repeat,
    Unavailable,
    Panic,
    Unsigned,
    Forged,
    Elsewhere,
    Get,
    Form,
    TooLarge,
    Probe,
    Garbage,
    Broken,
    HeadTooLarge,
    Reset,
}

impl Kind {
    const ALL: [Self; 15] = [
        Self::Valid,
        Self::Repeat,
        Self::Unavailable,
        Self::Panic,
        Self::Unsigned,
        Self::Forged,
        Self::Elsewhere,
        Self::Get,
        Self::Form,
        Self::TooLarge,
        Self::Probe,
        Self::Garbage,
        Self::Broken,
        Self::HeadTooLarge,
        Self::Reset,
    ];

    /// Its name in the figures, its bytes, and the status that it is answered with.
    fn request(self) -> (&'static str, Vec<u8>, u16) {
        let delivery = || Request::delivery("{}");
        let (name, request, status) = match self {
            Self::Valid => ("stored", delivery(), 200),
            Self::Repeat => ("repeat", Request::delivery("repeat"), 200),
            Self::Unavailable => ("unavailable", Request::delivery("unavailable"), 503),
            Self::Panic => ("panic", Request::delivery("panic"), 500),
            Self::Unsigned => ("signature_missing", delivery().without("x-loyalite-signature-256"), 401),
            Self::Forged => ("signature_mismatch", delivery().body("[]"), 401),
            Self::Elsewhere => ("path", delivery().to("/"), 404),
            Self::Get => ("method", Request::bare("GET", PATH), 405),
            Self::Form => ("media_type", delivery().without("content-type"), 415),
            Self::TooLarge => ("body_too_large", Request::delivery(&"x".repeat(2000)), 413),
            Self::Probe => ("probed", Request::bare("GET", "/healthz"), 200),
            Self::Garbage => ("not_http", Request::bare("GET", ""), 400),
            Self::Broken => ("body_broken", delivery().framed("chunked", "zz\r\n"), 400),
            Self::HeadTooLarge => ("head_too_large", delivery().with("x", "y".repeat(40_000)), 431),
            Self::Reset => ("body_broken", delivery().with("expect", "100-continue"), 100),
        };
        let bytes = if matches!(self, Self::Reset) { request.head() } else { request.bytes() };
        (name, bytes, status)
    }

    /// Whether it may: where the next request would begin is unknown while some of this one has not been read.
    fn ends_the_connection(self) -> bool {
        let read_to_its_end = matches!(
            self,
            Self::Valid | Self::Repeat | Self::Unavailable | Self::Panic | Self::Unsigned | Self::Forged
        );
        !read_to_its_end && !matches!(self, Self::Get | Self::Probe)
    }
}

async fn receive(body: Bytes) -> Receipt {
    match &*body {
        b"repeat" => Receipt::Duplicate,
        b"unavailable" => Receipt::Unavailable,
        b"panic" => panic!("this body trips a bug"),
        _ => Receipt::Stored,
    }
}

/// Sends `kinds` over connections of HTTP/1, now and then a new one.
async fn visit(shop: Arc<Shop>, kinds: Vec<Kind>, mut random: ChaCha8Rng) -> Figures {
    let mut figures = Figures::new();
    let mut client = Client::connect(shop.address()).await;
    for kind in kinds {
        let (name, bytes, status) = kind.request();
        *figures.entry(name).or_default() += 1;
        let (first, second) = bytes.split_at(random.random_range(0..bytes.len()));
        client.send(first).await;
        // It may have been refused by its first half.
        let _ = client.try_send(second).await;
        let answer = if status == 100 { client.head().await } else { client.reply().await };
        assert_eq!(answer.status, status, "{name}");
        if kind.ends_the_connection() || random.random_ratio(1, 5) {
            std::mem::replace(&mut client, Client::connect(shop.address()).await).reset();
        }
    }
    figures
}

/// Sends `count` deliveries over one connection of HTTP/2.
async fn tunnel(shop: Arc<Shop>, count: usize) -> Figures {
    let mut tunnel = Tunnel::connect(shop.address()).await;
    for _ in 0..count {
        assert_eq!(told(tunnel.deliver("{}").await).await.0, 200);
    }
    Figures::from([("stored", count)])
}

fn count(seen: &[Seen]) -> Figures {
    let mut figures = Figures::new();
    for seen in seen {
        let name = seen.reason.map_or_else(|| seen.outcome.name(), |reason| reason.name());
        *figures.entry(name).or_default() += 1;
    }
    figures
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_record_adds_up_to_what_was_sent() {
    for seed in 0..4 {
        let shop =
            Arc::new(Shop::open_within(Limits { body_bytes: 1000, ..Limits::default() }, receive).await);
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut visitors = JoinSet::new();
        for _ in 0..8 {
            let kinds = (0..40).map(|_| *Kind::ALL.choose(&mut random).unwrap()).collect();
            visitors.spawn(visit(Arc::clone(&shop), kinds, ChaCha8Rng::seed_from_u64(random.random())));
            visitors.spawn(tunnel(Arc::clone(&shop), random.random_range(0..40)));
        }
        let mut sent = Figures::new();
        for (name, count) in visitors.join_all().await.into_iter().flatten().filter(|(_, count)| *count > 0) {
            *sent.entry(name).or_default() += count;
        }
        let seen = Arc::into_inner(shop).unwrap().close().await;
        assert_eq!(count(&seen), sent, "seed {seed}");
    }
}
