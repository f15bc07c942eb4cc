//! Requests whose body is too large, slow, packed or broken off.

use std::time::Duration;

use super::{BODY, Target, begun, post, signature};
use crate::answer::Heard;

/// A packed body: what was signed would have to be guessed.
pub async fn gzip(to: Target) -> Heard {
    let packed = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    let head = post(&format!(
        "{}content-encoding: gzip\r\ncontent-length: {}\r\n",
        signature::header(),
        packed.len()
    ));
    to.ask([head.as_bytes(), &packed].concat()).await
}

/// Ten megabytes, and it says so.
pub async fn announced(to: Target) -> Heard {
    to.ask(begun(10 << 20)).await
}

/// A megabyte in chunks, which say nothing of the whole.
pub async fn hidden(to: Target) -> Heard {
    let mut wire = to.said(post(&format!("{}transfer-encoding: chunked\r\n", signature::header()))).await?;
    let chunk = format!("4000\r\n{}\r\n", "x".repeat(0x4000));
    for _ in 0..64 {
        // It may be turned away before it is over; the answer counts.
        if wire.say(&chunk).await.is_err() {
            break;
        }
    }
    wire.hear().await
}

/// A body that comes a byte a second.
pub async fn slow(to: Target) -> Heard {
    to.said(begun(BODY.len())).await?.drip(&BODY.as_bytes()[40..], Duration::from_secs(1)).await
}

/// Half a body, and the connection is reset: at once, or when the half has been read.
pub async fn reset(to: Target, number: usize) -> Heard {
    let wire = to.said(begun(BODY.len())).await?;
    if number.is_multiple_of(2) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Err(wire.reset())
}

/// Half a body, and nothing more to say.
pub async fn half_closed(to: Target) -> Heard {
    let mut wire = to.said(begun(BODY.len())).await?;
    wire.hush().await?;
    wire.hear().await
}
