//! One POST as the platform makes it.

use std::time::Duration;

use loyalite::{Secret, header, signature};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Url, redirect};

use super::PlayError;
use crate::Delivery;

/// The platform waits this long for an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How one attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attempt {
    /// The receiver answered with this status.
    Answered(u16),
    /// Refused, broken off or silent for too long.
    Unreachable,
}

impl Attempt {
    pub fn accepted(self) -> bool {
        matches!(self, Self::Answered(200..=299))
    }
}

/// Signs and posts to one endpoint.
pub(super) struct Poster {
    client: Client,
    url: Url,
    secret: Secret,
}

impl Poster {
    /// A redirect counts as an answer like any other, and no proxy stands between: the address is meant as given.
    pub fn new(url: &str, secret: Secret) -> Result<Self, PlayError> {
        let url = Url::parse(url)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"))
            .ok_or_else(|| PlayError::Address(url.into()))?;
        let client = Client::builder()
            .timeout(PATIENCE)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(PlayError::Client)?;
        Ok(Self { client, url, secret })
    }

    pub async fn post(&self, delivery: &Delivery) -> Attempt {
        let request = self
            .client
            .post(self.url.clone())
            .header(CONTENT_TYPE, "application/json")
            .header(header::SIGNATURE, signature::sign(&self.secret, &delivery.body))
            .header(header::EVENT, delivery.event)
            .header(header::DELIVERY, delivery.id.to_string())
            .body(delivery.body.clone());
        match request.send().await {
            Ok(response) => {
                let status = response.status().as_u16();
                // Read to the end, so that the connection can carry the next delivery.
                match response.bytes().await {
                    Ok(_) => Attempt::Answered(status),
                    Err(_) => Attempt::Unreachable,
                }
            }
            Err(_) => Attempt::Unreachable,
        }
    }
}
