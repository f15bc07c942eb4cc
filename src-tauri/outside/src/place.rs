//! Where an address leads: the name to look up, the port, and the name that its certificate must bear.

use rustls::pki_types::ServerName;
use url::{Host, Position, Url};

pub(crate) struct Place {
    pub(crate) host: String,
    pub(crate) port: u16,
    /// Host and port as a request names them.
    pub(crate) authority: String,
    pub(crate) path: String,
    /// `None` where no certificate is asked for: over http, which never leaves this PC.
    pub(crate) server: Option<ServerName<'static>>,
}

impl Place {
    /// The place of an http or https URL; none of anything else.
    pub(crate) fn of(url: &str) -> Option<Self> {
        let url = Url::parse(url.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let (host, server) = match url.host()? {
            Host::Domain(name) => (name.to_owned(), ServerName::try_from(name.to_owned()).ok()?),
            Host::Ipv4(address) => (address.to_string(), ServerName::IpAddress(address.into())),
            Host::Ipv6(address) => (address.to_string(), ServerName::IpAddress(address.into())),
        };
        let port = url.port_or_known_default()?;
        let authority = url.origin().ascii_serialization().split_once("://")?.1.to_owned();
        let path = url[Position::BeforePath..Position::AfterQuery].to_owned();
        let server = (url.scheme() == "https").then_some(server);
        Some(Self { host, port, authority, path, server })
    }

    /// Whether its certificate is asked for.
    pub(crate) fn is_secure(&self) -> bool {
        self.server.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_origin_of_an_https_address_counts() {
        let at = |url: &str| {
            Place::of(url).filter(Place::is_secure).map(|place| (place.host, place.port, place.authority))
        };
        let own = |host: &str, port, authority: &str| Some((host.to_owned(), port, authority.to_owned()));
        let shop = own("shop.example", 443, "shop.example");
        for url in [
            "https://shop.example",
            " https://Shop.Example/webhooks/loyalite\n",
            "https://owner:word@shop.example:443/?a=b#c",
        ] {
            assert_eq!(at(url), shop, "{url:?}");
        }
        assert_eq!(at("https://shop.example:8443/x"), own("shop.example", 8443, "shop.example:8443"));
        assert_eq!(at("https://[::1]:1"), own("::1", 1, "[::1]:1"));
        assert_eq!(
            at("https://münchen.example"),
            own("xn--mnchen-3ya.example", 443, "xn--mnchen-3ya.example")
        );
    }

    #[test]
    fn whatever_the_platform_would_not_post_to_is_no_place() {
        for other in
            ["", "shop.example", "http://shop.example", "https://", "https:// /", "ftp://x", "https://a b"]
        {
            assert!(!Place::of(other).is_some_and(|place| place.is_secure()), "{other:?}");
        }
    }
}
