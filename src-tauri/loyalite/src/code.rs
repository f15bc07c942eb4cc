//! The customer code: an int on the wire, six digits for people.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A 6-digit customer identifier. A label, not an identity: two organizations may both have 482193.
/// JSON loses leading zeros: `48219` is shown and typed as `048219`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CustomerCode(u32);

/// A typed code is exactly six digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a customer code has exactly 6 digits, for example 048219")]
pub struct MalformedCode;

impl CustomerCode {
    /// The code with this number, if six digits can say it.
    pub fn new(number: i64) -> Option<Self> {
        u32::try_from(number).ok().filter(|n| *n <= 999_999).map(Self)
    }

    /// The number as the platform sends it.
    pub fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Display for CustomerCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl FromStr for CustomerCode {
    type Err = MalformedCode;

    fn from_str(text: &str) -> Result<Self, MalformedCode> {
        let six_digits = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
        if six_digits { text.parse().map(Self).map_err(|_| MalformedCode) } else { Err(MalformedCode) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_zeros_come_back_for_people() {
        assert_eq!(CustomerCode::new(48219).unwrap().to_string(), "048219");
        assert_eq!("048219".parse(), Ok(CustomerCode(48219)));
    }

    #[test]
    fn only_six_digits_are_a_code() {
        for odd in ["", "48219", "4821930", "48219a", "+48219", " 48219", "٤٨٢١٩٣"] {
            assert_eq!(odd.parse::<CustomerCode>(), Err(MalformedCode), "{odd:?}");
        }
        assert_eq!(CustomerCode::new(1_000_000), None, "seven digits");
        assert_eq!(CustomerCode::new(-1), None);
    }
}
