//! The real listener, with nothing behind it.

use std::net::SocketAddr;
use std::sync::Arc;

use listener::{Bytes, Intake, Limits, Listener, ProbeKey, Receipt, Secrets, Seen, Witness};
use loyalite::Secret;
use tokio::net::TcpListener;

pub struct Shop {
    listener: Listener,
    pub key: ProbeKey,
}

impl Shop {
    pub async fn open() -> Self {
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let key = ProbeKey::random();
        let listener = Listener::start(tcp, Nobody, Nobody, Nobody, key.clone(), Limits::default()).unwrap();
        Self { listener, key }
    }

    pub fn address(&self) -> SocketAddr {
        self.listener.local_addr()
    }
}

struct Nobody;

impl Intake for Nobody {
    async fn deliver(&self, _: Bytes) -> Receipt {
        Receipt::Unavailable
    }
}

impl Secrets for Nobody {
    fn active(&self) -> Arc<[Secret]> {
        Arc::default()
    }

    fn used(&self, _: &Secret, _: &[u8]) {}
}

impl Witness for Nobody {
    fn saw(&self, _: Seen) {}
}
