//! What lies between the shop and the post: one event, written down once.

use chrono::{DateTime, SubsecRound, Utc};
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

impl Delivery {
    /// The same event at another time, in whole seconds; the times that its body tells move along.
    pub(crate) fn moved_to(self, moment: DateTime<Utc>) -> Self {
        let written = |time: DateTime<Utc>| time.format("\"%Y-%m-%dT%H:%M:%SZ\"").to_string();
        let occurred_at = moment.trunc_subsecs(0);
        // Times are the only place where a body holds this text, quotes included.
        let body =
            String::from_utf8_lossy(&self.body).replace(&written(self.occurred_at), &written(occurred_at));
        Self { occurred_at, body: body.into_bytes(), ..self }
    }
}
