//! The polite signal that a service is ended by: only Unix knows one.

/// Resolves when this process is asked to end by that signal.
#[cfg(unix)]
pub async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => drop(terminate.recv().await),
        Err(_) => std::future::pending().await,
    }
}

/// Never: there is no such signal.
#[cfg(not(unix))]
pub async fn terminated() {
    std::future::pending().await
}
