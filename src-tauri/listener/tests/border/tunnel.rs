//! A client of HTTP/2 in clear text, as a tunnel on the same machine is; and its frames by hand, for what no client sends.

use std::net::SocketAddr;

use axum::http;
use h2::client::{ResponseFuture, SendRequest};
use h2::{SendStream, client};
use listener::{Bytes, PATH};
use loyalite::{Secret, header, signature};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

use crate::client::{SECRET, soon};

/// What a client of HTTP/2 begins with.
pub const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// One connection.
#[derive(Debug)]
pub struct Tunnel {
    requests: SendRequest<Bytes>,
    connection: JoinHandle<Result<(), h2::Error>>,
}

impl Tunnel {
    pub async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        let (requests, connection) = soon(client::handshake(stream)).await.unwrap();
        Self { requests, connection: tokio::spawn(connection) }
    }

    /// One that lets no byte of any answer's body come.
    pub async fn that_takes_nothing(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        let handshake = client::Builder::new().initial_window_size(0).handshake(stream);
        let (requests, connection) = soon(handshake).await.unwrap();
        Self { requests, connection: tokio::spawn(connection) }
    }

    /// Begins a request; its answer, and the stream for its body.
    pub async fn begin(&mut self, request: http::Request<()>) -> (ResponseFuture, SendStream<Bytes>) {
        let mut ready = soon(self.requests.clone().ready()).await.unwrap();
        ready.send_request(request, false).unwrap()
    }

    /// Sends `body` as the platform signs it.
    pub async fn deliver(&mut self, body: &str) -> ResponseFuture {
        self.try_to_deliver(body).await.unwrap()
    }

    /// The same on a connection that may have ended.
    pub async fn try_to_deliver(&mut self, body: &str) -> Result<ResponseFuture, h2::Error> {
        let mut ready = soon(self.requests.clone().ready()).await?;
        let (answer, mut stream) = ready.send_request(head(&signed(body)).body(()).unwrap(), false)?;
        stream.send_data(Bytes::from(body.to_owned()), true)?;
        Ok(answer)
    }

    /// How many streams the other side allows at a time, once it has said so.
    pub fn streams(&self) -> usize {
        self.requests.current_max_send_streams()
    }

    /// Waits until the connection ends, while this side would gladly go on.
    pub async fn closed(self) -> Result<(), h2::Error> {
        let ended = soon(self.connection).await.unwrap();
        drop(self.requests);
        ended
    }
}

/// The head of a delivery under `signature`.
pub fn head(signature: &str) -> http::request::Builder {
    http::Request::post(format!("http://shop.example{PATH}"))
        .header("content-type", "application/json")
        .header(header::SIGNATURE, signature)
}

pub fn signed(body: &str) -> String {
    signature::sign(&Secret::new(SECRET).unwrap(), body.as_bytes())
}

/// Status and body of an answer.
pub async fn told(answer: ResponseFuture) -> (u16, String) {
    told_if_any(answer).await.unwrap()
}

/// The same, where the connection may end instead.
pub async fn told_if_any(answer: ResponseFuture) -> Result<(u16, String), h2::Error> {
    let answer = soon(answer).await?;
    let status = answer.status().as_u16();
    let mut body = answer.into_body();
    let mut text = Vec::new();
    while let Some(data) = soon(body.data()).await {
        text.extend(data?);
    }
    Ok((status, String::from_utf8(text).unwrap()))
}

/// One frame, by hand.
pub fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

pub const SETTINGS: u8 = 4;
pub const HEADERS: u8 = 1;
pub const RESET: u8 = 3;
pub const PING: u8 = 6;
/// Of a HEADERS frame: the whole head, and that the request ends with it, or does not.
pub const WHOLE_REQUEST: u8 = 5;
pub const WHOLE_HEAD: u8 = 4;

/// `POST path` of JSON in HPACK, without tables and codes.
pub fn post(path: &str) -> Vec<u8> {
    let json = b"application/json";
    let literal = |value: &[u8]| [&[u8::try_from(value.len()).unwrap()], value].concat();
    [&[0x83, 0x86, 0x04][..], &literal(path.as_bytes()), &[0x0f, 0x10], &literal(json)].concat()
}
