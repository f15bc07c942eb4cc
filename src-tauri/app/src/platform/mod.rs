//! What the window must know of the system it runs on.

pub mod paint;
