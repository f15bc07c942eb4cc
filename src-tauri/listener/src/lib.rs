//! The webhook endpoint: it verifies a delivery's signature, hands the raw body over, and answers.
//!
//! It knows nothing of what a stamp is and nothing of storage. Who starts it supplies both ends: [`Intake`] takes
//! what is verified, [`Secrets`] says what to verify against. Without a secret every delivery is refused.
//!
//! A delivery passes, in this order: the path and method (`routes`), what its head says of type and size (`head`),
//! the reading of the body (`body`), the signature over its raw bytes (`verify`), then the hand-over. Whoever fails
//! is told as little as possible (`answer`); the reason goes to the log (`refusal`).

mod answer;
mod body;
mod connection;
mod head;
mod intake;
mod limits;
mod refusal;
mod routes;
mod server;
mod verify;

pub use axum::body::Bytes;
pub use intake::{Intake, Receipt, Secrets};
pub use limits::Limits;
pub use routes::PATH;
pub use server::Listener;
