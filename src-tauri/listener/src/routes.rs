//! The endpoint's paths, and the way of one delivery through it.

use std::sync::Arc;

use axum::extract::{RawQuery, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router, body::Bytes};
use tokio::sync::Notify;
use tokio::time::timeout;
use tower_http::catch_panic::CatchPanicLayer;

use crate::answer::{self, Answer};
use crate::guest::{Guest, Slot};
use crate::visit::Visit;
use crate::waiting::Waiting;
use crate::{Intake, Limits, ProbeKey, Reason, Receipt, Secrets, Witness, body, head, probe, verify};

/// Where the platform posts. Only this exact path: no trailing slash, no percent-encoding. A query is ignored, and so is the
/// host: a tunnel puts there what it likes.
pub const PATH: &str = "/webhooks/loyalite";

/// Tells a tunnel or a monitor that the endpoint is up, and with `?nonce=…` that it is this one, and nothing else.
const HEALTH: &str = "/healthz";

struct Door<I, S> {
    intake: Arc<I>,
    secrets: S,
    witness: Arc<dyn Witness>,
    probe_key: ProbeKey,
    /// Bodies that are being read.
    receiving: Arc<Waiting>,
    limits: Limits,
}

pub(crate) fn router<I: Intake, S: Secrets>(
    intake: I,
    secrets: S,
    witness: Arc<dyn Witness>,
    probe_key: ProbeKey,
    limits: Limits,
) -> Router {
    let receiving = Arc::default();
    let door = Door { intake: Arc::new(intake), secrets, witness, probe_key, receiving, limits };
    Router::new()
        .route(PATH, post(deliver::<I, S>))
        .route(
            HEALTH,
            get(async |State(door): Held<I, S>, RawQuery(query): RawQuery| door.is_up(query.as_deref())),
        )
        .fallback(async |State(door): Held<I, S>| door.refuse(Reason::Path))
        .method_not_allowed_fallback(async |State(door): Held<I, S>| door.refuse(Reason::Method))
        .layer(CatchPanicLayer::custom(|_| {
            // What the panic says may quote a body, so it stays out of the log.
            tracing::error!("a request panicked");
            Answer::Internal.into_response()
        }))
        .with_state(Arc::new(door))
}

type Held<I, S> = State<Arc<Door<I, S>>>;

async fn deliver<I: Intake, S: Secrets>(
    State(door): Held<I, S>,
    Extension(guest): Extension<Arc<Guest>>,
    request: Request,
) -> Answer {
    let visit = Visit::begin(&door.witness);
    let admitted = timeout(door.limits.answer_timeout, door.admit(&guest, request, &visit)).await;
    match admitted.unwrap_or(Err(Reason::Overdue)) {
        Ok(receipt) => receipt.into(),
        Err(reason) => {
            visit.is_refused(reason);
            reason.into()
        }
    }
}

impl<I: Intake, S: Secrets> Door<I, S> {
    fn is_up(&self, query: Option<&str>) -> Response {
        Visit::begin(&self.witness).is_a_probe();
        match probe::nonce(query) {
            Some(nonce) => answer::proof(&self.probe_key.proof(nonce)),
            None => Answer::Healthy.into_response(),
        }
    }

    fn refuse(&self, reason: Reason) -> Answer {
        Visit::begin(&self.witness).is_refused(reason);
        reason.into()
    }

    async fn admit(&self, guest: &Guest, request: Request, visit: &Arc<Visit>) -> Result<Receipt, Reason> {
        let (head, body) = request.into_parts();
        visit.announces(head::announced_length(&head.headers).unwrap_or_default());
        head::check(&head.headers, self.limits.body_bytes)?;
        let body = self.receive(body).await?;
        visit.brings(&body);
        let secrets = self.secrets.active();
        let secret = verify::verify(&head.headers, &body, &secrets)?;
        self.secrets.used(secret, &body);
        guest.delivers();
        Ok(self.hand_over(guest.slot(), body, Arc::clone(visit)).await)
    }

    /// Reads the body, unless others need the room meanwhile.
    async fn receive(&self, body: axum::body::Body) -> Result<Bytes, Reason> {
        let leave = Arc::new(Notify::new());
        let _place = self.receiving.join(false, self.limits.receiving, Arc::clone(&leave));
        tokio::select! {
            biased;
            body = body::read(body, &self.limits) => body,
            () = leave.notified() => Err(Reason::NoRoom),
        }
    }

    /// In a task of its own, because this future is dropped when the client hangs up or time runs out, and a delivery
    /// must not be cut off half-way into the store. The slot goes with it, so that such deliveries still count
    /// against the connection cap and a stop waits for them.
    async fn hand_over(&self, slot: Option<Slot>, body: Bytes, visit: Arc<Visit>) -> Receipt {
        let intake = Arc::clone(&self.intake);
        let task = tokio::spawn(async move {
            let _slot = slot;
            let receipt = intake.deliver(body).await;
            visit.is_taken_in(receipt);
            receipt
        });
        match task.await.map_err(tokio::task::JoinError::try_into_panic) {
            Ok(receipt) => receipt,
            Err(Ok(panic)) => std::panic::resume_unwind(panic),
            // Cancelled: the runtime is going down.
            Err(Err(_)) => Receipt::Unavailable,
        }
    }
}
