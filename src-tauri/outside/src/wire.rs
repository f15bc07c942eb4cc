//! The way of one request, step by step, so that what fails is known by the step that it fails in.

use std::io::{self, ErrorKind};
use std::net::{SocketAddr, ToSocketAddrs};
use std::thread;
use std::time::Duration;

use hyper::body::{Body, Incoming};
use hyper::client::conn::http1;
use hyper::header::{HeaderValue, USER_AGENT};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use rustls::pki_types::CertificateDer;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};
use tokio_rustls::TlsConnector;

use crate::Verdict;
use crate::place::Place;
use crate::tls::{self, NoTrust};

/// A name that has more addresses is not asked at all of them.
const ADDRESSES: usize = 8;
/// Nothing answers, or not in time.
const SILENCE: Verdict = Verdict::TunnelDown { status: None };

/// Sends requests, each over a connection of its own.
#[derive(Clone)]
pub(crate) struct Wire {
    tls: TlsConnector,
    patience: Duration,
}

impl Wire {
    pub(crate) fn new(
        roots: impl IntoIterator<Item = CertificateDer<'static>>,
        patience: Duration,
    ) -> Result<Self, NoTrust> {
        Ok(Self { tls: tls::connector(roots)?, patience })
    }

    pub(crate) fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Sends `request` to `place`, and reads of the answer what `read` does, all within the patience.
    pub(crate) async fn send<B, T>(
        &self,
        place: &Place,
        mut request: Request<B>,
        read: impl AsyncFnOnce(Response<Incoming>) -> Result<T, Verdict>,
    ) -> Result<T, Verdict>
    where
        B: Body<Data: Send, Error: std::error::Error + Send + Sync> + Send + 'static,
    {
        request.headers_mut().insert(USER_AGENT, HeaderValue::from_static("Stampdesk"));
        let deadline = Instant::now() + self.patience;
        let found = timeout_at(deadline, look_up(place)).await;
        let addresses = found.map_err(|_| Verdict::NoInternet)?.map_err(|_| Verdict::NoInternet)?;
        let answered = async {
            let tcp = connect(addresses).await.map_err(|error| no_way(&error))?;
            match &place.server {
                None => talk(tcp, request, read).await,
                Some(server) => {
                    let secure = self.tls.connect(server.clone(), tcp).await;
                    talk(secure.map_err(|error| tls::verdict(&error))?, request, read).await
                }
            }
        };
        timeout_at(deadline, answered).await.unwrap_or(Err(SILENCE))
    }
}

async fn talk<S, B, T>(
    stream: S,
    request: Request<B>,
    read: impl AsyncFnOnce(Response<Incoming>) -> Result<T, Verdict>,
) -> Result<T, Verdict>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    B: Body<Data: Send, Error: std::error::Error + Send + Sync> + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(not_http)?;
    // A set, because its end is the end of what runs in it.
    let mut connections = JoinSet::new();
    connections.spawn(connection);
    read(sender.send_request(request).await.map_err(not_http)?).await
}

/// What it says that no answer could be read.
pub(crate) fn not_http(error: hyper::Error) -> Verdict {
    if error.is_parse() { Verdict::OtherAnswers } else { SILENCE }
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
