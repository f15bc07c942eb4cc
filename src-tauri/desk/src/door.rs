//! The door: the listener tied to the ledger and the secrets, and what can be said of it.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;

use chrono::Utc;
use ledger::{Kept, Writer};
use listener::{Bytes, Intake, Limits, Listener, Receipt};
use loyalite::Secret;
use serde::Serialize;
use tokio::net::TcpListener;

use crate::Secrets;

/// Whether deliveries can come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Listening {
    /// They can.
    On {
        /// Where.
        address: String,
    },
    /// The door is open, but without a signing secret every delivery is refused.
    NoSecret {
        /// Where.
        address: String,
    },
    /// Another program uses the port.
    PortInUse {
        /// Where.
        address: String,
    },
    /// Another program keeps this data folder's desk.
    HeldElsewhere {
        /// Which.
        holder: String,
    },
    /// Not at all, for another reason.
    Failed {
        /// Where.
        address: String,
        /// Why.
        message: String,
    },
}

impl Listening {
    /// What is in the way, and what to do; `None` when deliveries can come in.
    pub fn trouble(&self) -> Option<String> {
        match self {
            Self::On { .. } => None,
            Self::NoSecret { address } => Some(format!(
                "no signing secret is known, so every delivery to {address} is refused. Add the secret of your endpoint."
            )),
            Self::PortInUse { address } => Some(format!(
                "{address} is in use by another program, so no event can arrive. Close that program and start Stampdesk \
                 again, or choose another address with STAMPDESK_BIND."
            )),
            Self::HeldElsewhere { holder } => {
                Some(format!("{holder} already keeps this shop's desk. Close it first, or go on there."))
            }
            Self::Failed { address, message } => Some(format!(
                "{address} cannot be listened on ({message}), so no event can arrive. Choose another address with \
                 STAMPDESK_BIND."
            )),
        }
    }
}

/// The open door.
#[derive(Debug)]
pub struct Door {
    listener: Listener,
}

impl Door {
    /// Opens the door at `bind`.
    pub async fn open(bind: &str, writer: Arc<Writer>, secrets: Arc<Secrets>) -> Result<Self, Listening> {
        let address = bind.to_owned();
        let opened = async {
            let tcp = TcpListener::bind(bind).await?;
            Listener::start(tcp, Letterbox(writer), Keys(secrets), Limits::default())
        };
        match opened.await {
            Ok(listener) => Ok(Self { listener }),
            Err(error) if error.kind() == ErrorKind::AddrInUse => Err(Listening::PortInUse { address }),
            Err(error) => Err(Listening::Failed { address, message: error.to_string() }),
        }
    }

    /// Where it is.
    pub fn address(&self) -> SocketAddr {
        self.listener.local_addr()
    }

    /// Closes the door; who is inside is served first.
    pub async fn close(self) {
        self.listener.stop().await;
    }
}

struct Letterbox(Arc<Writer>);

impl Intake for Letterbox {
    async fn deliver(&self, body: Bytes) -> Receipt {
        match self.0.deliver(body.into(), Utc::now()).await {
            Ok(Kept::Stored) => Receipt::Stored,
            Ok(Kept::SetAside) => Receipt::SetAside,
            Ok(Kept::Duplicate) => Receipt::Duplicate,
            Ok(Kept::Conflict) => Receipt::Conflict,
            Err(error) => {
                tracing::error!(%error, "a delivery was not stored; the platform will send it again");
                Receipt::Unavailable
            }
        }
    }
}

struct Keys(Arc<Secrets>);

impl listener::Secrets for Keys {
    fn active(&self) -> Arc<[Secret]> {
        self.0.active()
    }
}
