//! Starts, accepts at most so many connections at once, and stops without losing what is in flight.

use std::{io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::{JoinHandle, yield_now};
use tokio::time::{sleep, timeout};

use crate::connection::{self, House};
use crate::guest::Guest;
use crate::platform::SHORTAGES;
use crate::waiting::Waiting;
use crate::{Intake, Limits, ProbeKey, Secrets, Witness, routes};

/// How long to wait after a failed accept.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// So many failures in a row that are not for lack of anything: the socket itself is gone.
const ACCEPT_FAILURES: u32 = 50;

/// The running endpoint. Dropping it stops it as [`stop`](Self::stop) does, without waiting.
#[derive(Debug)]
pub struct Listener {
    local_addr: SocketAddr,
    /// Nothing is ever sent: that it is dropped tells every task to finish.
    open: Option<watch::Sender<()>>,
    accepting: Option<JoinHandle<()>>,
    failure: watch::Receiver<Option<Arc<io::Error>>>,
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
        witness: impl Witness,
        probe_key: ProbeKey,
        limits: Limits,
    ) -> io::Result<Self> {
        let limits =
            Limits { connections: limits.connections.max(1), receiving: limits.receiving.max(1), ..limits };
        let local_addr = tcp.local_addr()?;
        let slots = Arc::new(Semaphore::new(limits.connections.into()));
        let (open, opened) = watch::channel(());
        let (failed, failure) = watch::channel(None);
        let witness: Arc<dyn Witness> = Arc::new(witness);
        let router = routes::router(intake, secrets, Arc::clone(&witness), probe_key, limits);
        let hall = Hall { slots: Arc::clone(&slots), waiting: Arc::default() };
        let house = House { router, witness, limits };
        let accepting =
            tokio::spawn(watched(async move { accept(&tcp, &house, &hall, opened).await }, failed));
        Ok(Self { local_addr, open: Some(open), accepting: Some(accepting), failure, slots, limits })
    }

    /// The address that it accepts on.
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// Resolves when nobody is let in any more, with the reason; otherwise never. What is in flight is still served.
    pub fn failed(&self) -> impl Future<Output = Arc<io::Error>> + Send + use<> {
        let mut failure = self.failure.clone();
        async move {
            let failed = failure.wait_for(Option::is_some).await.ok().and_then(|error| error.clone());
            match failed {
                Some(error) => error,
                None => std::future::pending().await,
            }
        }
    }

    /// Accepts no more: the port is free when this returns. Connections end as soon as they have their answers;
    /// [`stop`](Self::stop) waits for that.
    pub async fn close(&mut self) {
        drop(self.open.take());
        if let Some(accepting) = self.accepting.take()
            && accepting.await.is_err()
        {
            tracing::error!("the accepting task had died");
        }
    }

    /// Accepts no more, answers what is in flight, and waits for every delivery that was handed over, at most
    /// [`Limits::answer_timeout`] for all of it. What is left then is cut off unanswered, to be sent again.
    pub async fn stop(mut self) {
        self.close().await;
        let all = self.slots.acquire_many(self.limits.connections.into());
        if timeout(self.limits.answer_timeout, all).await.is_err() {
            tracing::warn!("stopped with deliveries still in flight");
        }
    }
}

/// Does `task`, and tells the reason when it fails, also where that is a panic.
async fn watched(task: impl Future<Output = io::Result<()>>, failed: watch::Sender<Option<Arc<io::Error>>>) {
    let post = Post(failed);
    if let Err(error) = task.await {
        post.0.send_replace(Some(Arc::new(error)));
    }
}

/// Whoever leaves it in a panic tells so.
struct Post(watch::Sender<Option<Arc<io::Error>>>);

impl Drop for Post {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.send_replace(Some(Arc::new(io::Error::other(Panicked))));
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the accepting task panicked")]
struct Panicked;

/// Whether `error`, of [`Listener::failed`], is a bug of ours rather than the socket's.
pub fn has_panicked(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|error| error.is::<Panicked>())
}

/// Where connections wait, and how many there may be.
struct Hall {
    slots: Arc<Semaphore>,
    waiting: Arc<Waiting>,
}

async fn accept(
    tcp: &TcpListener,
    house: &House,
    hall: &Hall,
    mut open: watch::Receiver<()>,
) -> io::Result<()> {
    let until_closed = open.clone();
    let let_in = |stream, slot| {
        let guest = Guest::come_in(slot, &hall.waiting);
        tokio::spawn(connection::serve(stream, house.clone(), guest, until_closed.clone()));
    };
    loop {
        let stream = tokio::select! {
            biased;
            _ = open.changed() => break,
            stream = hall.next_stream(tcp) => stream?,
        };
        tokio::select! {
            biased;
            Ok(slot) = hall.slot() => let_in(stream, slot),
            _ = open.changed() => break,
        }
    }
    // Who had knocked by then is still let in, as far as there is room.
    loop {
        let knocked = tokio::select! {
            biased;
            knocked = tcp.accept() => knocked,
            () = yield_now() => return Ok(()),
        };
        if let (Ok((stream, _)), Ok(slot)) = (knocked, Arc::clone(&hall.slots).try_acquire_owned()) {
            let_in(stream, slot);
        }
    }
}

impl Hall {
    /// The next connection. Where the system lacks handles or memory for it, somebody who only waits gives some back.
    async fn next_stream(&self, tcp: &TcpListener) -> io::Result<TcpStream> {
        let mut failures = 0;
        loop {
            match tcp.accept().await {
                Ok((stream, _)) => return Ok(stream),
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) if is_a_shortage(&error) => {
                    self.waiting.send_one_away();
                    sleep(ACCEPT_PAUSE).await;
                }
                Err(error) if failures < ACCEPT_FAILURES => {
                    tracing::debug!(%error, "cannot accept a connection");
                    failures += 1;
                    sleep(ACCEPT_PAUSE).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Room for one more connection; where there is none, whoever has waited longest makes it.
    async fn slot(&self) -> Result<OwnedSemaphorePermit, AcquireError> {
        let mut slot = pin!(Arc::clone(&self.slots).acquire_owned());
        tokio::select! {
            biased;
            slot = slot.as_mut() => return slot,
            () = self.waiting.one_is_sent_away() => {}
        }
        slot.await
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Too many handles are open, here or in the whole system, or its memory is used up: no error kind of the standard library.
fn is_a_shortage(error: &io::Error) -> bool {
    error.raw_os_error().is_some_and(|code| SHORTAGES.contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_of_the_accepting_task_is_told_and_told_apart() {
        let (failed, mut failure) = watch::channel(None);
        let task = tokio::spawn(watched(async { panic!("this is the bug") }, failed));
        let told = failure.wait_for(Option::is_some).await.ok().and_then(|error| error.clone());
        assert!(has_panicked(&told.expect("it tells")), "or the door would stand open with nobody behind it");
        assert!(task.await.is_err_and(|error| error.is_panic()));
    }

    #[tokio::test]
    async fn a_socket_that_fails_is_no_panic_and_an_end_as_told_is_no_failure() {
        let (failed, failure) = watch::channel(None);
        watched(async { Err(io::ErrorKind::NotConnected.into()) }, failed).await;
        let told = failure.borrow().clone();
        assert!(told.is_some_and(|error| !has_panicked(&error)));
        let (failed, failure) = watch::channel(None);
        watched(async { Ok(()) }, failed).await;
        assert!(failure.borrow().is_none());
    }
}
