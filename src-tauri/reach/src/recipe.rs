//! How each way's program is started: its arguments, its environment, and where its address comes from.
//!
//! A token goes by the environment only: any user of a PC may read the arguments of every process.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use crate::{Token, TunnelFault, Way, address::Source, line, way::origin};

/// What to start.
#[derive(Debug)]
pub(crate) struct Recipe {
    /// A name to look for, or a path.
    pub program: String,
    pub arguments: Vec<String>,
    /// The variable that carries the token.
    pub secret: Option<(&'static str, Token)>,
    /// Where the public address comes from.
    pub source: Source,
}

impl Recipe {
    /// The recipe of a way that has a program; `None` for those that have none.
    pub(crate) fn of(
        way: &Way,
        token: Option<&Token>,
        target: SocketAddr,
    ) -> Option<Result<Self, TunnelFault>> {
        let local = format!("http://{}", inside(target));
        let recipe = match way {
            Way::None | Way::Own { .. } => return None,
            Way::Cloudflared { hostname } => {
                let Some(token) = token else { return Some(Err(TunnelFault::NoToken)) };
                Self::new(
                    "cloudflared",
                    &["tunnel", "--no-autoupdate", "run"],
                    Source::Registered(origin(hostname)),
                )
                .with("TUNNEL_TOKEN", token)
            }
            Way::CloudflaredTry => {
                let arguments = ["tunnel", "--no-autoupdate", "--url", &local];
                Self::new("cloudflared", &arguments, Source::QuickTunnel)
            }
            Way::Ngrok { domain } => {
                let url = origin(domain);
                let arguments = ["http", &local, "--url", &url, "--log", "stdout", "--log-format", "logfmt"];
                let recipe = Self::new("ngrok", &arguments, Source::Ngrok);
                match token {
                    Some(token) => recipe.with("NGROK_AUTHTOKEN", token),
                    None => recipe, // the owner may have told ngrok already
                }
            }
            Way::Tailscale => Self::new("tailscale", &["funnel", &local], Source::Tailscale),
            Way::Command { line, url } => return Some(command(line, url.as_deref(), &local)),
        };
        Some(Ok(recipe))
    }

    fn new(program: &str, arguments: &[&str], source: Source) -> Self {
        let arguments = arguments.iter().map(|&argument| argument.to_owned()).collect();
        Self { program: program.to_owned(), arguments, secret: None, source }
    }

    fn with(self, variable: &'static str, token: &Token) -> Self {
        Self { secret: Some((variable, token.clone())), ..self }
    }
}

fn command(line: &str, url: Option<&str>, local: &str) -> Result<Recipe, TunnelFault> {
    let mut words = line::words(line).ok_or(TunnelFault::BadLine)?.into_iter();
    let program = words.next().ok_or(TunnelFault::BadLine)?;
    let arguments = words.map(|word| word.replace("{target}", local)).collect();
    let source = match url.map(str::trim) {
        Some(url) if !url.is_empty() => Source::Given(origin(url)),
        _ => Source::FirstPrinted,
    };
    Ok(Recipe { program, arguments, secret: None, source })
}

/// The address at which a program on this PC reaches a listener bound to `target`.
fn inside(target: SocketAddr) -> SocketAddr {
    let ip = match target.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, target.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipe(way: Way, token: Option<&Token>) -> Result<Recipe, TunnelFault> {
        Recipe::of(&way, token, ([0, 0, 0, 0], 8787).into()).unwrap()
    }

    #[test]
    fn tokens_go_by_the_environment_alone() {
        let token = Token::new("tok-private").unwrap();
        let hostname = "shop.example.com".to_owned();
        for (way, variable) in [
            (Way::Cloudflared { hostname: hostname.clone() }, "TUNNEL_TOKEN"),
            (Way::Ngrok { domain: hostname.clone() }, "NGROK_AUTHTOKEN"),
        ] {
            let recipe = recipe(way, Some(&token)).unwrap();
            assert_eq!(
                recipe.secret,
                Some((variable, token.clone())),
                "the variable that the program documents"
            );
            assert!(!recipe.arguments.join(" ").contains("private"), "everybody can read arguments");
        }
        let none = recipe(Way::Cloudflared { hostname }, None);
        assert_eq!(none.err(), Some(TunnelFault::NoToken), "cloudflared would print its help");
    }

    #[test]
    fn the_program_is_sent_to_where_we_listen() {
        let quick = recipe(Way::CloudflaredTry, None).unwrap();
        assert_eq!(quick.arguments, ["tunnel", "--no-autoupdate", "--url", "http://127.0.0.1:8787"]);
        let own = Way::Command { line: "ssh -R 80:{target} 'my host'".to_owned(), url: None };
        let own = recipe(own, None).unwrap();
        assert_eq!(
            (own.program.as_str(), own.arguments.join("|")),
            ("ssh", "-R|80:http://127.0.0.1:8787|my host".to_owned())
        );
        let open = Way::Command { line: "frpc \"open".to_owned(), url: None };
        assert_eq!(
            recipe(open, None).err(),
            Some(TunnelFault::BadLine),
            "half an argument must not be guessed"
        );
    }
}
