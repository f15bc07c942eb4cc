//! The way from the internet to this PC: it supervises the tunnel program that the owner has.
//!
//! It knows neither the desk nor what a delivery is. The owner's choice (`way`) becomes a command line (`recipe`) for a
//! program found on this PC (`program`); the supervisor starts it, reads the public address from what it prints
//! (`output`, `address`), restarts it with growing pauses (`pace`), and ends it. The program runs under a `minder`, so that it
//! never outlives us.

mod address;
mod group;
mod line;
mod minder;
mod output;
mod pace;
mod platform;
mod program;
mod recipe;
mod run;
mod state;
mod supervisor;
mod token;
mod tunnel;
mod way;

pub use minder::{Minder, mind};
pub use output::{LINES, Output};
pub use pace::Pace;
pub use program::Places;
pub use state::{TunnelFault, TunnelState};
pub use token::Token;
pub use tunnel::{Terms, Tunnel};
pub use way::{NoWay, Way};
