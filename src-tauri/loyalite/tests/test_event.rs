//! Our own test event is recognised by its name and its id's mark together, and by nothing less.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

use chrono::{DateTime, Utc};
use loyalite::{Content, Envelope, Secret, signature, test_event};
use proptest::prelude::*;
use uuid::{Uuid, Variant, Version};

fn noon() -> DateTime<Utc> {
    "2026-04-19T12:00:00.750Z".parse().unwrap()
}

fn read(id: Uuid, event: &str) -> Envelope {
    let body = format!(r#"{{"id":"{id}","event":"{event}","occurred_at":"2026-04-19T12:00:00Z"}}"#);
    Envelope::read(body.as_bytes())
}

#[test]
fn it_is_a_delivery_like_any_other_in_form() {
    let id = test_event::id(Uuid::from_u128(1));
    let body = test_event::body(id, noon());
    let envelope = Envelope::read(&body);
    assert_eq!(envelope.id, Some(id));
    assert_eq!(envelope.event.as_deref(), Some("stampdesk.test"));
    assert_eq!(envelope.organization.as_deref(), Some("stampdesk-test"));
    assert_eq!(
        envelope.occurred_at.unwrap().to_rfc3339(),
        "2026-04-19T12:00:00+00:00",
        "whole seconds, as the platform writes them"
    );
    assert_eq!(envelope.content, Content::Other, "what does not know it takes it for an unknown event");
    assert_eq!(envelope.customer_id, None, "it is of nobody");
    assert!(envelope.is_own_test());

    let secret = Secret::new("whsec_demo").unwrap();
    signature::verify(&secret, &body, &signature::sign(&secret, &body)).unwrap();
}

#[test]
fn either_mark_alone_says_nothing() {
    let marked = test_event::id(Uuid::from_u128(7));
    let plain: Uuid = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse().unwrap();
    assert!(read(marked, "stampdesk.test").is_own_test());
    assert!(!read(marked, "stamp.earned").is_own_test(), "a real event, whatever its id looks like");
    assert!(!read(plain, "stampdesk.test").is_own_test(), "a name that anyone may use");
    assert!(!read(marked, "Stampdesk.Test").is_own_test(), "another name");
    assert!(!Envelope::read(b"not json").is_own_test());
}

proptest! {
    #[test]
    fn every_id_is_a_valid_uuid_of_its_own_that_bears_the_mark(random in any::<u128>(), other in any::<u128>()) {
        let id = test_event::id(Uuid::from_u128(random));
        prop_assert!(id.to_string().starts_with("57a3bde5-7e57-8"), "{id}: as documented");
        prop_assert_eq!((id.get_version(), id.get_variant()), (Some(Version::Custom), Variant::RFC4122));
        prop_assert!(test_event::is_marked(id));
        let tail = |number: u128| number & 0xffff_ffff_ffff_ffff >> 2;
        let same = id == test_event::id(Uuid::from_u128(other));
        prop_assert!(!same || tail(random) == tail(other), "what is random stays so");
    }

    /// The platform's ids are of version 4: no such id bears the mark.
    #[test]
    fn no_id_of_version_4_bears_it(random in any::<[u8; 16]>()) {
        let mut bytes = random;
        bytes[..6].copy_from_slice(&[0x57, 0xa3, 0xbd, 0xe5, 0x7e, 0x57]);
        let id = uuid::Builder::from_random_bytes(bytes).into_uuid();
        prop_assert!(!test_event::is_marked(id), "{id}");
    }
}
