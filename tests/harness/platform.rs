//! The platform's part: its six example events, signed and posted as it would.

use anyhow::Result;
use loyalite::{Secret, header, signature};
use reqwest::{Client, StatusCode};
use serde_json::Value;

/// The signing secret of every story.
pub const SECRET: &str = "whsec_of_the_stories";

/// One delivery: the raw body and what its headers repeat of it.
#[derive(Clone)]
pub struct Delivery {
    body: Vec<u8>,
}

impl Delivery {
    /// A delivery with this body.
    #[must_use]
    pub fn new(body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into() }
    }

    /// The raw body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Signs it with `secret` and posts it to `url`, as the platform does.
    ///
    /// # Errors
    /// When no answer came.
    pub async fn post_signed(&self, url: &str, secret: &str) -> Result<StatusCode> {
        self.post_over(&Client::new(), url, secret).await
    }

    /// The same over connections that are kept for the next one.
    ///
    /// # Errors
    /// When no answer came.
    pub async fn post_over(&self, client: &Client, url: &str, secret: &str) -> Result<StatusCode> {
        let told: Value = serde_json::from_slice(&self.body).unwrap_or_default();
        let text = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
        let request = client
            .post(url)
            .header("content-type", "application/json")
            .header(header::EVENT, text("event"))
            .header(header::DELIVERY, text("id"))
            .header(header::SIGNATURE, signature::sign(&Secret::new(secret)?, &self.body))
            .body(self.body.clone());
        Ok(request.send().await?.status())
    }

    /// Posts it with the stories' own secret.
    ///
    /// # Errors
    /// When no answer came.
    pub async fn post(&self, url: &str) -> Result<StatusCode> {
        self.post_signed(url, SECRET).await
    }
}

/// The six events of the platform's own reference, in the order in which they happened.
#[must_use]
pub fn examples() -> Vec<Delivery> {
    [
        include_str!("../../src-tauri/loyalite/fixtures/customer.enrolled.json"),
        include_str!("../../src-tauri/loyalite/fixtures/stamp.earned.json"),
        include_str!("../../src-tauri/loyalite/fixtures/points.earned.json"),
        include_str!("../../src-tauri/loyalite/fixtures/stamp.redeemed.json"),
        include_str!("../../src-tauri/loyalite/fixtures/points.spent.json"),
        include_str!("../../src-tauri/loyalite/fixtures/coupon.redeemed.json"),
    ]
    .map(Delivery::new)
    .to_vec()
}
