//! An authority of our own, and the certificates that it issues, good and bad.

use std::sync::Arc;

use chrono::{Datelike, TimeDelta, Utc};
use outside::{CertificateDer, Prober};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    date_time_ymd,
};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;

/// The name that every front answers to.
pub const NAME: &str = "localhost";

pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    root: CertificateDer<'static>,
}

impl Authority {
    pub fn new() -> Self {
        let mut params = valid(&[], -1, 90);
        params.distinguished_name.push(DnType::CommonName, "Stampdesk test authority");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let root = params.self_signed(&key).unwrap().der().clone();
        Self { issuer: Issuer::new(params, key), root }
    }

    /// Asks, trusting this authority.
    pub fn prober(&self) -> Prober {
        Prober::new([self.root.clone()]).unwrap()
    }

    /// A certificate for [`NAME`] as it should be.
    pub fn good(&self) -> Arc<ServerConfig> {
        self.issues(NAME, -1, 60)
    }

    /// A certificate for `name`, valid from so many days from now until so many days from now.
    pub fn issues(&self, name: &str, from: i64, until: i64) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let mut params = valid(&[name.to_owned()], from, until);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let certificate = params.signed_by(&key, &self.issuer).unwrap().der().clone();
        presents(certificate, &key)
    }
}

/// A certificate that nobody else has signed, as somebody makes it at home.
pub fn homemade() -> Arc<ServerConfig> {
    let key = KeyPair::generate().unwrap();
    let certificate = valid(&[NAME.to_owned()], -1, 60).self_signed(&key).unwrap().der().clone();
    presents(certificate, &key)
}

fn valid(names: &[String], from: i64, until: i64) -> CertificateParams {
    let day = |days| {
        let date = Utc::now() + TimeDelta::days(days);
        date_time_ymd(date.year(), date.month().try_into().unwrap(), date.day().try_into().unwrap())
    };
    let mut params = CertificateParams::new(names).unwrap();
    (params.not_before, params.not_after) = (day(from), day(until));
    params
}

fn presents(certificate: CertificateDer<'static>, key: &KeyPair) -> Arc<ServerConfig> {
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key);
    Arc::new(config.unwrap())
}
