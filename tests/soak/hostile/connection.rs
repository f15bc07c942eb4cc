//! Clients that speak something else, too much, or do not listen.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{BODY, Target, post, signature};
use crate::answer::{Answer, Heard};
use crate::wire::Wire;

/// Forged deliveries without waiting for answers; the last one tells.
pub async fn pipelined(to: Target) -> Heard {
    let one = post(&format!("{}content-length: {}\r\n", signature::header(), BODY.len())) + BODY;
    let mut wire = to.said(one.repeat(8)).await?;
    for _ in 1..8 {
        wire.hear().await?;
    }
    wire.hear().await
}

/// Bytes without a meaning.
pub async fn garbage(to: Target, number: usize) -> Heard {
    let mut wire = to.said(random_bytes(number)).await?;
    wire.hush().await?;
    wire.hear().await
}

/// A browser that was given `https://`.
pub async fn tls(to: Target) -> Heard {
    let hello = [[0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3].as_slice(), &random_bytes(7)].concat();
    to.ask(hello).await
}

/// Asks for as long as it may and never reads an answer.
pub async fn deaf(to: Target) -> Heard {
    let mut wire = Wire::open_narrow(to.address).await?;
    let questions = "GET /nowhere HTTP/1.1\r\nhost: shop.example\r\n\r\n".repeat(1_000);
    loop {
        if wire.say(&questions).await.is_err() {
            return Err(Answer::Reset);
        }
    }
}

/// Other bytes for each number, the same in every run.
pub fn random_bytes(number: usize) -> [u8; 512] {
    ChaCha8Rng::seed_from_u64(number as u64).random()
}
