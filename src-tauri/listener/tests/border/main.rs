//! The border as a client meets it: real sockets, requests written byte by byte.

#![allow(clippy::unwrap_used, reason = "a step that fails is a test that fails")]
mod client;
mod endings;
mod limits;
mod refused;
mod shop;
mod verified;
