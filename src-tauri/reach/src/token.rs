//! The token of a tunnel account, in a type that neither prints it nor leaves it behind in memory.

use std::fmt;

use zeroize::Zeroizing;

/// A tunnel account's token. `Debug` is redacted, and the memory is wiped on drop.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Zeroizing<String>);

impl Token {
    /// Takes a token as it was pasted; white space around it is no part of it. `None` when nothing is left.
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = Zeroizing::new(text.into());
        let token = text.trim();
        if token.is_empty() { None } else { Some(Self(Zeroizing::new(token.to_owned()))) }
    }

    /// The token itself, for keeping it and for the program's environment. Never print it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// `line` without the token, nor the beginning of one at its end, where a long line was cut off.
    pub(crate) fn redact(&self, line: &str, cut: bool) -> String {
        let mut line = line.replace(self.expose(), REDACTED);
        if cut {
            let begun = self.0.char_indices().rev().map(|(at, _)| &self.0[..at]);
            if let Some(begun) = begun.filter(|begun| !begun.is_empty()).find(|begun| line.ends_with(begun)) {
                line.truncate(line.len() - begun.len());
                line.push_str(REDACTED);
            }
        }
        line
    }
}

/// What stands in a token's place.
const REDACTED: &str = "[token]";

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_never_shows_itself() {
        let token = Token::new(" eyJ-private \n").unwrap();
        assert_eq!(token.expose(), "eyJ-private", "white space comes from pasting");
        assert!(!format!("{token:?}").contains("private"), "Debug output ends up in logs");
        assert_eq!(token.redact("use eyJ-private, eyJ-private!", false), "use [token], [token]!");
        assert_eq!(
            token.redact("cut off at eyJ-pri", true),
            "cut off at [token]",
            "most of a token is too much"
        );
        assert!(Token::new(" \n").is_none(), "nothing is no token");
    }
}
