//! One request's entry in the record: written exactly once, however the request ends.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use sha2::{Digest, Sha256};

use crate::{Outcome, Reason, Receipt, Seen, Witness};

/// A request on its way. Whoever knows first how it ended says so; what is said later is not heard.
pub(crate) struct Visit {
    witness: Arc<dyn Witness>,
    announced: AtomicU64,
    body: OnceLock<Bytes>,
    noted: AtomicBool,
}

impl Visit {
    pub(crate) fn begin(witness: &Arc<dyn Witness>) -> Arc<Self> {
        Arc::new(Self {
            witness: Arc::clone(witness),
            announced: AtomicU64::new(0),
            body: OnceLock::new(),
            noted: AtomicBool::new(false),
        })
    }

    /// The size that its head tells.
    pub(crate) fn announces(&self, bytes: u64) {
        self.announced.store(bytes, Ordering::Relaxed);
    }

    /// Its body has been read whole.
    pub(crate) fn brings(&self, body: &Bytes) {
        // Set once: a request has one body.
        let _ = self.body.set(body.clone());
    }

    pub(crate) fn is_taken_in(&self, receipt: Receipt) {
        let failed = (receipt == Receipt::Unavailable).then_some(Reason::Unavailable);
        self.note(receipt.into(), failed);
    }

    pub(crate) fn is_refused(&self, reason: Reason) {
        self.note(reason.outcome(), Some(reason));
    }

    pub(crate) fn is_a_probe(&self) {
        self.note(Outcome::Probed, None);
    }

    fn note(&self, outcome: Outcome, reason: Option<Reason>) {
        if self.noted.swap(true, Ordering::Relaxed) {
            return;
        }
        let body = self.body.get();
        let bytes = body.map_or_else(|| self.announced.load(Ordering::Relaxed), |body| body.len() as u64);
        let digest = reason.and(body).map(|body| short_digest(body));
        tracing::debug!(?outcome, ?reason, bytes, "a request ended");
        let seen = Seen { outcome, reason, bytes, digest };
        // Its failure is no delivery's; and this may be a panic's own way out, which a second one would end in an abort.
        if catch_unwind(AssertUnwindSafe(|| self.witness.saw(seen))).is_err() {
            tracing::error!("the witness panicked; it missed a request");
        }
    }
}

impl Drop for Visit {
    /// Nobody came to say how it ended: it was cut off, by its client or by a bug of ours.
    fn drop(&mut self) {
        self.is_refused(if std::thread::panicking() { Reason::Panic } else { Reason::BodyBroken });
    }
}

fn short_digest(body: &[u8]) -> [u8; 4] {
    let [a, b, c, d, ..] = <[u8; 32]>::from(Sha256::digest(body));
    [a, b, c, d]
}
