//! How the listener's closed sets are written in the record and in TypeScript: the listener itself writes nothing. The
//! compiler holds them to the listener's own.

use serde::{Deserialize, Serialize};

/// The ways a request can end.
#[derive(Serialize, Deserialize)]
#[serde(remote = "listener::Outcome", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Outcome {
    Stored,
    Repeat,
    Conflict,
    SetAside,
    BadSignature,
    Malformed,
    TooLarge,
    TooSlow,
    Refused,
    Failed,
    Probed,
}

/// Why a request was not taken in.
#[derive(Serialize, Deserialize)]
#[serde(remote = "listener::Reason", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Reason {
    Path,
    Method,
    MediaType,
    ContentEncoding,
    NotHttp,
    HeadTooLarge,
    HeadTooSlow,
    BodyTooLarge,
    BodyTooSlow,
    BodyBroken,
    SignatureMissing,
    SignatureRepeated,
    SignatureMalformed,
    SignatureMismatch,
    NoSecret,
    NoRoom,
    Unavailable,
    Overdue,
    Panic,
}
