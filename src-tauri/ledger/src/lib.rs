//! What a shop knows: the event log, the fold, the figures, the queries. SQLite; no network, no window.
//!
//! One idea: every delivery is kept whole in a **log**; what is known of a customer is a **fold** of that customer's
//! events; **tables** keep the fold's result for speed and can be rebuilt from the log at any time ([`Writer::rebuild`]).
//! [`check`] proves that they are what the log adds up to.

mod adoption;
mod backup;
mod check;
mod error;
mod facts;
pub mod fold;
mod forget;
mod intake;
pub mod query;
mod reader;
mod rebuild;
mod refold;
mod retain;
mod search;
mod store;
mod table;
mod time;
mod watch;
mod writer;

pub use backup::{Contents, Label, adopt, copy, examine, finished, unfinished};
pub use check::check;
pub use error::LedgerError;
pub use facts::Fact;
pub use forget::Forgotten;
pub use intake::{CustomerKey, Kept};
pub use reader::Reader;
pub use rebuild::Rebuilt;
pub use retain::Reduced;
pub use table::closed_day::ClosedDay;
pub use watch::Watch;
pub use writer::{Change, Writer};
