//! A process of its own for a story about what all threads of a process share.

use std::process::Command;

const APART: &str = "STAMPDESK_TEST_APART";

/// Runs `story`, the whole of the test called `name` (with its module), in a process where no other test runs.
pub fn apart(name: &str, story: impl Future<Output = ()>) {
    if std::env::var_os(APART).is_some() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        return runtime.unwrap().block_on(story);
    }
    let myself = std::env::current_exe().unwrap();
    let told = Command::new(myself).args([name, "--exact"]).env(APART, "yes").output().unwrap();
    let told = String::from_utf8_lossy(&told.stdout);
    assert!(told.contains("1 passed"), "{told}");
}
