//! A delivery whose sender takes its time: the desk has its head and half of its body, and waits for the rest.

use anyhow::{Context, Result, ensure};
use loyalite::{Secret, header, signature};
use reqwest::{StatusCode, Url};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::platform::{Delivery, SECRET};

/// A delivery in flight.
pub struct HalfSent {
    stream: TcpStream,
    rest: Vec<u8>,
}

impl HalfSent {
    /// Sends the first half of `delivery` to `url`, and returns once the desk has begun to read it.
    ///
    /// # Errors
    /// When the desk does not ask for the body.
    pub async fn begin(delivery: &Delivery, url: &str) -> Result<Self> {
        let url = Url::parse(url)?;
        let address = url.socket_addrs(|| None)?.into_iter().next().context("an address")?;
        let (first, rest) = delivery.body().split_at(delivery.body().len() / 2);
        let head = format!(
            "POST {} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n{}: {}\r\ncontent-length: {}\r\n\
             expect: 100-continue\r\nconnection: close\r\n\r\n",
            url.path(),
            header::SIGNATURE,
            signature::sign(&Secret::new(SECRET)?, delivery.body()),
            delivery.body().len(),
        );
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(head.as_bytes()).await?;
        let mut go_on = *b"HTTP/1.1 100 Continue\r\n\r\n";
        stream.read_exact(&mut go_on).await?;
        ensure!(go_on.starts_with(b"HTTP/1.1 100 "), "{}", String::from_utf8_lossy(&go_on));
        stream.write_all(first).await?;
        Ok(Self { stream, rest: rest.to_vec() })
    }

    /// Sends the rest, and hears the answer.
    ///
    /// # Errors
    /// When the connection breaks off before the answer.
    pub async fn finish(mut self) -> Result<StatusCode> {
        self.stream.write_all(&self.rest).await?;
        let mut answer = Vec::new();
        self.stream.read_to_end(&mut answer).await?;
        let status = answer.get("HTTP/1.1 ".len()..).and_then(|rest| rest.get(..3));
        Ok(StatusCode::from_bytes(status.context("no answer came")?)?)
    }
}
