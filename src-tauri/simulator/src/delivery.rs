//! What lies between the shop and the post: one event, written down once.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// One webhook delivery, ready to be signed. The body never changes again: a retry sends the very same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The envelope's `id`, the same on every retry.
    pub id: Uuid,
    /// The event's name, one of [`loyalite::name`].
    pub event: &'static str,
    /// When it happened in the shop, in whole seconds.
    pub occurred_at: DateTime<Utc>,
    /// The exact JSON to sign and to post.
    pub body: Vec<u8>,
}
