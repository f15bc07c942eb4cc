//! The door: the listener tied to the ledger, the secrets and the record.

use std::io::{self, ErrorKind};
use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;

use chrono::Utc;
use ledger::{Kept, Writer};
use listener::{Bytes, Intake, Limits, Listener, ProbeKey, Receipt, Seen, Witness};
use loyalite::{Envelope, Secret};
use tokio::net::{TcpListener, TcpSocket, lookup_host};

use crate::{Listening, Record, Secrets, platform};

/// Connections that may wait to be accepted; tokio's own `bind` takes 128, which a burst overflows.
const BACKLOG: u32 = 1024;

/// What stands behind the door.
#[derive(Debug, Clone)]
pub struct Behind {
    /// Keeps deliveries.
    pub writer: Arc<Writer>,
    /// Tell which are the platform's.
    pub secrets: Arc<Secrets>,
    /// Hears how each ended.
    pub record: Arc<Record>,
    /// Proves that it is this process, to who asks through the door.
    pub probe_key: ProbeKey,
}

/// The open door.
#[derive(Debug)]
pub struct Door {
    listener: Listener,
}

impl Door {
    /// Opens the door at `address`.
    pub async fn open(address: &str, behind: Behind) -> Result<Self, Listening> {
        let opened = async {
            let tcp = bind(address).await?;
            let keys = Keys { secrets: behind.secrets, record: Arc::clone(&behind.record) };
            let eyes = Eyes(behind.record);
            Listener::start(tcp, Letterbox(behind.writer), keys, eyes, behind.probe_key, Limits::default())
        };
        opened.await.map(|listener| Self { listener }).map_err(|error| trouble(address, &error))
    }

    /// Where it is.
    pub fn address(&self) -> SocketAddr {
        self.listener.local_addr()
    }

    /// Whether the network interface that it is on has gone: its socket says nothing of that.
    pub fn leads_nowhere(&self) -> bool {
        let mut address = self.address();
        address.set_port(0);
        // Loopback and "every interface" are always there.
        !address.ip().is_loopback()
            && !address.ip().is_unspecified()
            && UdpSocket::bind(address).is_err_and(|error| error.kind() == ErrorKind::AddrNotAvailable)
    }

    /// Resolves when nobody can come in by it any more, with the reason.
    pub fn failed(&self) -> impl Future<Output = Arc<io::Error>> + Send + use<> {
        self.listener.failed()
    }

    /// Lets nobody in any more: its address is free again. Who is inside is still served.
    pub async fn shut(&mut self) {
        self.listener.close().await;
    }

    /// The same, and waits until everybody inside has been served.
    pub async fn close(self) {
        self.listener.stop().await;
    }
}

/// A socket at the first address of that name that can be had.
async fn bind(address: &str) -> io::Result<TcpListener> {
    let listen = |address: SocketAddr| {
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        platform::take_port_again(&socket)?;
        socket.bind(address)?;
        socket.listen(BACKLOG)
    };
    let mut outcome = Err(ErrorKind::InvalidInput.into());
    for address in lookup_host(address).await? {
        outcome = listen(address);
        if outcome.is_ok() {
            break;
        }
    }
    outcome
}

/// What `error` at `address` means to whoever waits for deliveries.
pub fn trouble(address: &str, error: &io::Error) -> Listening {
    let address = address.to_owned();
    if listener::has_panicked(error) {
        return Listening::Restarting;
    }
    let failed = |message: &str| Listening::Failed { address: address.clone(), message: message.to_owned() };
    match error.kind() {
        ErrorKind::AddrInUse => Listening::PortInUse { address },
        ErrorKind::AddrNotAvailable => failed("this PC does not have that address at the moment"),
        ErrorKind::PermissionDenied => failed("this user may not listen there"),
        _ => failed(&error.to_string()),
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

struct Keys {
    secrets: Arc<Secrets>,
    record: Arc<Record>,
}

impl listener::Secrets for Keys {
    fn active(&self) -> Arc<[Secret]> {
        self.secrets.active()
    }

    fn used(&self, secret: &Secret, body: &[u8]) {
        // What we sign ourselves says nothing of what the platform signs with.
        if !Envelope::read(body).is_own_test() {
            self.record.signature_fits(self.secrets.id_of(secret), Utc::now());
        }
    }
}

struct Eyes(Arc<Record>);

impl Witness for Eyes {
    fn saw(&self, seen: Seen) {
        self.0.saw(seen, Utc::now());
    }
}
