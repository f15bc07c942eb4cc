//! Certificates that the platform would not trust, each told by what is wrong with it.

use std::sync::Arc;

use outside::{CertificateTrouble, Verdict};
use rustls::ServerConfig;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::authority::{Authority, NAME, homemade};
use crate::front::{Front, Manner};
use crate::shop::Shop;

/// What is found where `tls` stands before the real listener.
async fn found(authority: &Authority, tls: Arc<ServerConfig>) -> Verdict {
    let shop = Shop::open().await;
    let front = Front::open(tls, Manner::PassesOnTo(shop.address())).await;
    authority.prober().prove(&front.url(), |nonce| shop.key.proof(nonce)).await
}

#[tokio::test]
async fn each_trouble_is_told_from_the_others() {
    let authority = Authority::new();
    let namesake = Authority::new();
    let troubles = [
        (authority.issues(NAME, -60, -2), CertificateTrouble::Expired),
        (authority.issues(NAME, 2, 60), CertificateTrouble::NotYetValid),
        (authority.issues("another.example", -1, 60), CertificateTrouble::WrongName),
        (namesake.good(), CertificateTrouble::UnknownIssuer),
        (homemade(), CertificateTrouble::UnknownIssuer),
    ];
    for (tls, reason) in troubles {
        assert_eq!(
            found(&authority, tls).await,
            Verdict::Certificate { reason },
            "though the right process is there"
        );
    }
    assert!(
        matches!(found(&authority, authority.good()).await, Verdict::Reachable { .. }),
        "and this one is right"
    );
}

#[tokio::test]
async fn a_certificate_is_looked_at_every_time() {
    let (authority, shop) = (Authority::new(), Shop::open().await);
    let front = Front::open(authority.good(), Manner::PassesOnTo(shop.address())).await;
    let prober = authority.prober();
    for time in 1..=2 {
        let verdict = prober.prove(&front.url(), |nonce| shop.key.proof(nonce)).await;
        assert!(matches!(verdict, Verdict::Reachable { .. }), "{verdict:?}");
        assert_eq!(front.connections(), time, "each question has a connection of its own");
    }
    let asked_as_the_system_trusts =
        outside::Prober::new([]).unwrap().prove(&front.url(), |_| String::new()).await;
    let unknown = Verdict::Certificate { reason: CertificateTrouble::UnknownIssuer };
    assert_eq!(asked_as_the_system_trusts, unknown, "our authority is trusted only where it is named");
}

#[tokio::test]
async fn a_port_that_does_not_speak_tls_has_no_certificate() {
    let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{NAME}:{}", tcp.local_addr().unwrap().port());
    let plain = tokio::spawn(async move {
        let (mut stream, _) = tcp.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        stream // open until the other side has read it
    });
    let verdict = Authority::new().prober().prove(&url, |_| String::new()).await;
    assert_eq!(verdict, Verdict::Certificate { reason: CertificateTrouble::Missing });
    drop(plain.await.unwrap());
}
