//! The signing secret of an endpoint, in a type that neither prints it nor leaves it behind in memory.

use std::fmt;

use zeroize::Zeroizing;

/// An endpoint's signing secret. `Debug` is redacted; the memory is wiped on drop.
#[derive(Clone, PartialEq, Eq)]
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
    fn nothing_is_no_secret() {
        for nothing in ["", " ", "\t\r\n"] {
            assert_eq!(Secret::new(nothing), Err(EmptySecret), "{nothing:?} would let anyone sign");
        }
    }
}
