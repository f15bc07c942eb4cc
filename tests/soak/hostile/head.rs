//! Requests whose head is wrong, endless or slow.

use std::time::Duration;

use super::{Target, post};
use crate::answer::Heard;

/// Scanners: any path and method but the one.
pub async fn elsewhere(to: Target, number: usize) -> Heard {
    const LINES: [&str; 12] = [
        "GET /webhooks/loyalite",
        "PUT /webhooks/loyalite",
        "DELETE /webhooks/loyalite",
        "PROPFIND /webhooks/loyalite",
        "POST /",
        "POST /webhooks/loyalite/",
        "POST //webhooks/loyalite",
        "POST /%77ebhooks/loyalite",
        "POST /webhooks/LOYALITE",
        "GET /.env",
        "GET /../../etc/passwd",
        "OPTIONS *",
    ];
    let line = LINES[number % LINES.len()];
    to.ask(format!("{line} HTTP/1.1\r\nhost: shop.example\r\ncontent-length: 2\r\n\r\n{{}}")).await
}

/// What no parser should take for a request, and what two might read differently.
pub async fn broken(to: Target, number: usize) -> Heard {
    const HEADS: [&str; 10] = [
        "POST /webhooks/loyalite HTTP/9.9\r\nhost: a\r\n\r\n",
        "POST /webhooks/loyalite\r\n\r\n",
        "POST  /webhooks/loyalite  HTTP/1.1\r\nhost: a\r\n\r\n",
        "POST /webhooks/loyalite HTTP/1.1\r\nhost: a\r\ncontent-length: ten\r\n\r\n",
        "POST /webhooks/loyalite HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n",
        "POST /webhooks/loyalite HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}",
        "POST /webhooks/loyalite HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /webhooks/loyalite HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n\r\n",
        "POST /webhooks/loyalite HTTP/1.1\r\nhost: a\r\nx y: z\r\n\r\n",
        "POST /webhooks/loyalite HTTP/1.1\r\nhost: a\0b\r\n\r\n",
    ];
    let mut wire = to.said(HEADS[number % HEADS.len()]).await?;
    // What is broken may also look unfinished: there is no more of it.
    wire.hush().await?;
    wire.hear().await
}

/// A head that does not end where heads end.
pub async fn huge(to: Target) -> Heard {
    let mut wire = to.said("").await?;
    // It may be turned away before it is over; the answer counts.
    let _ = wire.say(post(&format!("x-padding: {}\r\n", "x".repeat(64 * 1024)))).await;
    wire.hear().await
}

/// A head that comes a byte a second.
pub async fn slow(to: Target) -> Heard {
    to.said("").await?.drip(post("").as_bytes(), Duration::from_secs(1)).await
}
