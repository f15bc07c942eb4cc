//! The public side as the platform meets it: TLS fronts with certificates of our own authority, and the real listener behind.

#![allow(clippy::unwrap_used, reason = "a step that fails is a test that fails")]
mod authority;
mod certificates;
mod front;
mod shop;
mod ways;
