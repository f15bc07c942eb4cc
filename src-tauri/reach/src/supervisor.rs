//! Keeps the tunnel program running: finds it, starts it, watches it, and starts it again.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use chrono::{TimeDelta, Utc};
use tokio::{
    sync::watch,
    time::{self, Instant},
};

use crate::{
    Minder, Terms, Token, TunnelFault, TunnelState, Way,
    output::Output,
    pace::Backoff,
    program,
    recipe::Recipe,
    run::{Event, Run},
    way::origin,
};

/// A tunnel program and what it is to do.
pub(crate) struct Supervisor {
    recipe: Recipe,
    minder: Minder,
    terms: Terms,
    output: Arc<Output>,
    state: watch::Sender<TunnelState>,
    backoff: Backoff,
}

/// What was said of a way before anything runs: its state, and a recipe if something is to run.
pub(crate) fn begin(way: &Way, token: Option<&Token>, target: SocketAddr) -> (TunnelState, Option<Recipe>) {
    let name = match way {
        Way::Own { url } => return (TunnelState::Up { url: origin(url), program: None }, None),
        Way::Command { line, .. } => line.clone(),
        Way::Cloudflared { .. } | Way::CloudflaredTry => "cloudflared".to_owned(),
        Way::Ngrok { .. } => "ngrok".to_owned(),
        Way::Tailscale => "tailscale".to_owned(),
        Way::None => return (TunnelState::Off, None),
    };
    match Recipe::of(way, token, target) {
        Some(Ok(recipe)) => (TunnelState::Starting { program: recipe.program.clone() }, Some(recipe)),
        Some(Err(reason)) => (TunnelState::Failed { program: name, reason, again_at: None }, None),
        None => (TunnelState::Off, None),
    }
}

impl Supervisor {
    pub(crate) fn new(
        recipe: Recipe,
        minder: Minder,
        terms: Terms,
        output: Arc<Output>,
        state: watch::Sender<TunnelState>,
    ) -> Self {
        let backoff = Backoff::new(terms.pace);
        Self { recipe, minder, terms, output, state, backoff }
    }

    /// Goes on until `stop` resolves; then nothing of it runs any more.
    pub(crate) async fn supervise(mut self, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        loop {
            let pause = match self.terms.places.find(&self.recipe.program) {
                None => self.missing(),
                Some(path) => {
                    self.say(TunnelState::Starting { program: self.name() });
                    let run = Run::start(&path, &self.recipe, &self.minder, &self.terms.pace);
                    let mut up_since = None;
                    let reason = match run {
                        Err(error) => TunnelFault::NotStarted { words: error.to_string() },
                        Ok(mut run) => {
                            let reason = tokio::select! {
                                reason = self.watch(&mut run, &mut up_since) => Some(reason),
                                () = &mut stop => None,
                            };
                            run.end().await;
                            let Some(reason) = reason else { break };
                            reason
                        }
                    };
                    self.failed(reason, up_since)
                }
            };
            tokio::select! {
                () = time::sleep(pause) => {}
                () = &mut stop => break,
            }
        }
        self.say(TunnelState::Off);
    }

    /// Follows a run until it fails.
    async fn watch(&self, run: &mut Run, up_since: &mut Option<Instant>) -> TunnelFault {
        let patience = self.terms.pace.address_within;
        let deadline = Instant::now() + patience;
        let mut known: Option<String> = None;
        if let Some(url) = self.recipe.source.at_once() {
            known = Some(self.up(url.to_owned(), up_since));
        }
        loop {
            let event = tokio::select! {
                event = run.next() => event,
                () = time::sleep_until(deadline), if known.is_none() => {
                    let seconds = u32::try_from(patience.as_secs()).unwrap_or(u32::MAX);
                    return TunnelFault::NoAddress { seconds, words: run.words() };
                }
            };
            match event {
                Event::Line(line) => {
                    if let Some(url) = self.recipe.source.read(&line, known.as_deref()) {
                        known = Some(self.up(url, up_since));
                    }
                    self.output.push(line);
                }
                Event::Ended(status) => return run.ended(status),
            }
        }
    }

    fn up(&self, url: String, since: &mut Option<Instant>) -> String {
        since.get_or_insert_with(Instant::now);
        self.say(TunnelState::Up { url: url.clone(), program: Some(self.name()) });
        url
    }

    /// The pause before looking again.
    fn missing(&self) -> Duration {
        let how = program::how_to_get(&self.recipe.program);
        self.say(TunnelState::Missing { program: self.name(), how });
        self.terms.pace.look_again
    }

    /// The pause before the next start.
    fn failed(&mut self, reason: TunnelFault, up_since: Option<Instant>) -> Duration {
        let pause = self.backoff.after(up_since.map_or(Duration::ZERO, |since| since.elapsed()));
        tracing::warn!(program = self.recipe.program, pause = ?pause, "the tunnel failed: {reason}");
        let again_at = TimeDelta::from_std(pause).ok().and_then(|pause| Utc::now().checked_add_signed(pause));
        self.say(TunnelState::Failed { program: self.name(), reason, again_at });
        pause
    }

    fn name(&self) -> String {
        self.recipe.program.clone()
    }

    fn say(&self, state: TunnelState) {
        self.state.send_if_modified(|known| {
            let new = *known != state;
            *known = state;
            new
        });
    }
}
