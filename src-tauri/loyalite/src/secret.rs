//! The signing secret of an endpoint, in a type that neither prints it nor leaves it behind in memory.

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// An endpoint's signing secret. `Debug` is redacted, the memory is wiped on drop, and comparing takes as long for a
/// near miss as for any other of its length.
#[derive(Clone, Eq)]
pub struct Secret(Zeroizing<String>);

/// A secret that is empty or white space only would let anyone sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signing secret is empty")]
pub struct EmptySecret;

impl Secret {
    /// Takes the secret exactly as the merchant app showed it; nothing is trimmed.
    ///
    /// # Errors
    /// [`EmptySecret`] when nothing but white space is given.
    pub fn new(text: impl Into<String>) -> Result<Self, EmptySecret> {
        let text = Zeroizing::new(text.into());
        if text.trim().is_empty() { Err(EmptySecret) } else { Ok(Self(text)) }
    }

    /// The secret itself, for the HMAC and for keeping it. Never print it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_never_shows_itself() {
        let secret = Secret::new("whsec_very_private").unwrap();
        assert!(!format!("{secret:?}").contains("private"), "Debug output ends up in logs");
    }

    #[test]
    fn secrets_are_the_same_byte_for_byte() {
        let secret = Secret::new("whsec_a").unwrap();
        assert_eq!(secret, Secret::new("whsec_a").unwrap());
        for other in ["whsec_b", "whsec_", "whsec_a ", "WHSEC_A"] {
            assert_ne!(secret, Secret::new(other).unwrap(), "{other:?} signs differently");
        }
    }

    #[test]
    fn nothing_is_no_secret() {
        for nothing in ["", " ", "\t\r\n"] {
            assert_eq!(Secret::new(nothing), Err(EmptySecret), "{nothing:?} would let anyone sign");
        }
    }
}
