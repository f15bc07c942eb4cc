//! Proof from outside: whether the public address that the platform posts to leads to this PC.
//!
//! The question goes the way that deliveries come: by the public name, over TLS, through the tunnel, to the listener. It
//! carries a nonce, and only the process that shares the key can answer it ([`Prober`]). What came of it is a [`Verdict`],
//! with words for the owner; when to ask again says the [`Schedule`].
//!
//! It knows neither the listener nor the tunnel, only the address and what the right answer would be.

mod place;
mod prober;
mod schedule;
mod tls;
mod verdict;
mod wire;

pub use prober::Prober;
pub use rustls::pki_types::CertificateDer;
pub use schedule::Schedule;
pub use tls::NoTrust;
pub use verdict::{CertificateTrouble, Verdict};
