//! Everything that comes to a public address and must not be let in: each kind at a pace of its own, all side by side.

mod body;
mod connection;
mod head;
mod http2;
mod signature;

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use crate::answer::{Heard, in_time};
use crate::book::{Entry, Pen};
use crate::multiplex::Multiplex;
use crate::wire::Wire;

/// Of one kind, so many may be under way at a time.
const AT_A_TIME: usize = 128;

type Attack = fn(Target, usize) -> Pin<Box<dyn Future<Output = Heard> + Send>>;

/// One kind of hostile traffic.
pub struct Kind {
    /// Its name in the report.
    pub name: &'static str,
    /// How many are begun in a second.
    a_second: u32,
    /// One of them; the number makes each another.
    attack: Attack,
}

/// Where it goes.
#[derive(Clone)]
pub struct Target {
    address: SocketAddr,
    http2: Multiplex,
}

impl Target {
    /// The listener at `address`.
    pub fn new(address: SocketAddr) -> Self {
        Self { address, http2: Multiplex::to(address) }
    }

    /// A connection on which `words` were said.
    async fn said(&self, words: impl AsRef<[u8]>) -> Heard<Wire> {
        let mut wire = Wire::open(self.address).await?;
        wire.say(words).await?;
        Ok(wire)
    }

    /// The answer to `words` on a connection of their own.
    async fn ask(&self, words: impl AsRef<[u8]>) -> Heard {
        self.said(words).await?.hear().await
    }
}

/// What runs beside the calm.
pub const BAD_SIGNATURES: &[Kind] = &[Kind {
    name: "signature of another secret",
    a_second: 100,
    attack: |to, _| Box::pin(signature::wrong(to)),
}];

/// Everything else.
pub const REST: &[Kind] = &[
    Kind {
        name: "malformed signature header",
        a_second: 20,
        attack: |to, n| Box::pin(signature::malformed(to, n)),
    },
    Kind {
        name: "of another secret, over HTTP/2",
        a_second: 10,
        attack: |to, _| Box::pin(signature::over_http2(to)),
    },
    Kind { name: "other path or method", a_second: 20, attack: |to, n| Box::pin(head::elsewhere(to, n)) },
    Kind { name: "broken HTTP", a_second: 10, attack: |to, n| Box::pin(head::broken(to, n)) },
    Kind { name: "head of 64 KiB", a_second: 5, attack: |to, _| Box::pin(head::huge(to)) },
    Kind { name: "head, a byte a second", a_second: 5, attack: |to, _| Box::pin(head::slow(to)) },
    Kind { name: "gzip", a_second: 5, attack: |to, _| Box::pin(body::gzip(to)) },
    Kind { name: "body too large, announced", a_second: 5, attack: |to, _| Box::pin(body::announced(to)) },
    Kind { name: "body too large, in chunks", a_second: 5, attack: |to, _| Box::pin(body::hidden(to)) },
    Kind { name: "body, a byte a second", a_second: 5, attack: |to, _| Box::pin(body::slow(to)) },
    Kind { name: "reset in mid-body", a_second: 20, attack: |to, n| Box::pin(body::reset(to, n)) },
    Kind { name: "half-closed in mid-body", a_second: 5, attack: |to, _| Box::pin(body::half_closed(to)) },
    Kind { name: "8 pipelined, forged", a_second: 5, attack: |to, _| Box::pin(connection::pipelined(to)) },
    Kind { name: "random bytes", a_second: 10, attack: |to, n| Box::pin(connection::garbage(to, n)) },
    Kind { name: "TLS hello", a_second: 5, attack: |to, _| Box::pin(connection::tls(to)) },
    Kind {
        name: "asks without end, never reads",
        a_second: 2,
        attack: |to, _| Box::pin(connection::deaf(to)),
    },
    Kind { name: "HTTP/2 preface, then silence", a_second: 5, attack: |to, _| Box::pin(http2::silent(to)) },
    Kind { name: "HTTP/2 random frames", a_second: 5, attack: |to, n| Box::pin(http2::garbage(to, n)) },
    Kind { name: "HTTP/2 rapid reset", a_second: 2, attack: |to, _| Box::pin(http2::rapid_reset(to)) },
    Kind { name: "HTTP/2, 32 missing bodies", a_second: 2, attack: |to, _| Box::pin(http2::unfinished(to)) },
    Kind { name: "HTTP/2 head without end", a_second: 2, attack: |to, _| Box::pin(http2::endless_head(to)) },
];

/// Lets `kinds` loose until the tasks are dropped.
pub fn unleash(kinds: &'static [Kind], target: &Target, pen: &Pen) -> JoinSet<()> {
    kinds.iter().map(|kind| kind.go_on(target.clone(), pen.clone())).collect()
}

impl Kind {
    async fn go_on(&'static self, target: Target, pen: Pen) {
        let mut under_way = JoinSet::new();
        let mut ticks = interval(Duration::from_secs(1) / self.a_second);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        for number in 0.. {
            ticks.tick().await;
            while under_way.try_join_next().is_some() {}
            if under_way.len() < AT_A_TIME {
                let (attack, pen) = ((self.attack)(target.clone(), number), pen.clone());
                under_way.spawn(async move {
                    let answer = in_time(attack).await;
                    let _ = pen.send(Entry::Hostile { kind: self.name, answer });
                });
            }
        }
    }
}

/// A body that was never anybody's.
const BODY: &str = r#"{"id":"00000000-0000-4000-8000-000000000000","event":"points.earned","data":{}}"#;

/// The head of a delivery with `headers` of one's own.
fn post(headers: &str) -> String {
    format!(
        "POST /webhooks/loyalite HTTP/1.1\r\nhost: shop.example\r\ncontent-type: application/json\r\n{headers}\r\n"
    )
}

/// The same with the start of a body that is said to be `length` long, and a signature that nobody has checked yet.
fn begun(length: usize) -> String {
    post(&format!("{}content-length: {length}\r\n", signature::header())) + &BODY[..40]
}
