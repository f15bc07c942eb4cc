//! `connect test`: a test event of our own on the way that the platform's take, and what became of it.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use chrono::Utc;
use desk::{DeskError, Folder, Record, Secrets, TestEvent};
use reqwest::{Client, Url, redirect};
use serde::Serialize;
use uuid::Uuid;

use crate::print;
use crate::show::reader;

/// The platform waits this long for an answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Where deliveries are taken in.
const PATH: &str = "/webhooks/loyalite";

/// What became of the test event.
#[derive(Serialize)]
struct Report {
    url: String,
    id: Uuid,
    #[serde(flatten)]
    outcome: Outcome,
}

#[derive(Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
enum Outcome {
    /// It is in this shop's log, under this arrival number.
    Arrived { seq: i64 },
    /// It was accepted, but not into this shop's log.
    Elsewhere { status: u16 },
    /// Whoever answers did not take it.
    TurnedAway { status: u16 },
    /// Nobody answered.
    Unreachable { reason: String },
}

/// Posts a test event to `url`, or to where this shop's desk listens; exit 1 unless it arrived.
pub async fn test(folder: &Folder, url: Option<&str>, json: bool) -> Result<()> {
    let url = match url {
        Some(url) => complete(url)?,
        None => Url::parse(&own_address(folder)?)?,
    };
    let event = TestEvent::new(&Secrets::of(folder), Utc::now())?;
    let outcome = post(folder, &url, &event).await?;
    let report = Report { url: url.into(), id: event.id, outcome };
    if json {
        print::json(&report)?;
    }
    match report.outcome {
        Outcome::Arrived { .. } if json => Ok(()),
        Outcome::Arrived { .. } => {
            println!("{}", report.words());
            Ok(())
        }
        _ => bail!(report.words()),
    }
}

async fn post(folder: &Folder, url: &Url, event: &TestEvent) -> Result<Outcome> {
    // As the platform: no redirects. No proxy stands between: the address is meant as given.
    let client = Client::builder().timeout(PATIENCE).redirect(redirect::Policy::none()).no_proxy().build()?;
    let request = client.post(url.clone()).body(event.body.clone());
    let request =
        event.headers().into_iter().fold(request, |request, (name, value)| request.header(name, value));
    let answer = match request.send().await {
        Ok(answer) => answer.status(),
        Err(error) => {
            let reason = format!("{:#}", anyhow::Error::new(error.without_url()));
            return Ok(Outcome::Unreachable { reason });
        }
    };
    let status = answer.as_u16();
    if !answer.is_success() {
        return Ok(Outcome::TurnedAway { status });
    }
    let stored = reader(folder)?.seq_of(event.id).map_err(DeskError::from)?;
    Ok(stored.map_or(Outcome::Elsewhere { status }, |seq| Outcome::Arrived { seq }))
}

/// The whole address of the endpoint, where only its host was given too.
fn complete(url: &str) -> Result<Url> {
    let mut url = Url::parse(url).with_context(|| format!("{url} is no address"))?;
    if !matches!(url.scheme(), "http" | "https") {
        bail!("{url} is no http(s) address");
    }
    if url.path() == "/" {
        url.set_path(PATH);
    }
    Ok(url)
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

impl Report {
    fn words(&self) -> String {
        let url = &self.url;
        match &self.outcome {
            Outcome::Arrived { seq } => format!(
                "The test event arrived by {url}: it is #{seq} in this shop's feed, shown as a test, and counts in no figure."
            ),
            Outcome::Elsewhere { .. } => format!(
                "Somebody answered at {url} and accepted the test event, but it is not in this shop's records: another \
                 program answers there."
            ),
            Outcome::TurnedAway { status: 401 } => format!(
                "{url} was reached, but whoever answers there does not know this shop's signing secret: another Stampdesk, \
                 or one with another data folder."
            ),
            Outcome::TurnedAway { status: 503 } => format!(
                "{url} was reached, but nothing can be taken in there at the moment (503): a tunnel without Stampdesk behind \
                 it, or a Stampdesk without a secret or with a full disk. `stampdesk-cli health` says which."
            ),
            Outcome::TurnedAway { status } => format!(
                "Somebody answered at {url} with {status}; Stampdesk would not. The address leads to another program, or \
                 its path is not {PATH}."
            ),
            Outcome::Unreachable { reason } => format!("Nobody answers at {url}: {reason}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_host_is_completed_and_a_path_is_left_alone() {
        let whole = |url: &str| complete(url).map(String::from).unwrap_or_default();
        assert_eq!(whole("https://shop.example"), "https://shop.example/webhooks/loyalite");
        assert_eq!(whole("https://shop.example/in?way=1"), "https://shop.example/in?way=1");
        assert_eq!(whole("shop.example"), "", "an address says how");
        assert_eq!(whole("ftp://shop.example"), "", "nobody listens by that");
    }

    #[test]
    fn a_desk_on_every_address_is_reached_on_this_pc() {
        for (listening, at) in
            [("0.0.0.0:80", "127.0.0.1:80"), ("[::]:80", "[::1]:80"), ("10.0.0.7:80", "10.0.0.7:80")]
        {
            assert_eq!(reached(listening.parse().unwrap()).to_string(), at);
        }
    }
}
