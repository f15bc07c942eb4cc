//! The owner's choice: how the platform's requests reach this PC.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::line;

/// How the platform reaches this PC. It holds no secrets: a token goes beside it ([`crate::Token`]).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Way {
    /// Not chosen yet.
    #[default]
    None,
    /// The owner has an address and sees to it; no program is started.
    Own {
        /// That address, `https://…`.
        url: String,
    },
    /// A named Cloudflare tunnel, by its token. Its address stays.
    Cloudflared {
        /// The public host name that the owner gave it in Cloudflare's dashboard.
        hostname: String,
    },
    /// A Cloudflare quick tunnel: to try it, since its address changes with every start.
    CloudflaredTry,
    /// ngrok, with the owner's static domain; its authtoken is the token.
    Ngrok {
        /// The static domain, `name.ngrok-free.app`.
        domain: String,
    },
    /// Tailscale Funnel, with the account that `tailscale` is logged in to.
    Tailscale,
    /// Any other program.
    Command {
        /// Program and arguments; `"…"` and `'…'` keep spaces, no shell reads it. `{target}` stands for our address.
        line: String,
        /// Its public address; `None`: the first `https://` address that it prints.
        url: Option<String>,
    },
}

impl Way {
    /// Refuses what cannot be a way: the platform posts to https addresses alone.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), NoWay> {
        match self {
            Self::None | Self::CloudflaredTry | Self::Tailscale => Ok(()),
            Self::Own { url } => check_address(url),
            Self::Cloudflared { hostname } => check_address(hostname),
            Self::Ngrok { domain } => check_address(domain),
            Self::Command { line, url } => {
                line::words(line).ok_or(NoWay::Line)?;
                url.as_deref().map_or(Ok(()), check_address)
            }
        }
    }

    /// The program whose account's token this way goes by, if it does.
    pub fn account(&self) -> Option<&'static str> {
        match self {
            Self::Cloudflared { .. } => Some("cloudflared"),
            Self::Ngrok { .. } => Some("ngrok"),
            _ => None,
        }
    }
}

/// Why something is no way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoWay {
    /// The address.
    #[error("a public address is a host name, or begins with https://")]
    Address,
    /// The command line.
    #[error("the command line is empty, or a quotation mark in it is not closed")]
    Line,
}

fn check_address(pasted: &str) -> Result<(), NoWay> {
    let url = Url::parse(&whole(pasted)).map_err(|_| NoWay::Address)?;
    if url.scheme() == "https" && url.has_host() { Ok(()) } else { Err(NoWay::Address) }
}

/// `https://host` of an address or bare host name, as people paste them.
pub(crate) fn origin(pasted: &str) -> String {
    whole(pasted).trim_end_matches('/').to_owned()
}

fn whole(pasted: &str) -> String {
    let pasted = pasted.trim();
    if pasted.contains("://") { pasted.to_owned() } else { format!("https://{pasted}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_kept_in_these_words() {
        for (way, json) in [
            (Way::default(), r#"{"way":"none"}"#),
            (Way::CloudflaredTry, r#"{"way":"cloudflared_try"}"#),
            (Way::Ngrok { domain: "a.ngrok.app".to_owned() }, r#"{"way":"ngrok","domain":"a.ngrok.app"}"#),
            (Way::Command { line: "x".to_owned(), url: None }, r#"{"way":"command","line":"x","url":null}"#),
        ] {
            assert_eq!(serde_json::to_string(&way).unwrap(), json, "settings hold it");
            assert_eq!(serde_json::from_str::<Way>(json).unwrap(), way, "and give it back");
        }
    }

    #[test]
    fn what_the_platform_could_not_post_to_is_no_way() {
        let own = |url: &str| Way::Own { url: url.to_owned() }.check();
        for url in ["https://shop.example", "shop.example", " https://shop.example:8443/ ", "https://1.2.3.4"]
        {
            assert_eq!(own(url), Ok(()), "{url:?}");
        }
        for url in ["", " ", "http://shop.example", "ftp://shop.example", "https://", "my shop"] {
            assert_eq!(own(url), Err(NoWay::Address), "{url:?}");
        }
        let command = |line: &str, url: Option<&str>| {
            Way::Command { line: line.to_owned(), url: url.map(str::to_owned) }.check()
        };
        assert_eq!(command("frpc -c 'my shop.toml'", None), Ok(()));
        assert_eq!(command("frpc \"open", None), Err(NoWay::Line), "half an argument must not be guessed");
        assert_eq!(command("frpc", Some("http://shop.example")), Err(NoWay::Address));
    }

    #[test]
    fn hosts_are_taken_as_people_paste_them() {
        for pasted in ["shop.example.com", " https://shop.example.com/ ", "https://shop.example.com"] {
            assert_eq!(origin(pasted), "https://shop.example.com", "{pasted:?} means the same place");
        }
    }
}
