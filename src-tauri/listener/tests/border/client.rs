//! A client that can misbehave: it writes what it is told, when it is told.

use std::{io, net::SocketAddr, time::Duration};

use listener::PATH;
use loyalite::{Secret, header, signature};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufStream};
use tokio::net::TcpStream;

/// What the platform signs with, unless a test says otherwise.
pub const SECRET: &str = "whsec_kahveci_mehmet";

/// A request that is still to be bent out of shape.
pub struct Request {
    line: String,
    headers: Vec<(&'static str, Vec<u8>)>,
    body: Vec<u8>,
}

impl Request {
    /// `body` as the platform posts it, signed with [`SECRET`].
    pub fn delivery(body: &str) -> Self {
        let signature = signature::sign(&Secret::new(SECRET).unwrap(), body.as_bytes());
        let headers = vec![
            ("host", "127.0.0.1".into()),
            ("content-type", "application/json".into()),
            ("content-length", body.len().to_string().into()),
            (header::SIGNATURE, signature.into()),
        ];
        Self { line: format!("POST {PATH} HTTP/1.1"), headers, body: body.into() }
    }

    /// A request without a body.
    pub fn bare(method: &str, path: &str) -> Self {
        Self {
            line: format!("{method} {path} HTTP/1.1"),
            headers: vec![("host", "127.0.0.1".into())],
            body: vec![],
        }
    }

    pub fn to(self, path: &str) -> Self {
        self.line(format!("POST {path} HTTP/1.1"))
    }

    /// Another request line.
    pub fn line(mut self, line: impl Into<String>) -> Self {
        self.line = line.into();
        self
    }

    /// One more header, even when there is one of that name.
    pub fn with(mut self, name: &'static str, value: impl Into<Vec<u8>>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self
    }

    pub fn signature(self, value: impl Into<Vec<u8>>) -> Self {
        self.without(header::SIGNATURE).with(header::SIGNATURE, value)
    }

    /// Another body of the same length under the same signature.
    pub fn body(mut self, body: &str) -> Self {
        assert_eq!(body.len(), self.body.len(), "else the request is malformed, not tampered with");
        self.body = body.into();
        self
    }

    /// The body as it stands on the wire, where that is not the body itself.
    pub fn framed(mut self, encoding: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.without("content-length").with("transfer-encoding", encoding)
    }

    pub fn head(&self) -> Vec<u8> {
        let mut head = self.line.clone().into_bytes();
        for (name, value) in &self.headers {
            head.extend([b"\r\n", name.as_bytes(), b": ", value].concat());
        }
        head.extend(b"\r\n\r\n");
        head
    }

    pub fn bytes(&self) -> Vec<u8> {
        [self.head(), self.body.clone()].concat()
    }
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub body: String,
    headers: Vec<(String, String)>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Status and body in one, as most stories ask for both.
    pub fn told(&self) -> (u16, &str) {
        (self.status, &self.body)
    }

    /// Every header but the date, which is nobody's doing.
    pub fn constant_headers(&self) -> Vec<&(String, String)> {
        self.headers.iter().filter(|(name, _)| name != "date").collect()
    }
}

/// One connection of HTTP/1.
pub struct Client(BufStream<TcpStream>);

impl Client {
    pub async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self(BufStream::new(stream))
    }

    pub async fn send(&mut self, bytes: &[u8]) {
        self.try_send(bytes).await.unwrap();
    }

    /// Sends to a side that may have closed.
    pub async fn try_send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes).await?;
        self.0.flush().await
    }

    /// Reads one reply to its end; the connection may live on.
    pub async fn reply(&mut self) -> Reply {
        let mut reply = self.head().await;
        let length = reply.header("content-length").map_or(0, |length| length.parse().unwrap());
        let mut body = vec![0; length];
        soon(self.0.read_exact(&mut body)).await.unwrap();
        reply.body = String::from_utf8(body).unwrap();
        reply
    }

    /// Reads a reply's head alone.
    pub async fn head(&mut self) -> Reply {
        self.head_if_any().await.expect("the other side closed without an answer")
    }

    /// The same; nothing when the other side closes instead of answering.
    pub async fn head_if_any(&mut self) -> Option<Reply> {
        let line = self.line().await?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
        let mut headers = Vec::new();
        while let Some((name, value)) = self.line().await?.split_once(": ") {
            headers.push((name.to_lowercase(), value.to_string()));
        }
        Some(Reply { status: status.expect(&line), body: String::new(), headers })
    }

    /// Tells the other side that nothing more will come, as a client does that hangs up.
    pub async fn hang_up(&mut self) {
        self.0.shutdown().await.unwrap();
    }

    /// Goes without a word, as a client does whose cable is pulled: the other side meets a reset.
    pub fn reset(self) {
        self.0.get_ref().set_zero_linger().unwrap();
    }

    /// Whether the other side has said something by now, or has closed.
    pub async fn has_been_told(&mut self) -> bool {
        tokio::select! {
            biased;
            _ = self.0.fill_buf() => true,
            () = tokio::task::yield_now() => false,
        }
    }

    /// Waits until the other side has closed, whatever it says before.
    pub async fn is_closed(&mut self) {
        // A reset is an end as well.
        let _ = soon(self.0.read_to_end(&mut Vec::new())).await;
    }

    /// Waits until the other side has closed; true when it said nothing more before.
    pub async fn is_closed_silently(&mut self) -> bool {
        self.rest().await.is_empty()
    }

    /// All that still comes until the other side closes.
    pub async fn rest(&mut self) -> String {
        let mut rest = Vec::new();
        // A reset is an end as well.
        let _ = soon(self.0.read_to_end(&mut rest)).await;
        String::from_utf8(rest).unwrap()
    }

    /// Nothing when the other side has closed, or reset the connection.
    async fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = soon(self.0.read_line(&mut line)).await.unwrap_or_default();
        (read > 0).then(|| line.trim_end().to_string())
    }
}

/// Turns a hang into a failure. No story depends on how long it is.
pub async fn soon<T>(event: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(30), event).await.expect("what was awaited never happened")
}
