//! What the shop knows: the event log, the fold, the figures, the queries. SQLite; no network, no window.

pub mod fold;
