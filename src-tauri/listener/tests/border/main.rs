//! The border as a client meets it: real sockets, requests written byte by byte.

#![allow(clippy::unwrap_used, reason = "a step that fails is a test that fails")]
mod apart;
mod client;
mod crowd;
mod endings;
mod failing;
mod forms;
mod framing;
mod garbage;
mod http2;
mod life;
mod limits;
mod mixed;
mod paths;
mod probe;
mod recorded;
mod refused;
mod shop;
mod shortage;
mod signatures;
mod silence;
mod slow;
mod streams;
mod tunnel;
mod verified;
