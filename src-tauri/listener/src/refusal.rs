//! Why a delivery was not handed over, or not answered in time. For the log only: it carries neither secrets nor
//! anything that the client sent, and the client hears no more than [`Answer`](crate::answer::Answer) says.

use loyalite::signature::Rejected;

/// The closed set of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("the content type is not application/json")]
    MediaType,
    #[error("the body is compressed or otherwise encoded")]
    ContentEncoding,
    #[error("the body is too large")]
    BodyTooLarge,
    #[error("the body did not arrive in time")]
    BodyTooSlow,
    #[error("the body broke off")]
    BodyBroken,
    #[error("no signing secret is set up")]
    NoSecret,
    #[error("expected one signature header, found {0}")]
    SignatureCount(usize),
    #[error(transparent)]
    Signature(#[from] Rejected),
    #[error("the delivery was not stored in time; its storing goes on")]
    AnswerOverdue,
}
