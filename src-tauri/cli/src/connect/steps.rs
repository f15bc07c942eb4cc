//! What has to be done for events to arrive, step by step, and how far each has come.

use std::fmt;

use desk::{Listening, TunnelState, Verdict, endpoint};
use serde::Serialize;

use super::state::State;
use crate::print::time;

/// A step.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its name.
    pub step: &'static str,
    /// How far it has come.
    pub state: Progress,
    /// What is so, and what to do.
    pub words: String,
}

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// It is done, as far as this PC can see.
    Done,
    /// It is still to be done, or under way.
    Open,
    /// Something is wrong.
    Failed,
}

use Progress::{Done, Failed, Open};

/// The steps in their order.
pub fn steps(state: &State) -> Vec<Step> {
    let step = |step, (state, words)| Step { step, state, words };
    vec![
        step("listening", listening(state)),
        step("tunnel", tunnel(state)),
        step("reachable", reachable(state)),
        step("registered", registered(state)),
        step("secret", secret(state)),
        step("event", event(state)),
    ]
}

fn listening(state: &State) -> (Progress, String) {
    match &state.listening {
        None | Some(Listening::Shut) => {
            (Open, "Nobody listens now: start Stampdesk, or `stampdesk-cli listen`.".into())
        }
        Some(listening) => match listening.open_at() {
            Some(address) => (Done, format!("Stampdesk listens on {address}.")),
            None => (Failed, listening.trouble().unwrap_or_default()),
        },
    }
}

fn tunnel(state: &State) -> (Progress, String) {
    if state.way == desk::Way::None {
        let words = "How the platform reaches this PC is not chosen yet: stampdesk-cli connect via --help.";
        return (Open, words.into());
    }
    let Some(road) = &state.road else {
        return (Open, "Chosen; it is led here while Stampdesk is open.".into());
    };
    let progress = match &road.tunnel {
        TunnelState::Up { .. } => Done,
        TunnelState::Off | TunnelState::Starting { .. } => Open,
        TunnelState::Missing { .. } | TunnelState::Failed { .. } => Failed,
    };
    (progress, road.tunnel.to_string())
}

fn reachable(state: &State) -> (Progress, String) {
    let road = state.road.as_ref();
    match road.and_then(|road| road.verdict.as_ref()) {
        None => (Open, "Whether the internet reaches this PC is not proven yet.".into()),
        Some(verdict @ Verdict::Reachable { at, .. }) => {
            (Done, format!("{} Proven {}.", verdict.words(), time(Some(*at))))
        }
        Some(verdict) => (Failed, verdict.words().into()),
    }
}

fn registered(state: &State) -> (Progress, String) {
    let url = state.road.as_ref().and_then(|road| road.endpoint.clone());
    let known = url.or_else(|| match &state.way {
        desk::Way::Own { url } => endpoint(url),
        _ => None,
    });
    let Some(url) = known else { return (Open, "The address to register is known once it is there.".into()) };
    let where_to = "in Loyalite under Account > Settings > Integrations > Webhooks > Add Webhook";
    match state.last_event_at {
        Some(_) => (Done, format!("Events have arrived. Registered {where_to} must be: {url}")),
        None => (Open, format!("Register this address {where_to}: {url}")),
    }
}

fn secret(state: &State) -> (Progress, String) {
    match state.secrets {
        None => (Failed, "The signing secrets cannot be read.".into()),
        Some(0) => {
            let words = "Loyalite shows the signing secret once, when the address is registered. Keep it here: \
                         stampdesk-cli secret add.";
            (Open, words.into())
        }
        Some(1) => (Done, "One signing secret is kept.".into()),
        Some(count) => (Done, format!("{count} signing secrets are kept.")),
    }
}

fn event(state: &State) -> (Progress, String) {
    match state.last_event_at {
        Some(at) => (Done, format!("The last event arrived {}.", time(Some(at)))),
        None => {
            let words = "No event has arrived yet: press Test in Loyalite, or try the way with `stampdesk-cli connect \
                         test --url` and the public address.";
            (Open, words.into())
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.state {
            Done => "done",
            Open => "open",
            Failed => "FAULT",
        };
        write!(out, "{mark:<6}{}", self.words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state() -> State {
        State { way: desk::Way::None, listening: None, road: None, secrets: Some(0), last_event_at: None }
    }

    fn progress(state: &State) -> Vec<Progress> {
        steps(state).iter().map(|step| step.state).collect()
    }

    #[test]
    fn each_step_goes_by_what_is_known() {
        assert_eq!(progress(&state()), [Open; 6], "a new PC");
        let url = "https://shop.example".to_owned();
        let reached = desk::Road {
            tunnel: TunnelState::Up { url: url.clone(), program: None },
            endpoint: endpoint(&url),
            verdict: Some(Verdict::Reachable { url: url.clone(), at: chrono::DateTime::UNIX_EPOCH }),
            ..desk::Road::default()
        };
        let listening = Some(Listening::On { address: "127.0.0.1:8787".into() });
        let ready = State {
            way: desk::Way::Own { url },
            listening,
            road: Some(reached),
            secrets: Some(1),
            ..state()
        };
        assert_eq!(
            progress(&ready),
            [Done, Done, Done, Open, Done, Open],
            "what only Loyalite can prove is open"
        );
        assert!(steps(&ready)[3].words.ends_with("https://shop.example/webhooks/loyalite"));
        let live = State { last_event_at: Some(chrono::DateTime::UNIX_EPOCH), ..ready };
        assert_eq!(progress(&live), [Done; 6]);
        let down = desk::Road { verdict: Some(Verdict::NoInternet), ..desk::Road::default() };
        let offline = State { road: Some(down), ..live };
        assert_eq!(steps(&offline)[2].state, Failed);
    }
}
