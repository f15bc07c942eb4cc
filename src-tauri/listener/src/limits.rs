//! What a client may take of this machine's time and memory.

use std::time::Duration;

/// The bounds of one connection and one delivery. The defaults fit the platform, which waits 10 s for an answer and
/// sends bodies of well under 2 KiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long a connection may stay without a complete request head, between two requests too.
    pub header_read_timeout: Duration,
    /// How long the body may take after its head.
    pub body_timeout: Duration,
    /// How long a delivery may take from its head to its answer; also how long [`Listener::stop`] waits.
    ///
    /// [`Listener::stop`]: crate::Listener::stop
    pub answer_timeout: Duration,
    /// How long a connection is kept for further requests. Ends those whose client sends but never reads.
    pub connection_lifetime: Duration,
    /// The largest body, in bytes.
    pub body_bytes: usize,
    /// The most connections served at once, at least one; further ones wait to be accepted.
    pub connections: u16,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_read_timeout: Duration::from_secs(5),
            body_timeout: Duration::from_secs(5),
            answer_timeout: Duration::from_secs(9),
            connection_lifetime: Duration::from_secs(300),
            body_bytes: 256 * 1024,
            connections: 512,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_platform_hears_an_answer_before_it_gives_up() {
        let limits = Limits::default();
        assert!(
            limits.answer_timeout < Duration::from_secs(10),
            "the platform counts 10 s as a failed attempt"
        );
        assert!(limits.body_timeout < limits.answer_timeout, "a slow body must leave time to store it");
    }
}
