//! A test event of our own: signed and posted like any delivery, and told from all that the platform sends by two marks
//! together, so that it never counts in a figure. The platform has no such event; nothing here is part of its contract.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::json;
use uuid::{Builder, Uuid, Variant, Version};

use crate::Envelope;

/// Its event name.
pub const NAME: &str = "stampdesk.test";
/// The organization that it names: no store's.
pub const ORGANIZATION: &str = "stampdesk-test";
/// How its id begins, `57a3bde5-7e57-8…` (STAMPDES TEST): a UUID of version 8, whose bits are its maker's own. The platform's
/// examples are of version 4; should it ever make such an id, the event's name still tells.
const MARK: [u8; 6] = [0x57, 0xa3, 0xbd, 0xe5, 0x7e, 0x57];

/// A marked id; what follows the mark is taken from `random`.
pub fn id(random: Uuid) -> Uuid {
    let mut bytes = random.into_bytes();
    bytes[..MARK.len()].copy_from_slice(&MARK);
    Builder::from_bytes(bytes).with_version(Version::Custom).with_variant(Variant::RFC4122).into_uuid()
}

/// The body of the test event with this [`id`], to be signed like any other.
pub fn body(id: Uuid, occurred_at: DateTime<Utc>) -> Vec<u8> {
    let envelope = json!({
        "id": id,
        "event": NAME,
        "occurred_at": occurred_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        "organization": ORGANIZATION,
        "data": { "source": "stampdesk" },
    });
    envelope.to_string().into_bytes()
}

/// Whether `id` bears the mark.
pub fn is_marked(id: Uuid) -> bool {
    id.as_bytes().starts_with(&MARK)
        && id.get_version() == Some(Version::Custom)
        && id.get_variant() == Variant::RFC4122
}

impl Envelope {
    /// Whether it is a test event of our own: by its name and the mark in its id. Either alone says nothing.
    pub fn is_own_test(&self) -> bool {
        self.event.as_deref() == Some(NAME) && self.id.is_some_and(is_marked)
    }
}
