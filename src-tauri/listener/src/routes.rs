//! The endpoint's paths, and the way of one delivery through it.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Extension, Router, body::Bytes};
use tokio::time::timeout;
use tower_http::catch_panic::CatchPanicLayer;

use crate::answer::Answer;
use crate::connection::Slot;
use crate::refusal::Refusal;
use crate::{Intake, Limits, Receipt, Secrets, body, head, verify};

/// Where the platform posts. Only this exact path: no trailing slash, no percent-encoding. A query is ignored.
pub const PATH: &str = "/webhooks/loyalite";

/// Tells a tunnel or a monitor that the endpoint is up, and nothing else.
const HEALTH: &str = "/healthz";

struct Door<I, S> {
    intake: Arc<I>,
    secrets: S,
    limits: Limits,
}

pub(crate) fn router<I: Intake, S: Secrets>(intake: I, secrets: S, limits: Limits) -> Router {
    Router::new()
        .route(PATH, post(deliver::<I, S>))
        .route(HEALTH, get(async || Answer::Healthy))
        .fallback(async || Answer::NotFound)
        .method_not_allowed_fallback(async || Answer::MethodNotAllowed)
        .layer(CatchPanicLayer::custom(|_| {
            // What the panic says may quote a body, so it stays out of the log.
            tracing::error!("a request panicked");
            Answer::Internal.into_response()
        }))
        .with_state(Arc::new(Door { intake: Arc::new(intake), secrets, limits }))
}

async fn deliver<I: Intake, S: Secrets>(
    State(door): State<Arc<Door<I, S>>>,
    Extension(slot): Extension<Slot>,
    request: Request,
) -> Answer {
    let outcome = timeout(door.limits.answer_timeout, door.admit(slot, request)).await;
    match outcome.unwrap_or(Err(Refusal::AnswerOverdue)) {
        Ok(receipt) => {
            tracing::debug!(?receipt, "delivery handed over");
            receipt.into()
        }
        Err(refusal) => {
            tracing::warn!(reason = %refusal, "delivery refused");
            refusal.into()
        }
    }
}

impl<I: Intake, S: Secrets> Door<I, S> {
    async fn admit(&self, slot: Slot, request: Request) -> Result<Receipt, Refusal> {
        let (head, body) = request.into_parts();
        head::check(&head.headers, self.limits.body_bytes)?;
        let body = body::read(body, &self.limits).await?;
        verify::verify(&head.headers, &body, &self.secrets.active())?;
        Ok(self.hand_over(slot, body).await)
    }

    /// In a task of its own, because this future is dropped when the client hangs up or time runs out, and a delivery
    /// must not be cut off half-way into the store. The slot goes with it, so that such deliveries still count
    /// against the connection cap and a stop waits for them.
    async fn hand_over(&self, slot: Slot, body: Bytes) -> Receipt {
        let intake = Arc::clone(&self.intake);
        let task = tokio::spawn(async move {
            let _slot = slot;
            intake.deliver(body).await
        });
        match task.await.map_err(tokio::task::JoinError::try_into_panic) {
            Ok(receipt) => receipt,
            Err(Ok(panic)) => std::panic::resume_unwind(panic),
            // Cancelled: the runtime is going down.
            Err(Err(_)) => Receipt::Unavailable,
        }
    }
}
