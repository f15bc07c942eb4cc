//! Nothing is said to be stored that is not, and nothing is stored by halves: whichever write fails, with the disk full, the
//! database locked by another program or the file read-only. (What a crash leaves is the story of `tests/crash.rs`.)

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

mod failing;
mod group;
mod obstacles;
mod shop;
mod steps;
mod trap;
