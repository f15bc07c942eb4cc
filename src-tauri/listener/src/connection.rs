//! Serves one connection: HTTP/1.1 or HTTP/2 in clear text, whichever the client begins with, within [`Limits`].
//!
//! On hyper itself, because axum's `serve` has no timeout for slow heads. hyper has none for a client that says nothing while
//! its version is still unknown, nor for an idle HTTP/2 connection: those are ours, see [`Guest::has_waited`].

use std::convert::Infallible;
use std::error::Error;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Router, extract::Request};
use hyper::body::{Body, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};
use tokio_util::io::InspectReader;
use tower::Service;

use crate::answer::Answer;
use crate::guest::Guest;
use crate::visit::Visit;
use crate::{Limits, Reason, Witness, head};

/// The most bytes of a head; a delivery's is under 1 KiB, and a tunnel adds some. Twice as many may be read to see that it
/// has more.
const HEAD_BYTES: u32 = 16 * 1024;
/// HTTP/2 only: requests at a time on one connection. Clients begin with so many before they are told otherwise.
const STREAMS: u32 = 100;
/// HTTP/2 only: bytes that may be on their way, of one request and of one connection.
const STREAM_WINDOW: u32 = 64 * 1024;
const CONNECTION_WINDOW: u32 = 256 * 1024;
/// So much longer than hyper waits for an HTTP/1 head: then it is hyper that says what became of it.
const HYPER_FIRST: Duration = Duration::from_millis(100);
/// How long a connection may take to write what it still has to when it must make room, or to ask when the door is closing.
const PARTING: Duration = Duration::from_millis(50);

type Ended = Result<(), Box<dyn Error + Send + Sync>>;

/// What all connections share.
#[derive(Clone)]
pub(crate) struct House {
    pub(crate) router: Router,
    pub(crate) witness: Arc<dyn Witness>,
    pub(crate) limits: Limits,
}

/// Serves `stream` until the client leaves, waits too long, must make room, or `open` is dropped. Requests in flight are
/// answered in any case.
pub(crate) async fn serve(stream: TcpStream, house: House, guest: Arc<Guest>, mut open: watch::Receiver<()>) {
    let limits = house.limits;
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "answers may come a little later");
    }
    let speaker = Arc::clone(&guest);
    let stream = InspectReader::new(stream, move |bytes: &[u8]| {
        if !bytes.is_empty() {
            speaker.speaks();
        }
    });
    let server = server(&limits);
    let asked = Arc::clone(&guest);
    let router = house.router.clone();
    let witness = Arc::clone(&house.witness);
    let service =
        service_fn(move |request| answer(router.clone(), Arc::clone(&witness), Arc::clone(&asked), request));
    let mut connection = pin!(server.serve_connection(TokioIo::new(stream), service));
    let look = async {
        yield_now().await;
        if open.has_changed().is_err() {
            sleep(PARTING).await; // let in at the last moment
        }
    };
    tokio::select! {
        biased;
        ended = connection.as_mut() => return note(ended, &guest, &house.witness),
        () = look => guest.has_been_looked_at(), // what had come by now is being asked for
    }
    let made_room = tokio::select! {
        biased; // what can be written is, before anybody leaves
        ended = connection.as_mut() => return note(ended, &guest, &house.witness),
        () = guest.is_sent_away() => true,
        () = guest.has_waited(limits.header_read_timeout + HYPER_FIRST) => false,
        _ = open.changed() => false,
    };
    connection.as_mut().graceful_shutdown();
    if !made_room {
        tokio::select! {
            biased;
            ended = connection.as_mut() => return note(ended, &guest, &house.witness),
            () = guest.is_sent_away() => {}
            () = sleep(limits.answer_timeout) => return tracing::debug!("a connection was cut off"),
        }
    }
    guest.gives_its_slot_back();
    if guest.has_asked() {
        // However it ends: what it asked for has been answered and noted.
        let _ = timeout(PARTING, connection).await;
    }
    tracing::debug!("a connection made room");
}

fn server(limits: &Limits) -> auto::Builder<TokioExecutor> {
    let mut server = auto::Builder::new(TokioExecutor::new());
    server
        .http1()
        .half_close(true) // who has said all and listens on is answered
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_read_timeout)
        .max_buf_size(HEAD_BYTES as usize)
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_send_buf_size(HEAD_BYTES as usize)
        .max_header_list_size(2 * HEAD_BYTES);
    server
}

async fn answer(
    mut router: Router,
    witness: Arc<dyn Witness>,
    guest: Arc<Guest>,
    mut request: Request<Incoming>,
) -> Result<Response, Infallible> {
    let refused = |reason| {
        Visit::begin(&witness).is_refused(reason);
        Ok(Answer::from(reason).into_response())
    };
    let Some(_asking) = guest.asks() else { return refused(Reason::NoRoom) };
    if head::bytes(&request) > HEAD_BYTES as usize {
        return refused(Reason::HeadTooLarge);
    }
    request.extensions_mut().insert(guest);
    let has_body = !request.body().is_end_stream();
    let mut response = router.call(request).await?;
    if has_body && leaves_it_unread(response.status()) {
        // Over HTTP/1 the next request would begin behind it. HTTP/2 has no such header, so hyper leaves it out.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response)
}

fn leaves_it_unread(status: StatusCode) -> bool {
    status.is_client_error() && status != StatusCode::UNAUTHORIZED
}

/// What never became a request is counted here; hyper has answered it where it could. HTTP/2 turns some away by itself, a head
/// beyond all bounds for one: those are not counted.
fn note(ended: Ended, guest: &Guest, witness: &Arc<dyn Witness>) {
    let Err(error) = ended else { return };
    tracing::debug!(%error, "a connection broke off");
    if let Some(reason) = reason(error.as_ref(), guest.has_begun_to_ask(), guest.has_asked()) {
        Visit::begin(witness).is_refused(reason);
    }
}

fn reason(error: &(dyn Error + 'static), has_begun: bool, has_asked: bool) -> Option<Reason> {
    if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::Interrupted) {
        return has_begun.then_some(Reason::HeadTooSlow); // cut short before the version was known
    }
    let error = error.downcast_ref::<hyper::Error>()?;
    let left = error.is_incomplete_message() || error.source().is_some_and(<dyn Error>::is::<io::Error>);
    if error.is_parse_too_large() {
        Some(Reason::HeadTooLarge)
    } else if error.is_timeout() {
        has_begun.then_some(Reason::HeadTooSlow)
    } else {
        (error.is_parse() || !left && has_begun && !has_asked).then_some(Reason::NotHttp)
    }
}
