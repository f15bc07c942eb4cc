//! What a client may take of this machine's time and memory.

use std::time::Duration;

/// The bounds of one connection and one delivery. The defaults fit the platform, which waits 10 s for an answer and
/// sends bodies of well under 2 KiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long a connection may stay without a complete request head, at its start and between two requests.
    pub header_read_timeout: Duration,
    /// How long the body may take after its head.
    pub body_timeout: Duration,
    /// How long a delivery may take from its head to its answer; also how long [`Listener::stop`] waits. With the head's
    /// own time it stays below the platform's 10 s.
    ///
    /// [`Listener::stop`]: crate::Listener::stop
    pub answer_timeout: Duration,
    /// The largest body, in bytes.
    pub body_bytes: usize,
    /// The most connections at once, at least one. One more, and whoever has waited longest without asking for anything
    /// makes room.
    pub connections: u16,
    /// The most bodies being read at once, at least one. One more, and the slowest is given up. Bounds memory: at most so
    /// many times `body_bytes`.
    pub receiving: u16,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_read_timeout: Duration::from_secs(3),
            body_timeout: Duration::from_secs(3),
            answer_timeout: Duration::from_secs(6),
            body_bytes: 256 * 1024,
            connections: 512,
            receiving: 256,
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
            limits.header_read_timeout + limits.answer_timeout < Duration::from_secs(10),
            "the platform counts 10 s as a failed attempt, however slowly the tunnel passed it on"
        );
        assert!(limits.body_timeout < limits.answer_timeout, "a slow body must leave time to store it");
    }
}
