//! Serves one connection: HTTP/1.1 within [`Limits`].
//!
//! On hyper itself, because axum's `serve` has no timeout for slow heads and hyper-util's `auto` none while it still
//! guesses the version. HTTP/2 would let one connection carry any number of requests past the connection cap.

use std::{pin::pin, sync::Arc};

use axum::{Router, extract::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::timeout;
use tower::Service;

use crate::Limits;

/// The most bytes of a head; a delivery's is under 1 KiB, and a tunnel adds some.
const HEAD_BYTES: usize = 16 * 1024;

/// A connection's share of the cap. Held by the connection and by its deliveries, until the last of them ends.
pub(crate) type Slot = Arc<OwnedSemaphorePermit>;

/// Serves `stream` until the client leaves, `open` is dropped or the connection's lifetime is over. In the latter two
/// cases a request in flight is still answered.
pub(crate) async fn serve(
    stream: TcpStream,
    router: Router,
    slot: Slot,
    mut open: watch::Receiver<()>,
    limits: Limits,
) {
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Slot::clone(&slot));
        router.clone().call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_read_timeout)
        .max_header_size(HEAD_BYTES)
        .max_buf_size(2 * HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    tokio::select! {
        ended = connection.as_mut() => return log(ended),
        _ = timeout(limits.connection_lifetime, open.changed()) => connection.as_mut().graceful_shutdown(),
    }
    match timeout(limits.answer_timeout, connection).await {
        Ok(ended) => log(ended),
        Err(_) => tracing::debug!("a connection was cut off"),
    }
}

fn log(ended: hyper::Result<()>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke off");
    }
}
