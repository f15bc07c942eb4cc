//! Asks, step by step, so that what fails is known by the step that it fails in.

use std::io::{self, ErrorKind};
use std::net::{SocketAddr, ToSocketAddrs};
use std::time::Duration;
use std::{fmt, thread};

use chrono::Utc;
use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, HOST, HeaderMap, USER_AGENT};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use rustls::pki_types::CertificateDer;
use serde::Deserialize;
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};
use tokio_rustls::{TlsConnector, client::TlsStream};
use uuid::Uuid;

use crate::Verdict;
use crate::place::Place;
use crate::tls::{self, NoTrust};

/// As long as the platform waits for an answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// More of an answer is not read; ours has 90 bytes.
const ANSWER_BYTES: usize = 4 * 1024;
/// A name that has more addresses is not asked at all of them.
const ADDRESSES: usize = 8;

/// Nothing answers, or not in time.
const SILENCE: Verdict = Verdict::TunnelDown { status: None };

/// Asks the public address whether it leads here.
#[derive(Clone)]
pub struct Prober {
    tls: TlsConnector,
    patience: Duration,
}

impl Prober {
    /// Trusts what this PC trusts, and `roots` besides: none, unless in a test.
    ///
    /// # Errors
    /// [`NoTrust`] when the system does not tell whom it trusts.
    pub fn new(roots: impl IntoIterator<Item = CertificateDer<'static>>) -> Result<Self, NoTrust> {
        Ok(Self { tls: tls::connector(roots)?, patience: PATIENCE })
    }

    /// The same, with another time for the whole question than 10 seconds.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Asks `/healthz` at the origin of `public_url` with a fresh nonce; `proof_for` tells what this process answers to one.
    pub async fn prove(&self, public_url: &str, proof_for: impl Fn(&str) -> String) -> Verdict {
        let Some(place) = Place::of(public_url) else { return Verdict::NoAddress };
        let nonce = Uuid::new_v4().simple().to_string();
        let asked = self.ask(&place, &nonce).await.and_then(|answer| answer.is(&proof_for(&nonce)));
        let verdict = match asked {
            Ok(()) => Verdict::Reachable { url: public_url.trim().to_owned(), at: Utc::now() },
            Err(verdict) => verdict,
        };
        tracing::debug!(?verdict, "asked from outside");
        verdict
    }

    async fn ask(&self, place: &Place, nonce: &str) -> Result<Answer, Verdict> {
        let deadline = Instant::now() + self.patience;
        let found = timeout_at(deadline, look_up(place)).await;
        let addresses = found.map_err(|_| Verdict::NoInternet)?.map_err(|_| Verdict::NoInternet)?;
        let answered = async {
            let tcp = connect(addresses).await.map_err(|error| no_way(&error))?;
            let secure = self.tls.connect(place.server.clone(), tcp).await;
            get(secure.map_err(|error| tls::verdict(&error))?, place, nonce).await
        };
        timeout_at(deadline, answered).await.unwrap_or(Err(SILENCE))
    }
}

impl fmt::Debug for Prober {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prober").field("patience", &self.patience).finish_non_exhaustive()
    }
}

/// In a thread of its own: the system's lookup cannot be cut short, and a runtime that ends would wait for one of its own.
async fn look_up(place: &Place) -> io::Result<Vec<SocketAddr>> {
    let (tell, told) = oneshot::channel();
    let name = (place.host.clone(), place.port);
    thread::Builder::new().name("lookup".into()).spawn(move || {
        // Whoever asked may have lost patience.
        let _ = tell.send(name.to_socket_addrs().map(|found| found.take(ADDRESSES).collect()));
    })?;
    told.await.map_err(io::Error::other)?
}

/// To whichever of the addresses lets in first: where one leads nowhere, the others must not wait for it.
async fn connect(addresses: Vec<SocketAddr>) -> io::Result<TcpStream> {
    let mut attempts: JoinSet<_> = addresses.into_iter().map(TcpStream::connect).collect();
    let mut failure = io::Error::from(ErrorKind::NetworkUnreachable);
    while let Some(attempt) = attempts.join_next().await {
        match attempt.map_err(io::Error::other).flatten() {
            Ok(stream) => return Ok(stream),
            // That a part of the network is missing (often IPv6) says less than what was met on the other.
            Err(error) if leads_nowhere(&error) => {}
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

fn leads_nowhere(error: &io::Error) -> bool {
    use ErrorKind::{AddrNotAvailable, HostUnreachable, NetworkDown, NetworkUnreachable};
    matches!(error.kind(), AddrNotAvailable | HostUnreachable | NetworkDown | NetworkUnreachable)
}

fn no_way(error: &io::Error) -> Verdict {
    if leads_nowhere(error) { Verdict::NoInternet } else { SILENCE }
}

async fn get(stream: TlsStream<TcpStream>, place: &Place, nonce: &str) -> Result<Answer, Verdict> {
    let request = Request::get(format!("/healthz?nonce={nonce}"))
        .header(HOST, &place.authority)
        .header(USER_AGENT, "Stampdesk")
        .header(ACCEPT, "application/json")
        .body(Empty::<Bytes>::new())
        .map_err(|_| Verdict::NoAddress)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(not_http)?;
    // A set, because its end is the end of what runs in it.
    let mut connections = JoinSet::new();
    connections.spawn(connection);
    Answer::read(sender.send_request(request).await.map_err(not_http)?).await
}

fn not_http(error: hyper::Error) -> Verdict {
    if error.is_parse() { Verdict::OtherAnswers } else { SILENCE }
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

#[derive(Deserialize)]
struct Health {
    proof: String,
}

impl Answer {
    /// As much of it as counts.
    async fn read(response: Response<Incoming>) -> Result<Self, Verdict> {
        let (head, mut incoming) = response.into_parts();
        let mut body = Vec::new();
        while body.len() < ANSWER_BYTES
            && let Some(frame) = incoming.frame().await
        {
            body.extend(frame.map_err(not_http)?.into_data().unwrap_or_default());
        }
        body.truncate(ANSWER_BYTES);
        Ok(Self { status: head.status, headers: head.headers, body })
    }

    fn is(&self, proof: &str) -> Result<(), Verdict> {
        let health = serde_json::from_slice::<Health>(&self.body);
        if self.status == StatusCode::OK && health.is_ok_and(|health| health.proof == proof) {
            return Ok(());
        }
        // The listener answers this question with nothing but 200, so any 5xx is said on the way to it.
        let down = self.status.is_server_error() || self.is_of_ngrok();
        Err(if down {
            Verdict::TunnelDown { status: Some(self.status.as_u16()) }
        } else {
            Verdict::OtherAnswers
        })
    }

    /// ngrok's own pages say 404 when no tunnel is connected, which anybody may say; but they also name their error.
    fn is_of_ngrok(&self) -> bool {
        const NAME: &[u8] = b"ERR_NGROK_";
        self.headers.contains_key("ngrok-error-code")
            || self.body.windows(NAME.len()).any(|part| part == NAME)
    }
}
