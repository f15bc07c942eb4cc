//! Reads a body within its bounds, whatever its head promised.

use axum::body::{Body, Bytes};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::time::timeout;

use crate::{Limits, Reason};

/// The whole raw body, at most `body_bytes` of it and within `body_timeout`.
pub(crate) async fn read(body: Body, limits: &Limits) -> Result<Bytes, Reason> {
    match timeout(limits.body_timeout, Limited::new(body, limits.body_bytes).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Reason::BodyTooLarge),
        Ok(Err(_)) => Err(Reason::BodyBroken),
        Err(_) => Err(Reason::BodyTooSlow),
    }
}
