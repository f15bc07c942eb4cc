//! What is kept of a program's talk, and what of its token shows.

use std::fs;

use reach::{LINES, Way};

use crate::stage::{Stage, address, failure, patient};

#[tokio::test]
async fn a_token_is_neither_in_the_output_nor_in_the_process_list() {
    let stage = Stage::with(&["cloudflared"]);
    let way = Way::Cloudflared { hostname: "shop.example.com".to_owned() };
    let tunnel = stage.start(&way, Some("tok-4711-private"), patient());
    address(&tunnel).await;
    let output = tunnel.output().lines().join("\n");
    assert!(
        output.contains("TUNNEL_TOKEN=[token]"),
        "the stand-in printed it, and it was redacted: {output}"
    );
    assert!(!output.contains("4711"), "{output}");
    let mut seen = 0;
    for process in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let line = fs::read(process.path().join("cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line);
        seen += usize::from(line.contains("--no-autoupdate"));
        assert!(!line.contains("tok-4711"), "every user of this PC reads this: {line}");
    }
    if cfg!(target_os = "linux") {
        assert!(seen >= 2, "the minder and the program were among those looked at");
    }
    tunnel.stop().await;
}

#[tokio::test]
async fn a_chatty_program_stays_bounded() {
    let stage = Stage::with(&["chatty"]);
    let way = Way::Command { line: "chatty".to_owned(), url: None };
    let before = resident_kib();
    let tunnel = stage.start(&way, None, patient());
    assert_eq!(address(&tunnel).await, "https://chatty.example", "after 50 MB in one line");
    while tunnel.output().lines().len() < LINES {
        tokio::task::yield_now().await; // it never stops talking
    }
    let grown = resident_kib().saturating_sub(before);
    assert!(grown < 20_000, "50 MB went through, and {grown} KiB stayed");
    let output = tunnel.output().lines();
    assert!(output.iter().map(String::len).sum::<usize>() < 200 * 1024, "whatever it says, little is kept");
    assert_eq!(address(&tunnel).await, "https://chatty.example", "addresses in its log are not its own");
    tunnel.stop().await;
    assert_eq!(stage.running(), [""; 0]);
}

#[tokio::test]
async fn last_words_are_kept_for_the_owner() {
    let stage = Stage::with(&["cloudflared"]);
    stage.plan("refuse");
    let tunnel = stage.start(&Way::CloudflaredTry, None, patient());
    failure(&tunnel).await;
    assert!(
        tunnel.output().lines().join("\n").contains("429 Too Many Requests"),
        "{:?}",
        tunnel.output().lines()
    );
    tunnel.stop().await;
}

/// How much memory this process has; 0 where the system does not say it this way.
fn resident_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
