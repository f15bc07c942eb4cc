//! What is known of the tunnel, in words that every face can show.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The tunnel at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum TunnelState {
    /// Nothing runs, and nothing should.
    Off,
    /// The program is not on this PC; it is looked for again every few seconds.
    Missing {
        /// Its name.
        program: String,
        /// How to get it.
        how: String,
    },
    /// It runs and has not said its address yet.
    Starting {
        /// Its name.
        program: String,
    },
    /// It has an address. Whether that address leads here is not its word to give.
    Up {
        /// `https://host`, without a slash at its end.
        url: String,
        /// Its name; `None` when the owner sees to the address.
        program: Option<String>,
    },
    /// It did not come up, or it ended.
    Failed {
        /// Its name.
        program: String,
        /// Why.
        reason: TunnelFault,
        /// When it is started again; `None`: not before the owner changes something.
        again_at: Option<DateTime<Utc>>,
    },
}

/// Plain words for it.
impl fmt::Display for TunnelState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("No tunnel runs."),
            Self::Missing { program, how } => write!(f, "{program} is not on this PC. {how}"),
            Self::Starting { program } => write!(f, "{program} is starting."),
            Self::Up { url, program: Some(program) } => {
                write!(f, "{program} brings what is posted to {url}.")
            }
            Self::Up { url, program: None } => write!(f, "Your own address is {url}."),
            Self::Failed { program, reason, again_at: Some(_) } => {
                write!(f, "{program} failed and is started again: {reason}")
            }
            Self::Failed { program, reason, again_at: None } => write!(f, "{program} cannot run: {reason}"),
        }
    }
}

/// Why a tunnel failed. `words` are the program's own last ones, tokens redacted; they may be several lines, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum TunnelFault {
    /// It ended by itself.
    Ended {
        /// Its exit code; `None` when a signal ended it.
        code: Option<i32>,
        /// What it said.
        words: String,
    },
    /// It ran on without an address, and was ended.
    NoAddress {
        /// For how long.
        seconds: u32,
        /// What it said.
        words: String,
    },
    /// The system would not start it.
    NotStarted {
        /// What the system said.
        words: String,
    },
    /// This way needs a token, and there is none.
    NoToken,
    /// The owner's command line is empty, or a quotation mark in it is not closed.
    BadLine,
}

impl fmt::Display for TunnelFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::Ended { code: Some(code), words } => {
                write!(f, "it ended with exit code {code}")?;
                words
            }
            Self::Ended { code: None, words } => {
                f.write_str("it was ended by a signal")?;
                words
            }
            Self::NoAddress { seconds, words } => {
                write!(f, "it gave no public address within {seconds} s")?;
                words
            }
            Self::NotStarted { words } => {
                f.write_str("it could not be started")?;
                words
            }
            Self::NoToken => return f.write_str("its token is missing"),
            Self::BadLine => {
                return f.write_str("the command line is empty, or a quotation mark in it is not closed");
            }
        };
        if words.is_empty() { Ok(()) } else { write!(f, ": {words}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_crosses_to_the_faces_in_these_words() {
        let program = "ngrok".to_owned();
        let up = TunnelState::Up { url: "https://a.example".to_owned(), program: Some(program.clone()) };
        let reason = TunnelFault::Ended { code: Some(1), words: "ERR_NGROK_107".to_owned() };
        assert_eq!(reason.to_string(), "it ended with exit code 1: ERR_NGROK_107");
        let failed = TunnelState::Failed { program, reason, again_at: None };
        for (state, json) in [
            (TunnelState::Off, r#"{"state":"off"}"#),
            (up, r#"{"state":"up","url":"https://a.example","program":"ngrok"}"#),
            (
                failed,
                r#"{"state":"failed","program":"ngrok","reason":{"why":"ended","code":1,"words":"ERR_NGROK_107"},"again_at":null}"#,
            ),
        ] {
            assert_eq!(serde_json::to_string(&state).unwrap(), json, "window and terminal rely on it");
        }
    }
}
