//! The two ends that the listener leaves to others: where deliveries go, and which secrets count.

use std::sync::Arc;

use axum::body::Bytes;
use loyalite::Secret;

/// Takes verified deliveries in. Nothing else ever reaches it.
pub trait Intake: Send + Sync + 'static {
    /// Keeps `body`, the raw bytes of a delivery whose signature holds, and resolves once they are safe.
    ///
    /// Runs to its end even when the client hangs up or has been answered meanwhile, and may run concurrently.
    fn deliver(&self, body: Bytes) -> impl Future<Output = Receipt> + Send;
}

/// What became of a delivery that was handed over. All but [`Receipt::Unavailable`] are answered 200: the platform
/// has no reason to send it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Receipt {
    /// New, and on disk.
    Stored,
    /// Known already: a retry of the same delivery.
    Duplicate,
    /// The id is known, but with another body; the first one stays.
    Conflict,
    /// On disk, but what it says cannot be used.
    SetAside,
    /// Not on disk. Answered 503, so that the platform sends it again.
    Unavailable,
}

/// Knows the signing secrets that are active now.
pub trait Secrets: Send + Sync + 'static {
    /// Asked for every delivery, so that a new secret counts at once. An empty answer refuses all deliveries.
    fn active(&self) -> Arc<[Secret]>;

    /// The delivery `body` was signed with `secret`, one of the active ones.
    fn used(&self, secret: &Secret, body: &[u8]);
}
