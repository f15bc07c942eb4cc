//! Every state of a tunnel, with stand-ins for the programs that owners have.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // the stage is a test, too

mod failing;
mod orphans;
mod stage;
mod states;
mod talk;
