//! Where the door is: told for this run, else chosen in the settings, else the usual place.

use std::net::{SocketAddr, TcpListener};

use crate::{DEFAULT_BIND, DeskError, ErrorCode, Listening, Settings, door};

/// The environment variable that says where to listen in one run.
const VARIABLE: &str = "STAMPDESK_BIND";

/// The address that was told for this run: `explicit`, else `STAMPDESK_BIND`. While there is one, the settings' own has
/// no effect.
pub fn told_address(explicit: Option<&str>) -> Option<String> {
    let named = || std::env::var(VARIABLE).ok().filter(|address| !address.is_empty());
    explicit.map(str::to_owned).or_else(named)
}

/// The address that `settings` ask for.
pub fn chosen(settings: &Settings) -> &str {
    settings.address.as_deref().unwrap_or(DEFAULT_BIND)
}

/// Whether `address` reaches no further than this PC.
pub fn is_loopback(address: &str) -> bool {
    match address.parse::<SocketAddr>() {
        Ok(address) => address.ip().is_loopback(),
        Err(_) => port_of_localhost(address).is_some(),
    }
}

/// Whether this PC could listen at `address` now, and what is in the way if not.
///
/// # Errors
/// What is in the way.
pub fn try_address(address: &str) -> Result<(), Listening> {
    TcpListener::bind(address).map(drop).map_err(|error| door::trouble(address, &error))
}

/// Refuses what is no `IP:port` or `localhost:port`. Port 0, a new one at every start, is nothing a tunnel could be
/// pointed at.
pub(crate) fn check(address: &str) -> Result<(), DeskError> {
    let port = address.parse::<SocketAddr>().map(|it| it.port()).ok().or_else(|| port_of_localhost(address));
    match port {
        Some(1..) => Ok(()),
        _ => Err(DeskError::new(
            ErrorCode::Address,
            format!(
                "{address} is no address to listen on; write it like {DEFAULT_BIND}, [::1]:8787 or localhost:8787"
            ),
        )),
    }
}

fn port_of_localhost(address: &str) -> Option<u16> {
    address.strip_prefix("localhost:")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_an_ip_or_localhost_with_a_port() {
        for address in ["127.0.0.1:8787", "[::1]:8787", "0.0.0.0:80", "localhost:8787"] {
            assert_eq!(check(address), Ok(()), "{address} can be listened on");
        }
        for nonsense in
            ["", "8787", "127.0.0.1", "127.0.0.1:0", "localhost:0", "localhost:", "shop.example:80"]
        {
            assert_eq!(check(nonsense).unwrap_err().code, ErrorCode::Address, "{nonsense} cannot");
        }
    }

    #[test]
    fn only_loopback_stays_within_this_pc() {
        for near in ["127.0.0.1:8787", "127.4.5.6:1", "[::1]:8787", "localhost:8787"] {
            assert!(is_loopback(near), "{near}");
        }
        for far in ["0.0.0.0:8787", "192.168.1.20:8787", "[::]:8787"] {
            assert!(!is_loopback(far), "{far} can be reached from the network");
        }
    }
}
