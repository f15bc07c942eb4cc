//! A till at work while the window is open: a stamp at a time, each for a customer who comes for the first time, so that
//! its row is known by its code.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Result, ensure};
use chrono::Utc;
use serde_json::{Value, json};
use stories::{Delivery, SECRET, platform};
use uuid::Uuid;

/// What the till posts to, and how far it is.
pub struct Till {
    client: reqwest::Client,
    url: String,
    stamp: Value,
    code: u32,
}

/// A stamp that was stored.
pub struct Sale {
    /// Its customer's code.
    pub code: String,
    /// When the answer was there, since 1970.
    pub answered: Duration,
}

impl Till {
    /// One that posts to `url`.
    pub fn new(url: String) -> Result<Self> {
        let stamp = serde_json::from_slice(platform::examples()[1].body())?;
        Ok(Self { client: reqwest::Client::new(), url, stamp, code: 0 })
    }

    /// Posts the next customer's stamp.
    pub async fn sell(&mut self) -> Result<Sale> {
        // A step that visits every code once, far from the one before.
        self.code = (self.code + 618_033) % 1_000_000;
        self.stamp["id"] = json!(Uuid::new_v4());
        self.stamp["occurred_at"] = json!(Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string());
        self.stamp["data"]["customer_id"] = json!(Uuid::new_v4());
        self.stamp["data"]["customer_code"] = json!(self.code);
        let delivery = Delivery::new(self.stamp.to_string());
        let status = delivery.post_over(&self.client, &self.url, SECRET).await?;
        let answered = SystemTime::now().duration_since(UNIX_EPOCH)?;
        ensure!(status == 200, "a stamp was answered {status}");
        Ok(Sale { code: format!("{:06}", self.code), answered })
    }
}
