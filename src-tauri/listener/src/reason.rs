//! Why a request was not taken in. For our own records: the client hears no more than
//! [`Answer`](crate::answer::Answer) says.

use loyalite::signature::Rejected;

use crate::Outcome;

/// Why a request was not taken in: a closed set. The client hears no more of it than its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Reason {
    /// 404.
    #[error("no such path")]
    Path,
    /// 405.
    #[error("no such method on this path")]
    Method,
    /// 415.
    #[error("the content type is not application/json")]
    MediaType,
    /// 415.
    #[error("the body is compressed or otherwise encoded")]
    ContentEncoding,
    /// 400, where anything can be answered at all.
    #[error("the request is not HTTP")]
    NotHttp,
    /// 431.
    #[error("the head is too large")]
    HeadTooLarge,
    /// The connection was closed.
    #[error("the head did not arrive in time")]
    HeadTooSlow,
    /// 413.
    #[error("the body is too large")]
    BodyTooLarge,
    /// 408.
    #[error("the body did not arrive in time")]
    BodyTooSlow,
    /// 400, or the client had left already.
    #[error("the body broke off")]
    BodyBroken,
    /// 401.
    #[error("there is no signature")]
    SignatureMissing,
    /// 401.
    #[error("there is more than one signature")]
    SignatureRepeated,
    /// 401.
    #[error("the signature header is malformed")]
    SignatureMalformed,
    /// 401.
    #[error("the signature does not match")]
    SignatureMismatch,
    /// 503.
    #[error("no signing secret is set up")]
    NoSecret,
    /// 503.
    #[error("too many others were waiting")]
    NoRoom,
    /// 503.
    #[error("it could not be stored")]
    Unavailable,
    /// 503.
    #[error("it was not stored in time; its storing goes on")]
    Overdue,
    /// 500.
    #[error("the request panicked")]
    Panic,
}

impl Reason {
    /// Its name in records: `signature_mismatch`, …
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Method => "method",
            Self::MediaType => "media_type",
            Self::ContentEncoding => "content_encoding",
            Self::NotHttp => "not_http",
            Self::HeadTooLarge => "head_too_large",
            Self::HeadTooSlow => "head_too_slow",
            Self::BodyTooLarge => "body_too_large",
            Self::BodyTooSlow => "body_too_slow",
            Self::BodyBroken => "body_broken",
            Self::SignatureMissing => "signature_missing",
            Self::SignatureRepeated => "signature_repeated",
            Self::SignatureMalformed => "signature_malformed",
            Self::SignatureMismatch => "signature_mismatch",
            Self::NoSecret => "no_secret",
            Self::NoRoom => "no_room",
            Self::Unavailable => "unavailable",
            Self::Overdue => "overdue",
            Self::Panic => "panic",
        }
    }

    /// The outcome that a request with this reason is counted under.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::SignatureMissing
            | Self::SignatureRepeated
            | Self::SignatureMalformed
            | Self::SignatureMismatch => Outcome::BadSignature,
            Self::MediaType | Self::ContentEncoding | Self::NotHttp | Self::BodyBroken => Outcome::Malformed,
            Self::HeadTooLarge | Self::BodyTooLarge => Outcome::TooLarge,
            Self::HeadTooSlow | Self::BodyTooSlow => Outcome::TooSlow,
            Self::Path | Self::Method | Self::NoSecret | Self::NoRoom => Outcome::Refused,
            Self::Unavailable | Self::Overdue | Self::Panic => Outcome::Failed,
        }
    }
}

impl From<Rejected> for Reason {
    fn from(rejected: Rejected) -> Self {
        match rejected {
            Rejected::Malformed => Self::SignatureMalformed,
            Rejected::Mismatch => Self::SignatureMismatch,
        }
    }
}
