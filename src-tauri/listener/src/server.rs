//! Starts, accepts at most so many connections at once, and stops without losing what is in flight.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::{Intake, Limits, Secrets, connection, routes};

/// How long to wait after a failed accept, most likely for lack of file handles.
const ACCEPT_PAUSE: Duration = Duration::from_millis(500);

/// The running endpoint. Dropping it stops it as [`stop`](Self::stop) does, without waiting.
#[derive(Debug)]
pub struct Listener {
    local_addr: SocketAddr,
    /// Nothing is ever sent: that it is dropped tells every task to finish.
    open: watch::Sender<()>,
    accepting: JoinHandle<()>,
    slots: Arc<Semaphore>,
    limits: Limits,
}

impl Listener {
    /// Starts to accept on `tcp`. Call it within a tokio runtime.
    ///
    /// # Errors
    /// When the socket does not tell its own address.
    pub fn start(
        tcp: TcpListener,
        intake: impl Intake,
        secrets: impl Secrets,
        limits: Limits,
    ) -> io::Result<Self> {
        let limits = Limits { connections: limits.connections.max(1), ..limits };
        let local_addr = tcp.local_addr()?;
        let slots = Arc::new(Semaphore::new(limits.connections.into()));
        let (open, opened) = watch::channel(());
        let router = routes::router(intake, secrets, limits);
        let accepting = tokio::spawn(accept(tcp, router, Arc::clone(&slots), opened, limits));
        Ok(Self { local_addr, open, accepting, slots, limits })
    }

    /// The address that it accepts on.
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// Accepts no more, answers what is in flight, and waits for every delivery that was handed over, at most
    /// [`Limits::answer_timeout`] for all of it. What is left then is cut off unanswered, to be sent again.
    pub async fn stop(self) {
        drop(self.open);
        if self.accepting.await.is_err() {
            tracing::error!("the accepting task had died");
        }
        let all = self.slots.acquire_many(self.limits.connections.into());
        if timeout(self.limits.answer_timeout, all).await.is_err() {
            tracing::warn!("stopped with deliveries still in flight");
        }
    }
}

async fn accept(
    tcp: TcpListener,
    router: Router,
    slots: Arc<Semaphore>,
    mut open: watch::Receiver<()>,
    limits: Limits,
) {
    loop {
        let next = async {
            let slot = Arc::clone(&slots).acquire_owned().await;
            (slot, next_stream(&tcp).await)
        };
        tokio::select! {
            biased;
            _ = open.changed() => return,
            (Ok(slot), stream) = next => {
                tokio::spawn(connection::serve(stream, router.clone(), Arc::new(slot), open.clone(), limits));
            }
        }
    }
}

/// The next connection. What fails for one connection only is passed over; anything else gets a pause, not a busy loop.
async fn next_stream(tcp: &TcpListener) -> TcpStream {
    loop {
        match tcp.accept().await {
            Ok((stream, _)) => return stream,
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "cannot accept connections");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
