//! The proof that whoever asks has reached this very process: what they send, keyed with a key that nobody else has.

use std::{fmt, sync::Arc};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

type Proof = Hmac<Sha256>;

/// A key for [`Listener::start`](crate::Listener::start), random and used for nothing else. `Debug` is redacted, and the
/// memory is wiped when the last copy goes.
#[derive(Clone)]
pub struct ProbeKey(Arc<Zeroizing<[u8; 64]>>);

impl ProbeKey {
    /// A key like no other.
    pub fn random() -> Self {
        let mut key = Zeroizing::new([0; 64]);
        for part in key.chunks_exact_mut(16) {
            part.copy_from_slice(Uuid::new_v4().as_bytes());
        }
        Self(Arc::new(key))
    }

    /// What `GET /healthz?nonce=…` answers as `proof`: HMAC-SHA256 of the nonce's digits, in lower-case hex.
    pub fn proof(&self, nonce: &str) -> String {
        let key: &[u8; 64] = &self.0;
        let mut proof = Proof::new(key.into());
        proof.update(nonce.as_bytes());
        hex::encode(proof.finalize().into_bytes())
    }
}

impl fmt::Debug for ProbeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProbeKey(redacted)")
    }
}

/// The nonce of a query that is one and nothing else: `nonce=` and 16 to 64 hex digits.
pub(crate) fn nonce(query: Option<&str>) -> Option<&str> {
    let nonce = query?.strip_prefix("nonce=")?;
    let hex = nonce.bytes().all(|digit| digit.is_ascii_hexdigit());
    ((16..=64).contains(&nonce.len()) && hex).then_some(nonce)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proof_is_the_hmac_that_everybody_else_computes() {
        // RFC 4231, test case 2; HMAC fills a short key up with zeros, so a key of 64 bytes can stand for it.
        let mut key = [0; 64];
        key[..4].copy_from_slice(b"Jefe");
        let proof = ProbeKey(Arc::new(Zeroizing::new(key))).proof("what do ya want for nothing?");
        assert_eq!(proof, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn every_key_is_another_and_none_shows_itself() {
        let (key, other) = (ProbeKey::random(), ProbeKey::random());
        assert_ne!(key.proof("00"), other.proof("00"), "or one process could answer for another");
        assert_eq!(key.proof("00"), key.clone().proof("00"), "a copy proves the same");
        assert_eq!(format!("{key:?}"), "ProbeKey(redacted)", "Debug output ends up in logs");
    }

    #[test]
    fn only_hex_digits_are_a_nonce() {
        let right = "0123456789abcdefABCDEF";
        assert_eq!(nonce(Some(&format!("nonce={right}"))), Some(right));
        for wrong in [
            "",
            "nonce",
            "nonce=",
            "nonce=0123456789abcde",
            "nonce=0123456789abcdeg",
            "nonce=0123456789abcdef&",
            "nonce=0123456789abcdef%20",
            "a=1&nonce=0123456789abcdef",
            "Nonce=0123456789abcdef",
        ] {
            assert_eq!(nonce(Some(wrong)), None, "{wrong:?}");
        }
        assert_eq!(nonce(Some(&format!("nonce={}", "0".repeat(65)))), None, "65 digits are too many");
    }
}
