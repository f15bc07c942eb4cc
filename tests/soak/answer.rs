//! What a client hears in the end: a status, or how the connection ended instead.

use std::fmt;
use std::io::{self, ErrorKind};
use std::time::Duration;

use tokio::time::timeout;

/// As long as the platform waits for an answer.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// How one request ended for its sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// An answer with this status.
    Status(u16),
    /// Something that is no HTTP.
    Gibberish,
    /// The listener closed the connection without a word.
    Closed,
    /// The listener reset the connection.
    Reset,
    /// No connection came to be.
    Unreachable,
    /// Nothing until the patience was over.
    Silence,
    /// The client itself left without waiting.
    Left,
}

/// A status, or why there was none.
pub type Heard<T = u16> = Result<T, Answer>;

/// What is heard within the platform's patience.
pub async fn in_time(request: impl Future<Output = Heard>) -> Answer {
    match timeout(PATIENCE, request).await {
        Ok(Ok(status)) => Answer::Status(status),
        Ok(Err(instead)) => instead,
        Err(_) => Answer::Silence,
    }
}

impl From<io::Error> for Answer {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::UnexpectedEof => Self::Closed,
            ErrorKind::InvalidData => Self::Gibberish,
            _ => Self::Reset,
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Status(status) => return write!(f, "{status}"),
            Self::Gibberish => "no HTTP",
            Self::Closed => "closed",
            Self::Reset => "reset",
            Self::Unreachable => "no connection",
            Self::Silence => "silence",
            Self::Left => "left first",
        })
    }
}
