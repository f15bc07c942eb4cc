//! A shop on a ledger of its own, and the platform's six examples.

#![allow(dead_code)] // each story needs its own part of it
#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use ledger::query::Customer;
use ledger::{CustomerKey, Fact, Kept, LedgerError, Reader, Writer};

pub const SIX: [&str; 6] = [
    include_str!("../../../loyalite/fixtures/customer.enrolled.json"),
    include_str!("../../../loyalite/fixtures/stamp.earned.json"),
    include_str!("../../../loyalite/fixtures/stamp.redeemed.json"),
    include_str!("../../../loyalite/fixtures/coupon.redeemed.json"),
    include_str!("../../../loyalite/fixtures/points.earned.json"),
    include_str!("../../../loyalite/fixtures/points.spent.json"),
];
pub const EARNED: &str = SIX[1];

pub struct Shop {
    pub folder: tempfile::TempDir,
    pub writer: Option<Writer>,
}

impl Shop {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let writer = Some(Writer::start(&folder.path().join("stampdesk.db")).unwrap());
        Self { folder, writer }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("stampdesk.db")
    }

    /// Close and open again, as after a crash or a power cut between commits.
    pub fn restart(&mut self) {
        self.writer = None;
        self.writer = Some(Writer::start(&self.path()).unwrap());
    }

    pub fn deliver(&self, body: &str) -> Kept {
        block_on(self.writer.as_ref().unwrap().deliver(body.as_bytes().to_vec(), noon())).unwrap()
    }

    pub fn deliver_all(&self) {
        for body in SIX {
            self.deliver(body);
        }
    }

    /// The owner says something.
    pub fn say(&self, said: Fact) -> Result<(), LedgerError> {
        block_on(self.writer.as_ref().unwrap().record(said, noon()))
    }

    pub fn reader(&self) -> Reader {
        Reader::open(&self.path()).unwrap()
    }

    pub fn customer(&self, code: &str) -> Customer {
        self.reader().customers_by_code(code.parse().unwrap()).unwrap().remove(0)
    }
}

pub fn noon() -> DateTime<Utc> {
    "2026-04-20T12:00:00Z".parse().unwrap()
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// The customer of the stamp examples.
pub fn regular() -> CustomerKey {
    let customer_id = "a1b2c3d4-e5f6-7890-abcd-ef1234567890".parse().unwrap();
    CustomerKey { organization: "kahveci-mehmet".into(), customer_id }
}
