//! When to stop: Ctrl-C, and on Unix also the polite signal that a service is ended by.

use crate::platform;

/// Resolves when this process is asked to end.
pub async fn asked() {
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = platform::terminated() => {}
    }
}
