//! HTTP/2 without TLS, by a client that keeps its one connection for all requests.

use std::net::SocketAddr;

use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper::body::Bytes;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use crate::answer::{Answer, Heard};

/// The client.
#[derive(Clone)]
pub struct Multiplex {
    client: Client<HttpConnector, Full<Bytes>>,
    url: String,
}

impl Multiplex {
    /// For deliveries to the listener at `address`.
    pub fn to(address: SocketAddr) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let client =
            Client::builder(TokioExecutor::new()).timer(TokioTimer::new()).http2_only(true).build(connector);
        Self { client, url: format!("http://{address}/webhooks/loyalite") }
    }

    /// Posts `body` with `headers`; the status, once the whole answer is read.
    pub async fn post(&self, headers: &[(&str, String)], body: impl Into<Bytes>) -> Heard {
        let mut request = Request::post(&self.url);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let request = request.body(Full::new(body.into())).map_err(|_| Answer::Gibberish)?;
        let answer = self.client.request(request).await.map_err(broken_off)?;
        let status = answer.status().as_u16();
        answer.into_body().collect().await.map_err(|_| Answer::Closed)?;
        Ok(status)
    }
}

fn broken_off(error: Error) -> Answer {
    if error.is_connect() { Answer::Unreachable } else { Answer::Closed }
}
