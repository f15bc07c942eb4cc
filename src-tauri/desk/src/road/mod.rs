//! The road from the internet to the door: the tunnel that the owner chose, and what the last question from outside said
//! of it. `keep` looks after it for as long as the desk is open.

mod keep;

use chrono::{DateTime, Utc};
use outside::Verdict;
use reach::TunnelState;
use serde::{Deserialize, Serialize};
use url::Url;

pub use keep::{Keeping, Tended};

use crate::TokenState;

/// The road as far as it is known at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Road {
    /// The tunnel.
    pub tunnel: TunnelState,
    /// Where the platform must post to: what the owner registers there. `None` without a public address.
    pub endpoint: Option<String>,
    /// What came of the last question from outside; `None` as long as this address was not asked.
    pub verdict: Option<Verdict>,
    /// When that was.
    pub asked_at: Option<DateTime<Utc>>,
    /// It is being asked at this moment.
    pub asking: bool,
    /// The token of the tunnel's account.
    pub token: TokenState,
}

impl Default for Road {
    /// No road, and nothing known of one.
    fn default() -> Self {
        Self {
            tunnel: TunnelState::Off,
            endpoint: None,
            verdict: None,
            asked_at: None,
            asking: false,
            token: TokenState::None,
        }
    }
}

/// Where the platform posts to, at the public address `url`: the path is ours unless the owner's address has one.
pub fn endpoint(url: &str) -> Option<String> {
    let mut url = Url::parse(url.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    if url.path() == "/" {
        url.set_path(listener::PATH);
    }
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_host_is_completed_and_a_path_is_left_alone() {
        let whole = |url: &str| endpoint(url).unwrap_or_default();
        assert_eq!(whole("https://shop.example"), "https://shop.example/webhooks/loyalite");
        assert_eq!(whole("https://shop.example/in?way=1"), "https://shop.example/in?way=1");
        assert_eq!(whole("shop.example"), "", "an address says how");
        assert_eq!(whole("ftp://shop.example"), "", "nobody listens by that");
    }
}
