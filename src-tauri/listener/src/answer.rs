//! All that a client is ever told: a status and a few words that reveal nothing.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::{Reason, Receipt};

/// How long a client should wait after a 503, in seconds. The platform follows its own schedule.
const RETRY_AFTER: &str = "30";

/// Every answer that this endpoint gives, but [`proof`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Healthy,
    Stored,
    Duplicate,
    Conflict,
    SetAside,
    BadRequest,
    Unauthorized,
    NotFound,
    MethodNotAllowed,
    RequestTimeout,
    ContentTooLarge,
    HeadTooLarge,
    UnsupportedMediaType,
    Internal,
    Unavailable,
}

impl Answer {
    fn parts(self) -> (StatusCode, &'static str) {
        match self {
            Self::Healthy => (StatusCode::OK, r#"{"status":"ok"}"#),
            Self::Stored => (StatusCode::OK, r#"{"status":"stored"}"#),
            Self::Duplicate => (StatusCode::OK, r#"{"status":"duplicate"}"#),
            Self::Conflict => (StatusCode::OK, r#"{"status":"conflict"}"#),
            Self::SetAside => (StatusCode::OK, r#"{"status":"set_aside"}"#),
            Self::BadRequest => (StatusCode::BAD_REQUEST, r#"{"error":"bad_request"}"#),
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, r#"{"error":"unauthorized"}"#),
            Self::NotFound => (StatusCode::NOT_FOUND, r#"{"error":"not_found"}"#),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, r#"{"error":"method_not_allowed"}"#),
            Self::RequestTimeout => (StatusCode::REQUEST_TIMEOUT, r#"{"error":"request_timeout"}"#),
            Self::ContentTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, r#"{"error":"content_too_large"}"#),
            Self::HeadTooLarge => (
                StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
                r#"{"error":"request_header_fields_too_large"}"#,
            ),
            Self::UnsupportedMediaType => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, r#"{"error":"unsupported_media_type"}"#)
            }
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, r#"{"error":"internal"}"#),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, r#"{"error":"unavailable"}"#),
        }
    }
}

impl From<Receipt> for Answer {
    fn from(receipt: Receipt) -> Self {
        match receipt {
            Receipt::Stored => Self::Stored,
            Receipt::Duplicate => Self::Duplicate,
            Receipt::Conflict => Self::Conflict,
            Receipt::SetAside => Self::SetAside,
            Receipt::Unavailable => Self::Unavailable,
        }
    }
}

impl From<Reason> for Answer {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Path => Self::NotFound,
            Reason::Method => Self::MethodNotAllowed,
            Reason::MediaType | Reason::ContentEncoding => Self::UnsupportedMediaType,
            Reason::BodyTooLarge => Self::ContentTooLarge,
            Reason::HeadTooLarge => Self::HeadTooLarge,
            Reason::BodyTooSlow | Reason::HeadTooSlow => Self::RequestTimeout,
            Reason::BodyBroken | Reason::NotHttp => Self::BadRequest,
            Reason::SignatureMissing
            | Reason::SignatureRepeated
            | Reason::SignatureMalformed
            | Reason::SignatureMismatch => Self::Unauthorized,
            Reason::NoSecret | Reason::NoRoom | Reason::Unavailable | Reason::Overdue => Self::Unavailable,
            Reason::Panic => Self::Internal,
        }
    }
}

/// Healthy, with the proof of which process it is: the one answer that differs from time to time.
pub(crate) fn proof(proof: &str) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (headers, format!(r#"{{"status":"ok","proof":"{proof}"}}"#)).into_response()
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let (status, body) = self.parts();
        let mut response = (status, [(header::CONTENT_TYPE, "application/json")], body).into_response();
        if self == Self::Unavailable {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
        }
        response
    }
}
