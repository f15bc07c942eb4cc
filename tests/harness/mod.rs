//! The harness, one idea per file.

pub mod accessible;
pub mod address;
pub mod bus;
pub mod cli;
pub mod database;
#[cfg(target_os = "linux")]
pub mod desktop;
mod driver;
pub mod half_sent;
mod hands;
pub mod keychain;
pub mod load;
pub mod namespace;
pub mod network;
#[cfg(target_os = "linux")]
pub mod notifications;
pub mod picture;
pub mod platform;
pub mod programs;
#[cfg(target_os = "linux")]
pub mod public;
pub mod running;
pub mod scratch;
pub mod screen;
mod side_by_side;
pub mod small_disk;
#[cfg(target_os = "linux")]
pub mod tray;
pub mod window;
