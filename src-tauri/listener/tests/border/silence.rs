//! The log, read by somebody who should not.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use tracing::Level;

use crate::apart::apart;
use crate::client::SECRET;
use crate::shop::Shop;
use crate::signatures::{SCHEME, signed_with, wrong_ones};

/// All that is logged, at any level, by anyone.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn the_log_gives_away_neither_secret_nor_signature_nor_body() {
    apart("silence::the_log_gives_away_neither_secret_nor_signature_nor_body", async {
        let (log, all) = (Log::default(), Level::TRACE);
        let write = log.clone();
        tracing_subscriber::fmt().with_max_level(all).with_writer(move || write.clone()).init();
        let (shop, _) = Shop::that_stores().await;
        let wrong = wrong_ones();
        let count = wrong.len();
        for (_, _, request) in wrong {
            shop.send(request).await;
        }
        shop.record.of(count).await;
        shop.listener.stop().await;

        let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(log.contains("SignatureMismatch"), "the reason is told, and nothing was missed: {log}");
        let digits = signed_with(SECRET).split_off(SCHEME.len());
        for (what, text) in
            [("the secret", SECRET), ("the expected signature", &digits), ("the body", "stamps_added")]
        {
            assert!(!log.contains(text), "{what} is in the log");
        }
    });
}
