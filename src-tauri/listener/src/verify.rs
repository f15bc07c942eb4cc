//! Decides whether a body is the platform's: by one signature header, over the raw bytes, under any active secret.

use axum::http::{HeaderMap, HeaderValue};
use loyalite::{
    Secret, header,
    signature::{self, Rejected},
};

use crate::refusal::Refusal;

/// Passes when exactly one signature header stands for `body` under one of `secrets`. Without secrets nothing passes.
pub(crate) fn verify(headers: &HeaderMap, body: &[u8], secrets: &[Secret]) -> Result<(), Refusal> {
    if secrets.is_empty() {
        return Err(Refusal::NoSecret);
    }
    let signature = only_signature(headers)?.to_str().map_err(|_| Rejected::Malformed)?;
    for secret in secrets {
        match signature::verify(secret, body, signature) {
            Err(Rejected::Mismatch) => {}
            decided => return Ok(decided?),
        }
    }
    Err(Rejected::Mismatch.into())
}

/// Of two signatures one would have to be preferred, and a proxy in between might prefer the other.
fn only_signature(headers: &HeaderMap) -> Result<&HeaderValue, Refusal> {
    let mut signatures = headers.get_all(header::SIGNATURE).iter();
    match (signatures.next(), signatures.count()) {
        (Some(signature), 0) => Ok(signature),
        (None, _) => Err(Refusal::SignatureCount(0)),
        (Some(_), further) => Err(Refusal::SignatureCount(1 + further)),
    }
}
