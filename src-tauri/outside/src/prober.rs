//! The question whether the public address leads to this PC, and what the answer to it says.

use std::fmt;
use std::time::Duration;

use chrono::Utc;
use http_body_util::{BodyExt, Empty, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{ACCEPT, HOST, HeaderMap};
use hyper::{Request, Response, StatusCode};
use rustls::pki_types::CertificateDer;
use serde::Deserialize;
use uuid::Uuid;

use crate::Verdict;
use crate::place::Place;
use crate::tls::NoTrust;
use crate::wire::{Wire, not_http};

/// As long as the platform waits for an answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// More of an answer is not read; ours has 90 bytes.
const ANSWER_BYTES: usize = 4 * 1024;

/// Asks the public address whether it leads here, and posts there as the platform does.
#[derive(Clone)]
pub struct Prober {
    wire: Wire,
}

impl Prober {
    /// Trusts what this PC trusts, and `roots` besides: none, unless in a test.
    ///
    /// # Errors
    /// [`NoTrust`] when the system does not tell whom it trusts.
    pub fn new(roots: impl IntoIterator<Item = CertificateDer<'static>>) -> Result<Self, NoTrust> {
        Ok(Self { wire: Wire::new(roots, PATIENCE)? })
    }

    /// The same, with another time for the whole question than 10 seconds.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { wire: self.wire.with_patience(patience) }
    }

    /// Asks `/healthz` at the origin of `public_url` with a fresh nonce; `proof_for` tells what this process answers to one.
    pub async fn prove(&self, public_url: &str, proof_for: impl Fn(&str) -> String) -> Verdict {
        let nonce = Uuid::new_v4().simple().to_string();
        let asked = self.ask(public_url, &nonce).await.and_then(|answer| answer.is(&proof_for(&nonce)));
        let verdict = match asked {
            Ok(()) => Verdict::Reachable { url: public_url.trim().to_owned(), at: Utc::now() },
            Err(verdict) => verdict,
        };
        tracing::debug!(?verdict, "asked from outside");
        verdict
    }

    async fn ask(&self, public_url: &str, nonce: &str) -> Result<Answer, Verdict> {
        let place = Place::of(public_url).filter(Place::is_secure).ok_or(Verdict::NoAddress)?;
        let request = Request::get(format!("/healthz?nonce={nonce}"))
            .header(HOST, &place.authority)
            .header(ACCEPT, "application/json")
            .body(Empty::<Bytes>::new())
            .map_err(|_| Verdict::NoAddress)?;
        self.wire.send(&place, request, Answer::read).await
    }

    /// Posts `body` with `headers` to `url`, https or http, like a delivery: the status that it was answered with.
    ///
    /// # Errors
    /// What was in the way, when nobody answered.
    pub async fn post(&self, url: &str, headers: &[(&str, String)], body: Vec<u8>) -> Result<u16, Verdict> {
        let place = Place::of(url).ok_or(Verdict::NoAddress)?;
        let request = Request::post(place.path.as_str()).header(HOST, &place.authority);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, value));
        let request = request.body(Full::new(Bytes::from(body))).map_err(|_| Verdict::NoAddress)?;
        self.wire.send(&place, request, async |answer| Ok(answer.status().as_u16())).await
    }
}

impl fmt::Debug for Prober {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prober").finish_non_exhaustive()
    }
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
