//! The harness, one idea per file.

pub mod accessible;
pub mod cli;
pub mod database;
pub mod half_sent;
pub mod keychain;
pub mod load;
pub mod namespace;
pub mod network;
pub mod picture;
pub mod platform;
pub mod programs;
#[cfg(target_os = "linux")]
pub mod public;
pub mod running;
pub mod scratch;
pub mod screen;
pub mod small_disk;
pub mod window;
