//! How a request ended: exactly one outcome each, told to whoever keeps the record.

use crate::{Reason, Receipt};

/// Keeps the record of what came to the door.
pub trait Witness: Send + Sync + 'static {
    /// One request has ended. Called from the task that served it, so it must not block.
    fn saw(&self, seen: Seen);
}

/// What is told of one request. Nothing of it is the client's own words, and none of it grows with what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// How it ended.
    pub outcome: Outcome,
    /// Why, where it was not taken in.
    pub reason: Option<Reason>,
    /// The size of its body, in bytes: as it was read, else as its head announced it.
    pub bytes: u64,
    /// The first four bytes of the body's SHA-256, where it was read whole and then refused: enough to tell the same
    /// delivery coming again from many different ones.
    pub digest: Option<[u8; 4]>,
}

/// The ways a request can end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// New, and on disk.
    Stored,
    /// Known already.
    Repeat,
    /// Known, but with another body.
    Conflict,
    /// On disk, but what it says cannot be used.
    SetAside,
    /// The signature is missing, malformed or not that of this body: 401.
    BadSignature,
    /// No delivery in form: broken HTTP, another media type, a body that broke off.
    Malformed,
    /// A head or a body beyond the bounds.
    TooLarge,
    /// A head or a body that did not come in time.
    TooSlow,
    /// Turned away whatever it holds: another path or method, no secret set up, no room.
    Refused,
    /// Our own fault: it could not be stored, or not in time, or a request panicked. It will be sent again.
    Failed,
    /// Somebody asked whether the endpoint is up.
    Probed,
}

impl Outcome {
    /// Its name in figures: `stored`, `bad_signature`, …
    pub fn name(self) -> &'static str {
        match self {
            Self::Stored => "stored",
            Self::Repeat => "repeat",
            Self::Conflict => "conflict",
            Self::SetAside => "set_aside",
            Self::BadSignature => "bad_signature",
            Self::Malformed => "malformed",
            Self::TooLarge => "too_large",
            Self::TooSlow => "too_slow",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::Probed => "probed",
        }
    }
}

impl From<Receipt> for Outcome {
    fn from(receipt: Receipt) -> Self {
        match receipt {
            Receipt::Stored => Self::Stored,
            Receipt::Duplicate => Self::Repeat,
            Receipt::Conflict => Self::Conflict,
            Receipt::SetAside => Self::SetAside,
            Receipt::Unavailable => Self::Failed,
        }
    }
}
