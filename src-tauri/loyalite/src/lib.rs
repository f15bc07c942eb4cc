//! The contract of the Loyalite loyalty platform, as a small SDK: what a webhook delivery says and how its signature
//! is checked. Pure: no I/O, no clock, no storage.
//!
//! ```
//! use loyalite::{Content, Envelope, Event, Secret, signature};
//!
//! let secret = Secret::new("whsec_demo")?;
//! let body = br#"{"id":"3fa85f64-5717-4562-b3fc-2c963f66afa6","event":"stamp.earned",
//!   "occurred_at":"2026-04-19T14:30:00Z","organization":"kahveci-mehmet",
//!   "data":{"customer_code":482193,"customer_id":"a1b2c3d4-e5f6-7890-abcd-ef1234567890",
//!           "stamps_added":2,"stamp_balance":7,"max_stamps":10}}"#;
//! let header = signature::sign(&secret, body);
//!
//! signature::verify(&secret, body, &header)?;
//! let envelope = Envelope::read(body);
//! let Content::Known(known) = envelope.content else { panic!("a documented event") };
//! let Event::StampEarned(earned) = known.event else { panic!("stamps were earned") };
//! assert_eq!(earned.stamp_balance, 7);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Sources: the platform's event reference (six events) and its pages on delivery and signatures.

mod code;
mod envelope;
mod event;
pub mod header;
mod lenient;
mod secret;
pub mod signature;
pub mod test_event;

pub use code::{CustomerCode, MalformedCode};
pub use envelope::{Content, Defect, Envelope, Known};
pub use event::{
    CouponRedeemed, CustomerEnrolled, Event, PointsEarned, PointsSpent, StampEarned, StampRedeemed, name,
};
pub use rust_decimal::Decimal;
pub use secret::{EmptySecret, Secret};
