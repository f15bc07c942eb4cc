//! `connect test`: a test event of our own on the way that the platform's take, and what became of it.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use anyhow::{Context, Result, bail};
use chrono::Utc;
use desk::{Folder, PATH, Record, Secrets, TestEvent, TestOutcome, TestReport, endpoint, send_test_event};

use crate::print;

/// Posts a test event to `url`, or to where this shop's desk listens; exit 1 unless it arrived.
pub async fn run(folder: &Folder, url: Option<&str>, json: bool) -> Result<()> {
    let url = match url {
        Some(url) => endpoint(url).with_context(|| format!("{url} is no http(s) address"))?,
        None => own_address(folder)?,
    };
    let event = TestEvent::new(&Secrets::of(folder), Utc::now())?;
    let report = send_test_event(folder, &event, &url).await?;
    if json {
        print::json(&report)?;
    }
    match report.outcome {
        TestOutcome::Arrived { .. } if json => Ok(()),
        TestOutcome::Arrived { .. } => {
            say!("{}", words(&report));
            Ok(())
        }
        _ => bail!(words(&report)),
    }
}

/// Where this shop's desk listens, as this PC reaches it.
fn own_address(folder: &Folder) -> Result<String> {
    let listening = Record::read(folder)?.and_then(|recorded| recorded.border.listening);
    let open_at = listening.as_ref().and_then(|listening| listening.open_at());
    let address = open_at.context(
        "nobody listens for this shop now: start Stampdesk or `stampdesk-cli listen`, or say where with --url",
    )?;
    Ok(format!("http://{}{PATH}", reached(address.parse().context("the desk's address")?)))
}

/// Who listens on every address is reached on this PC's own.
fn reached(mut address: SocketAddr) -> SocketAddr {
    match address {
        SocketAddr::V4(v4) if v4.ip().is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        SocketAddr::V6(v6) if v6.ip().is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}

fn words(TestReport { url, outcome, .. }: &TestReport) -> String {
    match outcome {
        TestOutcome::Arrived { seq } => format!(
            "The test event arrived by {url}: it is #{seq} in this shop's feed, shown as a test, and counts in no figure."
        ),
        TestOutcome::Elsewhere { .. } => format!(
            "Somebody answered at {url} and accepted the test event, but it is not in this shop's records: another \
                 program answers there."
        ),
        TestOutcome::TurnedAway { status: 401 } => format!(
            "{url} was reached, but whoever answers there does not know this shop's signing secret: another Stampdesk, \
                 or one with another data folder."
        ),
        TestOutcome::TurnedAway { status: 503 } => format!(
            "{url} was reached, but nothing can be taken in there at the moment (503): a tunnel without Stampdesk behind \
                 it, or a Stampdesk without a secret or with a full disk. `stampdesk-cli health` says which."
        ),
        TestOutcome::TurnedAway { status } => format!(
            "Somebody answered at {url} with {status}; Stampdesk would not. The address leads to another program, or \
                 its path is not {PATH}."
        ),
        TestOutcome::Unreachable { reason, .. } => format!("Nobody answers at {url}: {reason}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_on_every_address_is_reached_on_this_pc() {
        for (listening, at) in
            [("0.0.0.0:80", "127.0.0.1:80"), ("[::]:80", "[::1]:80"), ("10.0.0.7:80", "10.0.0.7:80")]
        {
            assert_eq!(reached(listening.parse().unwrap()).to_string(), at);
        }
    }
}
