//! Two thousand connections that want nothing, opened again whenever they are shed.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::sleep;

/// Connections kept up.
pub const CONNECTIONS: usize = 2_000;
/// Before a connection that was shed is opened again, on average. Without it the pile would be a flood of connects instead.
const PAUSE: Duration = Duration::from_secs(1);

/// What became of them.
#[derive(Default)]
pub struct Pile {
    opened: AtomicU64,
    shed: AtomicU64,
    open: AtomicU64,
}

/// The figures of a pile.
#[derive(Clone, Copy)]
pub struct Count {
    /// Connections that came to be.
    pub opened: u64,
    /// Those of them that the listener ended.
    pub shed: u64,
    /// Those that are open now.
    pub open: u64,
}

/// One of the connections that are open; no longer so when it is dropped.
struct Open<'a>(&'a AtomicU64);

impl Pile {
    /// Opens it; dropping the tasks closes it.
    pub fn rise(self: &Arc<Self>, address: SocketAddr) -> JoinSet<()> {
        let mut idle = JoinSet::new();
        for number in 0..CONNECTIONS {
            let pile = Arc::clone(self);
            // One in four has begun a request that never goes on.
            let words: &[u8] = if number % 4 == 0 { b"POST /webh" } else { b"" };
            // Each at its own pace, or all of them would knock at the same moment.
            let pace = number as f64 / CONNECTIONS as f64;
            idle.spawn(async move {
                sleep(PAUSE.mul_f64(pace)).await;
                loop {
                    pile.idle(address, words).await;
                    sleep(PAUSE.mul_f64(0.5 + pace)).await;
                }
            });
        }
        idle
    }

    /// Its figures so far.
    pub fn count(&self) -> Count {
        Count {
            opened: self.opened.load(Relaxed),
            shed: self.shed.load(Relaxed),
            open: self.open.load(Relaxed),
        }
    }

    async fn idle(&self, address: SocketAddr, words: &[u8]) {
        let Ok(mut stream) = TcpStream::connect(address).await else { return };
        self.opened.fetch_add(1, Relaxed);
        let _open = Open::among(&self.open);
        if stream.write_all(words).await.is_ok() {
            // An answer to the begun request (408, say) is no reason to leave.
            while let Ok(1..) = stream.read(&mut [0; 256]).await {}
        }
        self.shed.fetch_add(1, Relaxed);
    }
}

impl<'a> Open<'a> {
    fn among(all: &'a AtomicU64) -> Self {
        all.fetch_add(1, Relaxed);
        Self(all)
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}
