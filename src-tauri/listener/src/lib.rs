//! The webhook endpoint: it verifies a delivery's signature, hands the raw body over, and answers.
//!
//! It knows nothing of what a stamp is and nothing of storage. Who starts it supplies the ends: [`Intake`] takes
//! what is verified, [`Secrets`] says what to verify against, [`Witness`] hears how every request ended, and [`ProbeKey`]
//! proves to who asks from outside that this process answers. Without a secret every delivery is refused.
//!
//! A connection (`connection`, `guest`) stays as long as it asks for something, or as there is room to wait (`waiting`).
//! A delivery passes, in this order: the path and method (`routes`), what its head says of type and size (`head`),
//! the reading of the body (`body`), the signature over its raw bytes (`verify`), then the hand-over. Whoever fails
//! is told as little as possible (`answer`); the reason goes to the witness (`visit`).

mod answer;
mod body;
mod connection;
mod guest;
mod head;
mod intake;
mod limits;
mod outcome;
mod platform;
mod probe;
mod reason;
mod routes;
mod server;
mod verify;
mod visit;
mod waiting;

pub use axum::body::Bytes;
pub use intake::{Intake, Receipt, Secrets};
pub use limits::Limits;
pub use outcome::{Outcome, Seen, Witness};
pub use probe::ProbeKey;
pub use reason::Reason;
pub use routes::PATH;
pub use server::{Listener, has_panicked};
