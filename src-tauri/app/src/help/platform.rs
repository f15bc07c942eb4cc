//! Where pages under a scheme of one's own are found: Windows knows no such scheme, and makes it a host.

/// What comes before their paths.
pub const ORIGIN: &str = if cfg!(windows) { "http://help.localhost" } else { "help://localhost" };
