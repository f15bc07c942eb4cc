//! The owner's choice: how the platform's requests reach this PC.

use serde::{Deserialize, Serialize};

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

/// `https://host` of an address or bare host name, as people paste them.
pub(crate) fn origin(pasted: &str) -> String {
    let pasted = pasted.trim().trim_end_matches('/');
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
    fn hosts_are_taken_as_people_paste_them() {
        for pasted in ["shop.example.com", " https://shop.example.com/ ", "https://shop.example.com"] {
            assert_eq!(origin(pasted), "https://shop.example.com", "{pasted:?} means the same place");
        }
    }
}
