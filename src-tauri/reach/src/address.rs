//! Reading the public address from what a tunnel program prints.
//!
//! These programs print many addresses: of their documentation, their sign-in pages, their own API. So each is
//! recognised by what is special to it, never as "some address".

/// Where the public address comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// The owner's, and the tunnel is up once cloudflared says that it is registered.
    Registered(String),
    /// `https://….trycloudflare.com`, in a box on standard error.
    QuickTunnel,
    /// The field `url=https://…` of a logfmt line.
    Ngrok,
    /// `https://host.tailnet.ts.net`.
    Tailscale,
    /// The owner's; the program is up as soon as it runs.
    Given(String),
    /// The first one printed.
    FirstPrinted,
}

impl Source {
    /// The address that is known before anything is printed.
    pub(crate) fn at_once(&self) -> Option<&str> {
        match self {
            Self::Given(url) => Some(url),
            _ => None,
        }
    }

    /// The address that `line` tells of; `known` is the one we have.
    pub(crate) fn read(&self, line: &str, known: Option<&str>) -> Option<String> {
        match self {
            Self::Registered(url) => line.contains("Registered tunnel connection").then(|| url.clone()),
            Self::QuickTunnel => addresses(line).find(|url| is_quick(host(url))).map(str::to_owned),
            Self::Ngrok => field_url(line).map(str::to_owned),
            Self::Tailscale => addresses(line).find(|url| host(url).ends_with(".ts.net")).map(str::to_owned),
            Self::FirstPrinted if known.is_none() => addresses(line).next().map(str::to_owned),
            Self::Given(_) | Self::FirstPrinted => None,
        }
    }
}

/// The API of Cloudflare's quick tunnels has an address among them, and its error messages name it.
fn is_quick(host: &str) -> bool {
    host.ends_with(".trycloudflare.com") && host != "api.trycloudflare.com"
}

/// `url=https://…` as a field of its own, quoted or not.
fn field_url(line: &str) -> Option<&str> {
    let at = line.match_indices("url=").map(|(at, _)| at).find(|&at| at == 0 || line[..at].ends_with(' '))?;
    let value = line[at + "url=".len()..].trim_start_matches('"');
    value.starts_with(SCHEME).then(|| addresses(value).next()).flatten()
}

const SCHEME: &str = "https://";

/// The origins (`https://host[:port]`) in a line.
fn addresses(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices(SCHEME).filter_map(|(at, _)| {
        let rest = &line[at + SCHEME.len()..];
        let ends = |letter: char| !(letter.is_ascii_alphanumeric() || ".-:[]".contains(letter));
        let host = rest[..rest.find(ends).unwrap_or(rest.len())].trim_end_matches(['.', ':', ']']);
        (!host.is_empty()).then(|| &line[at..at + SCHEME.len() + host.len()])
    })
}

fn host(url: &str) -> &str {
    let host = &url[SCHEME.len()..];
    host.split(':').next().unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(source: &Source, line: &str, expected: Option<&str>) {
        assert_eq!(source.read(line, None).as_deref(), expected, "{line:?}");
    }

    #[test]
    fn a_quick_tunnel_is_in_its_box_and_not_in_its_errors() {
        let quick = Source::QuickTunnel;
        let boxed = "2026-01-05T09:00:00Z INF |  https://seasonal-deck.trycloudflare.com      |";
        reads(&quick, boxed, Some("https://seasonal-deck.trycloudflare.com"));
        reads(&quick, r#"failed: Post "https://api.trycloudflare.com/tunnel": dial tcp"#, None);
        reads(&quick, "INF see https://developers.cloudflare.com/tunnel", None);
    }

    #[test]
    fn ngrok_says_it_in_a_field() {
        let started = r#"lvl=info msg="started tunnel" obj=tunnels addr=http://127.0.0.1:8787 url=https://shop.ngrok-free.app"#;
        reads(&Source::Ngrok, started, Some("https://shop.ngrok-free.app"));
        reads(&Source::Ngrok, r#"lvl=info msg=x url="https://a.ngrok.app""#, Some("https://a.ngrok.app"));
        reads(&Source::Ngrok, "lvl=info update_url=https://ngrok.com/download", None);
        reads(&Source::Ngrok, "ERROR: get one at https://dashboard.ngrok.com/authtoken", None);
    }

    #[test]
    fn tailscale_prints_a_sign_in_page_too() {
        reads(&Source::Tailscale, "https://till.pango-lin.ts.net/", Some("https://till.pango-lin.ts.net"));
        reads(&Source::Tailscale, "         https://login.tailscale.com/f/funnel?node=n1", None);
    }

    #[test]
    fn a_named_tunnel_has_the_owners_name() {
        let named = Source::Registered("https://shop.example.com".to_owned());
        reads(
            &named,
            "INF Registered tunnel connection connIndex=0 protocol=quic",
            Some("https://shop.example.com"),
        );
        reads(&named, "INF Starting tunnel tunnelID=1", None);
    }

    #[test]
    fn of_any_other_program_the_first_address_counts() {
        reads(
            &Source::FirstPrinted,
            "forwarding https://a.example:8443/x (see https://b.example)",
            Some("https://a.example:8443"),
        );
        let later = Source::FirstPrinted.read("GET https://b.example", Some("https://a.example"));
        assert_eq!(later, None, "what it logs afterwards is not its address");
    }
}
