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
    /// The address cannot be listened on for another reason.
    Failed {
        /// Where.
        address: String,
        /// Why.
        message: String,
    },
    /// Nobody listens: what would arrive cannot be kept, or the desk is closing.
    Shut,
}

impl Listening {
    /// What is in the way and what to do, in the English words of the window; `None` when deliveries can come in, or when
    /// the store is what is in the way.
    pub fn trouble(&self) -> Option<String> {
        match self {
            Self::On { .. } | Self::Shut => None,
            Self::NoSecret { .. } => Some(
                "No signing secret yet, so every record is turned away. Add the secret of your Loyalite endpoint with \
                 “stampdesk-cli secret add”. Loyalite tries again for about eight hours; nothing is lost until then."
                    .into(),
            ),
            Self::PortInUse { address } => Some(format!(
                "Another program uses the address {address}, so no record can arrive. Close that program, or choose \
                 another address with STAMPDESK_BIND, then open Stampdesk again."
            )),
            Self::HeldElsewhere { holder } => Some(format!(
                "Another Stampdesk has this shop’s records open: {holder}. They arrive there. To listen here, close it \
                 and open Stampdesk again."
            )),
            Self::Failed { address, message } => Some(format!(
                "Stampdesk cannot listen on {address}: {message}. Open Stampdesk again; if it stays so, choose another \
                 address with STAMPDESK_BIND."
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
            // Whoever was forgotten is not spoken of: to the platform this is a delivery known already.
            Ok(Kept::Duplicate | Kept::Forgotten) => Receipt::Duplicate,
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
