//! Decides whether a body is the platform's: by one signature header, over the raw bytes, under any active secret.

use axum::http::{HeaderMap, HeaderValue};
use loyalite::{
    Secret, header,
    signature::{self, Rejected},
};

use crate::Reason;

/// The secret of `secrets` that exactly one signature header stands for `body` under. Every secret is tried, so that the
/// time it takes does not tell which of them fits. Without secrets nothing passes.
pub(crate) fn verify<'a>(
    headers: &HeaderMap,
    body: &[u8],
    secrets: &'a [Secret],
) -> Result<&'a Secret, Reason> {
    if secrets.is_empty() {
        return Err(Reason::NoSecret);
    }
    let signature = only_signature(headers)?.to_str().map_err(|_| Rejected::Malformed)?;
    let mut fitting = Err(Rejected::Mismatch);
    for secret in secrets {
        match signature::verify(secret, body, signature) {
            Ok(()) => fitting = fitting.or(Ok(secret)),
            Err(Rejected::Mismatch) => {}
            Err(Rejected::Malformed) => return Err(Reason::SignatureMalformed),
        }
    }
    Ok(fitting?)
}

/// Of two signatures one would have to be preferred, and a proxy in between might prefer the other.
fn only_signature(headers: &HeaderMap) -> Result<&HeaderValue, Reason> {
    let mut signatures = headers.get_all(header::SIGNATURE).iter();
    match (signatures.next(), signatures.next()) {
        (Some(signature), None) => Ok(signature),
        (None, _) => Err(Reason::SignatureMissing),
        (Some(_), Some(_)) => Err(Reason::SignatureRepeated),
    }
}
