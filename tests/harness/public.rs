//! The public side: an address with a certificate of an authority of its own, and the far end of a tunnel whose near end is a
//! stand-in for the owner's program. As long as that runs, what comes in goes on to where it leads.

use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use reqwest::{Certificate, Client};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use super::scratch::Scratch;

const STAND_INS: [(&str, &str); 2] = [
    ("cloudflared", include_str!("../stand-ins/cloudflared")),
    ("ngrok", include_str!("../stand-ins/ngrok")),
];
/// What Cloudflare says of a tunnel that nobody is connected to.
const NOBODY: &str = "HTTP/1.1 530 \r\ncontent-length: 16\r\nconnection: close\r\n\r\nerror code: 1033";

/// The public side of one shop; it ends with its value.
pub struct Public {
    folder: PathBuf,
    address: SocketAddr,
    root: String,
    _serving: JoinSet<()>,
}

impl Public {
    /// Opens it. The programs of its tunnels lie in `scratch`.
    ///
    /// # Errors
    /// When files cannot be written or no port is free.
    pub async fn open(scratch: &Scratch) -> Result<Self> {
        let folder = scratch.path().join("tunnels");
        fs::create_dir(&folder)?;
        for (name, script) in STAND_INS {
            fs::write(folder.join(name), script)?;
            fs::set_permissions(folder.join(name), fs::Permissions::from_mode(0o755))?;
        }
        let (root, tls) = certified()?;
        fs::write(folder.join("authority.pem"), &root)?;
        let tcp = TcpListener::bind("127.0.0.1:0").await?;
        let address = tcp.local_addr()?;
        let mut serving = JoinSet::new();
        serving.spawn(serve(tcp, TlsAcceptor::from(tls), folder.clone()));
        Ok(Self { folder, address, root, _serving: serving })
    }

    /// The address, as an owner types it.
    #[must_use]
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// Where the platform posts.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("https://{}/webhooks/loyalite", self.host())
    }

    /// A client that trusts what a program with this [`environment`](Self::environment) does.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn client(&self) -> Result<Client> {
        let root = Certificate::from_pem(self.root.as_bytes())?;
        Ok(Client::builder().add_root_certificate(root).no_proxy().build()?)
    }

    /// For a program that is to find the stand-ins, and to trust the authority.
    ///
    /// # Errors
    /// When `PATH` cannot be written.
    pub fn environment(&self) -> Result<Vec<(&'static str, String)>> {
        let usual = std::env::var_os("PATH").unwrap_or_default();
        let places = [self.folder.clone()].into_iter().chain(std::env::split_paths(&usual));
        let path = std::env::join_paths(places)?.into_string().ok().context("PATH is no text")?;
        Ok(vec![("PATH", path), ("SSL_CERT_FILE", self.folder.join("authority.pem").display().to_string())])
    }

    /// Cloudflare's dashboard: where the tunnel leads to.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn lead_to(&self, address: SocketAddr) -> Result<()> {
        Ok(fs::write(self.folder.join("leads-to"), address.to_string())?)
    }

    /// The process of the tunnel program that runs now, if one does.
    #[must_use]
    pub fn tunnel(&self) -> Option<u32> {
        connected(&self.folder)
    }
}

fn connected(folder: &Path) -> Option<u32> {
    let process = fs::read_to_string(folder.join("connected")).ok()?.trim().parse().ok()?;
    Path::new(&format!("/proc/{process}")).exists().then_some(process)
}

async fn serve(tcp: TcpListener, acceptor: TlsAcceptor, folder: PathBuf) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = tcp.accept().await {
        let (acceptor, folder) = (acceptor.clone(), folder.clone());
        connections.spawn(async move {
            // Who does not like the certificate hangs up; either side may end a connection as it likes.
            if let Ok(stream) = acceptor.accept(stream).await {
                let _ended = pass_on(stream, &folder).await;
            }
        });
    }
}

async fn pass_on(mut stream: TlsStream<TcpStream>, folder: &Path) -> std::io::Result<()> {
    let leads_to = fs::read_to_string(folder.join("leads-to")).unwrap_or_default();
    if connected(folder).is_some()
        && let Ok(mut near) = TcpStream::connect(leads_to.trim()).await
    {
        copy_bidirectional(&mut stream, &mut near).await?;
        return Ok(());
    }
    let mut asked = [0; 4096]; // a question is short
    let _length = stream.read(&mut asked).await?;
    stream.write_all(NOBODY.as_bytes()).await?;
    stream.shutdown().await
}

/// An authority, and what a front of its presents.
fn certified() -> Result<(String, Arc<ServerConfig>)> {
    let mut params = CertificateParams::new([])?;
    params.distinguished_name.push(DnType::CommonName, "Authority of the stories");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate()?;
    let root = params.self_signed(&key)?.pem();
    let issuer = Issuer::new(params, key);
    let key = KeyPair::generate()?;
    let certificate = CertificateParams::new(["127.0.0.1".to_owned()])?.signed_by(&key, &issuer)?;
    let private = PrivateKeyDer::try_from(key.serialize_der()).map_err(anyhow::Error::msg)?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)?;
    Ok((root, Arc::new(config)))
}
