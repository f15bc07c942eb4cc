//! The ways by which a valid delivery may come, all of them allowed by HTTP.

use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::timeout;

use crate::answer::{Answer, Heard};
use crate::multiplex::Multiplex;
use crate::parcel::Parcel;
use crate::wire::Wire;

/// How a delivery is posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Over a connection of its own.
    Own,
    /// Over a connection that others used before it.
    Kept,
    /// Over HTTP/2 without TLS, among others on the same connection.
    Http2,
    /// With its body in chunks.
    Chunked,
    /// Asking before it sends its body.
    Expect,
    /// Twice in one breath, without waiting for the first answer.
    Pipelined,
    /// Over a connection on which the client says that it has no more to say.
    HalfClosed,
    /// By a client that is gone before the answer.
    HungUp,
    /// Over a connection of its own, since it was not answered 200 before.
    Again,
}

/// Every way.
pub const WAYS: [Way; 9] = [
    Way::Own,
    Way::Kept,
    Way::Http2,
    Way::Chunked,
    Way::Expect,
    Way::Pipelined,
    Way::HalfClosed,
    Way::HungUp,
    Way::Again,
];

impl Way {
    /// The way of the delivery with this number: mostly the usual ones, and each of the others out of twenty.
    pub fn of(number: usize) -> Self {
        match number % 20 {
            0..6 => Self::Own,
            6..12 => Self::Kept,
            12..15 => Self::Http2,
            15 => Self::Chunked,
            16 => Self::Expect,
            17 => Self::Pipelined,
            18 => Self::HalfClosed,
            _ => Self::HungUp,
        }
    }

    /// Its name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "own connection",
            Self::Kept => "kept connection",
            Self::Http2 => "HTTP/2",
            Self::Chunked => "chunked",
            Self::Expect => "Expect: 100-continue",
            Self::Pipelined => "pipelined, twice",
            Self::HalfClosed => "half-closed after it",
            Self::HungUp => "hung up before the answer",
            Self::Again => "sent again",
        }
    }

    /// How many requests one attempt is.
    pub fn requests(self) -> u64 {
        if self == Self::Pipelined { 2 } else { 1 }
    }
}

/// The way to one listener, with the connections that are kept.
pub struct Roads {
    address: SocketAddr,
    kept: Mutex<Vec<Wire>>,
    http2: Multiplex,
}

impl Roads {
    /// To the listener at `address`.
    pub fn to(address: SocketAddr) -> Self {
        Self { address, kept: Mutex::default(), http2: Multiplex::to(address) }
    }

    /// Posts `parcel` by `way`.
    pub async fn send(&self, parcel: &Parcel, way: Way) -> Heard {
        match way {
            Way::Own | Way::Again => self.plain(parcel).await,
            Way::Kept => self.kept(parcel).await,
            Way::Http2 => self.http2.post(&parcel.headers, parcel.body.to_vec()).await,
            Way::Chunked => self.chunked(parcel).await,
            Way::Expect => self.asking(parcel).await,
            Way::Pipelined => self.pipelined(parcel).await,
            Way::HalfClosed => self.half_closed(parcel).await,
            Way::HungUp => self.hung_up(parcel).await,
        }
    }

    /// Closes the connections that are kept.
    pub fn close(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    async fn said(&self, words: impl AsRef<[u8]>) -> Heard<Wire> {
        let mut wire = Wire::open(self.address).await?;
        wire.say(words).await?;
        Ok(wire)
    }

    async fn plain(&self, parcel: &Parcel) -> Heard {
        self.said(parcel.whole()).await?.hear().await
    }

    async fn kept(&self, parcel: &Parcel) -> Heard {
        let mut wire = match self.idle() {
            Some(wire) => wire,
            None => Wire::open(self.address).await?,
        };
        wire.say(parcel.whole()).await?;
        let status = wire.hear().await?;
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).push(wire);
        Ok(status)
    }

    /// A kept connection that the listener has not closed meanwhile.
    fn idle(&self) -> Option<Wire> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        std::iter::from_fn(|| kept.pop()).find(Wire::is_idle)
    }

    async fn chunked(&self, parcel: &Parcel) -> Heard {
        let mut words = parcel.head("transfer-encoding: chunked").into_bytes();
        for chunk in parcel.body.chunks(100) {
            words.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
            words.extend(chunk);
            words.extend(b"\r\n");
        }
        words.extend(b"0\r\n\r\n");
        self.said(words).await?.hear().await
    }

    async fn asking(&self, parcel: &Parcel) -> Heard {
        let framing = format!("content-length: {}\r\nexpect: 100-continue", parcel.body.len());
        let mut wire = self.said(parcel.head(&framing)).await?;
        // A client may send its body unasked after a while.
        match timeout(Duration::from_secs(2), wire.hear_any()).await {
            Ok(Ok(100)) | Err(_) => {}
            Ok(instead) => return instead,
        }
        wire.say(&parcel.body).await?;
        wire.hear().await
    }

    async fn pipelined(&self, parcel: &Parcel) -> Heard {
        let mut wire = self.said(parcel.whole().repeat(2)).await?;
        match wire.hear().await? {
            200 => wire.hear().await,
            other => Ok(other),
        }
    }

    async fn half_closed(&self, parcel: &Parcel) -> Heard {
        let mut wire = self.said(parcel.whole()).await?;
        wire.hush().await?;
        wire.hear().await
    }

    async fn hung_up(&self, parcel: &Parcel) -> Heard {
        let wire = self.said(parcel.whole()).await?;
        // Time for it to be read: it may be answered, stored or neither when the client is gone.
        tokio::time::sleep(Duration::from_millis(2)).await;
        Err::<u16, Answer>(wire.reset())
    }
}
