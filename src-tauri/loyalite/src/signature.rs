//! HMAC-SHA256 over the raw request body, in the GitHub convention: `sha256=<64 hex digits>`.
//! There is no signed timestamp, so a replay can only be recognised by the envelope's `id`.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::Secret;

const SCHEME: &str = "sha256=";

/// Why a signature was not accepted. Says nothing about the value that would have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// The header is not exactly one `sha256=` followed by 64 hex digits.
    #[error("the signature header is malformed")]
    Malformed,
    /// Well formed, but not this body under this secret.
    #[error("the signature does not match")]
    Mismatch,
}

/// The header value that the platform sends with `body`: `sha256=` and 64 lower-case hex digits.
pub fn sign(secret: &Secret, body: &[u8]) -> String {
    format!("{SCHEME}{}", hex::encode(mac(secret, body).finalize().into_bytes()))
}

/// Checks `header` against `body`, comparing in constant time. Hex digits may be in either case.
///
/// # Errors
/// [`Rejected::Malformed`] when the header is no signature, [`Rejected::Mismatch`] when it is another one.
pub fn verify(secret: &Secret, body: &[u8], header: &str) -> Result<(), Rejected> {
    let digits = header.strip_prefix(SCHEME).ok_or(Rejected::Malformed)?;
    let mut told = [0u8; 32];
    hex::decode_to_slice(digits, &mut told).map_err(|_| Rejected::Malformed)?;
    mac(secret, body).verify_slice(&told).map_err(|_| Rejected::Mismatch)
}

fn mac(secret: &Secret, body: &[u8]) -> Hmac<Sha256> {
    // HMAC takes a key of any length, so this cannot fail.
    #[allow(clippy::expect_used)]
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()).expect("any key length is valid");
    mac.update(body);
    mac
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GITHUB: &str = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    fn secret(text: &str) -> Secret {
        Secret::new(text).unwrap()
    }

    #[test]
    fn githubs_published_vector_holds() {
        let key = secret("It's a Secret to Everybody");
        assert_eq!(sign(&key, b"Hello, World!"), format!("sha256={GITHUB}"));
        assert_eq!(verify(&key, b"Hello, World!", &format!("sha256={}", GITHUB.to_uppercase())), Ok(()));
    }

    #[test]
    fn only_one_well_formed_value_is_a_signature() {
        let key = secret("It's a Secret to Everybody");
        let odd = [
            String::new(),
            GITHUB.to_string(),
            format!("sha1={GITHUB}"),
            format!("SHA256={GITHUB}"),
            format!(" sha256={GITHUB}"),
            format!("sha256={GITHUB},sha256={GITHUB}"),
            format!("sha256={}", &GITHUB[1..]),
            format!("sha256={GITHUB}00"),
            format!("sha256={}ı", &GITHUB[2..]),
            "sha256=".into(),
        ];
        for header in odd {
            assert_eq!(verify(&key, b"Hello, World!", &header), Err(Rejected::Malformed), "{header}");
        }
    }

    proptest! {
        #[test]
        fn what_is_signed_verifies_and_nothing_else_does(
            key in "[!-~]{1,80}", other in "[!-~]{1,80}", body: Vec<u8>, at: prop::sample::Index,
        ) {
            let header = sign(&secret(&key), &body);
            prop_assert_eq!(verify(&secret(&key), &body, &header), Ok(()));
            if key != other {
                prop_assert_eq!(verify(&secret(&other), &body, &header), Err(Rejected::Mismatch));
            }
            if !body.is_empty() {
                let mut tampered = body.clone();
                tampered[at.index(body.len())] ^= 1;
                prop_assert_eq!(verify(&secret(&key), &tampered, &header), Err(Rejected::Mismatch));
            }
        }
    }
}
