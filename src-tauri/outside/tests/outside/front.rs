//! The public side: what a tunnel's far end does with a connection.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustls::ServerConfig;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufStream, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use crate::authority::NAME;

/// What it does once the connection is secure.
#[derive(Clone)]
pub enum Manner {
    /// Passes everything on, or says 502 where nobody is there.
    PassesOnTo(SocketAddr),
    /// Says this to whatever is asked, and closes.
    Says(String),
    /// Begins an answer of 200 that never ends.
    GoesOnAndOn,
    /// Listens and says nothing.
    KeepsSilent,
}

/// A running front; it ends with its value.
pub struct Front {
    address: SocketAddr,
    answered: Arc<AtomicUsize>,
    _serving: JoinSet<()>,
}

impl Front {
    pub async fn open(tls: Arc<ServerConfig>, manner: Manner) -> Self {
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = tcp.local_addr().unwrap();
        let answered = Arc::new(AtomicUsize::new(0));
        let mut serving = JoinSet::new();
        let secured = Arc::clone(&answered);
        serving.spawn(async move {
            let acceptor = TlsAcceptor::from(tls);
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = tcp.accept().await {
                let (acceptor, manner, secured) = (acceptor.clone(), manner.clone(), Arc::clone(&secured));
                connections.spawn(async move {
                    // Who does not like the certificate hangs up.
                    if let Ok(stream) = acceptor.accept(stream).await {
                        secured.fetch_add(1, Ordering::Relaxed);
                        manner.meet(stream).await;
                    }
                });
            }
        });
        Self { address, answered, _serving: serving }
    }

    /// As the platform knows it.
    pub fn url(&self) -> String {
        format!("https://{NAME}:{}", self.address.port())
    }

    /// How many secure connections were made.
    pub fn connections(&self) -> usize {
        self.answered.load(Ordering::Relaxed)
    }
}

impl Manner {
    async fn meet(self, mut stream: TlsStream<TcpStream>) {
        match self {
            Self::PassesOnTo(backend) => match TcpStream::connect(backend).await {
                // Either side may end it as it likes.
                Ok(mut backend) => drop(copy_bidirectional(&mut stream, &mut backend).await),
                Err(_) => say(stream, &page("502 Bad Gateway", "", &"<p>Bad gateway</p>".repeat(1000))).await,
            },
            Self::Says(answer) => say(stream, &answer).await,
            Self::GoesOnAndOn => {
                let mut written = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
                while written.is_ok() {
                    written = stream.write_all(&[b' '; 1024]).await;
                }
            }
            Self::KeepsSilent => drop(stream.read_to_end(&mut Vec::new()).await),
        }
    }
}

/// Says it when the head of a request has come.
async fn say(stream: TlsStream<TcpStream>, answer: &str) {
    let mut stream = BufStream::new(stream);
    let mut line = String::new();
    while stream.read_line(&mut line).await.is_ok_and(|read| read > 2) {
        line.clear();
    }
    // The other side may have heard enough.
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
}

/// An answer with this status, these header lines and this body.
pub fn page(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}
