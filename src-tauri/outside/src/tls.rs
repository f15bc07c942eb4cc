//! The secure connection, judged by what this PC trusts.

use std::{io, sync::Arc};

use rustls::client::Resumption;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::{CertificateError, ClientConfig, Error};
use rustls_platform_verifier::Verifier;
use tokio_rustls::TlsConnector;

use crate::{CertificateTrouble, Verdict};

/// The system does not tell whom it trusts, so nothing can be judged.
#[derive(Debug, thiserror::Error)]
#[error("the certificates that this PC trusts cannot be read: {0}")]
pub struct NoTrust(#[from] Error);

/// Trusts what the system trusts, and `roots` as well.
pub(crate) fn connector(
    roots: impl IntoIterator<Item = CertificateDer<'static>>,
) -> Result<TlsConnector, NoTrust> {
    let provider = Arc::new(ring::default_provider());
    let verifier = Verifier::new_with_extra_roots(roots, Arc::clone(&provider))?;
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous() // the builder's word for any verifier but its own
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    // Who resumes a session does not look at the certificate again.
    config.resumption = Resumption::disabled();
    Ok(TlsConnector::from(Arc::new(config)))
}

/// What a handshake that failed says.
pub(crate) fn verdict(error: &io::Error) -> Verdict {
    let tls = error.get_ref().and_then(|error| error.downcast_ref::<Error>());
    match tls {
        Some(Error::InvalidCertificate(error)) => Verdict::Certificate { reason: trouble(error) },
        Some(_) => Verdict::Certificate { reason: CertificateTrouble::Missing },
        // It was cut off: a tunnel's far end does so when nobody is connected to it.
        None => Verdict::TunnelDown { status: None },
    }
}

fn trouble(error: &CertificateError) -> CertificateTrouble {
    use CertificateError as E;
    match error {
        E::Expired | E::ExpiredContext { .. } => CertificateTrouble::Expired,
        E::NotValidYet | E::NotValidYetContext { .. } => CertificateTrouble::NotYetValid,
        E::NotValidForName | E::NotValidForNameContext { .. } => CertificateTrouble::WrongName,
        // A bad signature is what somebody's is that only bears a trusted name.
        E::UnknownIssuer | E::BadSignature => CertificateTrouble::UnknownIssuer,
        E::Revoked => CertificateTrouble::Revoked,
        _ => CertificateTrouble::Invalid,
    }
}
