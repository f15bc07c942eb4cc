//! A valid delivery, ready to be posted any number of times.

use std::sync::Arc;

use anyhow::Result;
use loyalite::{Secret, header, signature};
use simulator::Shop;
use stories::SECRET;
use uuid::Uuid;

/// One delivery, signed.
#[derive(Clone)]
pub struct Parcel {
    /// The delivery's own id.
    pub id: Uuid,
    /// Its raw body.
    pub body: Arc<[u8]>,
    /// The headers that the platform sends with it.
    pub headers: Arc<[(&'static str, String)]>,
}

/// `count` deliveries out of a made-up shop's life, the same every time.
pub fn history(count: usize) -> Result<Vec<Parcel>> {
    let secret = Secret::new(SECRET)?;
    let end = "2026-04-19T20:00:00Z".parse()?;
    let mut days = 30;
    let deliveries = loop {
        let deliveries = Shop::default().history(days, end);
        if deliveries.len() >= count {
            break deliveries;
        }
        days *= 2;
    };
    let parcels = deliveries.into_iter().take(count).map(|delivery| Parcel {
        id: delivery.id,
        headers: Arc::new([
            ("content-type", "application/json".to_owned()),
            (header::EVENT, delivery.event.to_owned()),
            (header::DELIVERY, delivery.id.to_string()),
            (header::SIGNATURE, signature::sign(&secret, &delivery.body)),
        ]),
        body: delivery.body.into(),
    });
    Ok(parcels.collect())
}

impl Parcel {
    /// Its head in HTTP/1.1, with `framing` saying how the body is to come.
    pub fn head(&self, framing: &str) -> String {
        let headers = self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
        format!("POST /webhooks/loyalite HTTP/1.1\r\nhost: shop.example\r\n{}{framing}\r\n\r\n", {
            headers.collect::<String>()
        })
    }

    /// Head and body in one piece, the plain way.
    pub fn whole(&self) -> Vec<u8> {
        let length = format!("content-length: {}", self.body.len());
        [self.head(&length).as_bytes(), &self.body].concat()
    }
}
