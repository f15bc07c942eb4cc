//! What came of the question, in words that help.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Whether the public address leads to this PC, and what is in the way if not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reach", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Verdict {
    /// It leads to this very process, over TLS, with a certificate that is trusted.
    Reachable {
        /// The public address.
        url: String,
        /// When it was proven.
        at: DateTime<Utc>,
    },
    /// The name cannot be looked up, or no way leads there.
    NoInternet,
    /// Nothing answers there, or the tunnel's far end says that nobody is connected to it.
    TunnelDown {
        /// The HTTP status that it said so with.
        status: Option<u16>,
    },
    /// Something answers, but not this process.
    OtherAnswers,
    /// The platform would not trust the connection.
    Certificate {
        /// Why not.
        reason: CertificateTrouble,
    },
    /// There is no https address to ask.
    NoAddress,
}

/// Why a connection is not to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum CertificateTrouble {
    /// It was valid once.
    Expired,
    /// It will be valid later; or the clock is wrong.
    NotYetValid,
    /// It is another address's.
    WrongName,
    /// Nobody who is trusted has signed it.
    UnknownIssuer,
    /// It was taken back.
    Revoked,
    /// There is none: what answers does not speak TLS, or has none for this name.
    Missing,
    /// It is broken, or not meant for a web address.
    Invalid,
}

impl Verdict {
    /// What happened and what to do, in the English words of the window.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Reachable { .. } => "This PC can be reached from the internet: records arrive here.",
            Self::NoInternet => {
                "The public address cannot be found from this PC. Open any web page here. If none opens, this PC has no \
                 internet: check the cable, the Wi-Fi and the router. If pages open, the address is mistyped, or it no \
                 longer exists; a trial address ends when its tunnel does."
            }
            Self::TunnelDown { .. } => {
                "Nothing at the public address passes records on to this PC. Start the tunnel again; it must lead to the \
                 address that Stampdesk listens at. With an address of your own, check that the router passes it on to \
                 this PC. Loyalite tries again for about eight hours; nothing is lost until then."
            }
            Self::OtherAnswers => {
                "Something answers at the public address, but not Stampdesk on this PC. Perhaps the tunnel runs on \
                 another PC, leads to another program, or asks for a login first. Let it lead to the address that \
                 Stampdesk listens at, and switch off any login for it."
            }
            Self::Certificate { reason } => reason.words(),
            Self::NoAddress => {
                "There is no public address to check yet. It must begin with https:// and is shown by the tunnel when \
                 it starts."
            }
        }
    }
}

impl CertificateTrouble {
    /// What happened and what to do, in the English words of the window.
    pub fn words(self) -> &'static str {
        match self {
            Self::Expired => {
                "The certificate of the public address has expired, so Loyalite will not send records there. First see \
                 whether this PC shows the right date. If it does, whoever runs the address must renew the certificate."
            }
            Self::NotYetValid => {
                "The certificate of the public address is not valid yet. Most often the clock of this PC is wrong: set \
                 its date and time. If they are right, whoever runs the address must look at the certificate."
            }
            Self::WrongName => {
                "The certificate at the public address belongs to another address, so Loyalite will not send records \
                 there. Check the address letter by letter. If it is right, whoever runs it must get a certificate for \
                 it. A Wi-Fi that asks for a login first can cause this too: open a web page on this PC and see."
            }
            Self::UnknownIssuer => {
                "The certificate of the public address was issued by nobody that this PC trusts. If it was made at home, \
                 get one from a public authority; Loyalite accepts no other. If not, an antivirus program may be \
                 looking into secure connections on this PC: make an exception for the address there."
            }
            Self::Revoked => {
                "The certificate of the public address was withdrawn by its issuer, so Loyalite will not send records \
                 there. Whoever runs the address must get a new one."
            }
            Self::Missing => {
                "What answers at the public address does not offer a secure connection for it. Check the address and its \
                 port. A new tunnel can take some minutes until its certificate is there."
            }
            Self::Invalid => {
                "The certificate of the public address cannot be used, so Loyalite will not send records there. Whoever \
                 runs the address must get a new one from a public authority."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::{json, to_value};

    use super::*;

    fn all() -> Vec<Verdict> {
        use CertificateTrouble::{Expired, Invalid, Missing, NotYetValid, Revoked, UnknownIssuer, WrongName};
        let certificates = [Expired, NotYetValid, WrongName, UnknownIssuer, Revoked, Missing, Invalid]
            .map(|reason| Verdict::Certificate { reason });
        let reachable = Verdict::Reachable { url: "https://shop.example".into(), at: DateTime::UNIX_EPOCH };
        let down = Verdict::TunnelDown { status: Some(502) };
        [
            &[reachable, Verdict::NoInternet, down, Verdict::OtherAnswers, Verdict::NoAddress],
            &certificates[..],
        ]
        .concat()
    }

    #[test]
    fn the_window_and_scripts_read_it_under_these_names() {
        let told: Vec<_> = all().iter().map(|verdict| to_value(verdict).unwrap()).collect();
        let reachable =
            json!({"reach": "reachable", "url": "https://shop.example", "at": "1970-01-01T00:00:00Z"});
        assert_eq!(told[0], reachable);
        assert_eq!(told[1], json!({"reach": "no_internet"}));
        assert_eq!(told[2], json!({"reach": "tunnel_down", "status": 502}));
        assert_eq!(told[3], json!({"reach": "other_answers"}));
        assert_eq!(told[4], json!({"reach": "no_address"}));
        assert_eq!(told[5], json!({"reach": "certificate", "reason": "expired"}));
        assert_eq!(told[8], json!({"reach": "certificate", "reason": "unknown_issuer"}));
        let silence = to_value(Verdict::TunnelDown { status: None }).unwrap();
        assert_eq!(silence, json!({"reach": "tunnel_down", "status": null}), "unknown is null, not absent");
    }

    #[test]
    fn each_has_words_of_its_own_without_jargon() {
        let words: HashSet<_> = all().iter().map(Verdict::words).collect();
        assert_eq!(words.len(), all().len(), "what differs is mended differently");
        for words in words {
            for jargon in ["TLS", "DNS", "HTTP ", "proxy", "nonce", "handshake", "localhost", "50"] {
                assert!(!words.contains(jargon), "{jargon:?} in {words:?}");
            }
        }
    }

    #[test]
    fn the_window_says_the_same_in_english() {
        let catalogue = include_str!("../../../ui/src/messages/connection.en.ts");
        for verdict in all() {
            let words = verdict.words();
            assert!(catalogue.contains(&format!("'{words}'")), "the window has no “{words}”");
        }
    }
}
