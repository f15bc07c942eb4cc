//! Keeps the road open: starts the tunnel that the owner chose, leads it to where the door is, and asks from outside
//! whether it leads here: at once when something changed or this PC woke, else when the schedule says.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use outside::{CertificateTrouble, Prober, Schedule, Verdict};
use reach::{Minder, Token, Tunnel, TunnelState, Way};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet, spawn_blocking};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, sleep_until};

use super::{Road, endpoint};
use crate::TokenState;
use crate::crash::{Lives, Part};
use crate::desk::Shared;

/// How often it is looked whether another program kept another token, or the keychain can be reached now.
const LOOK: Duration = Duration::from_secs(5);

/// The road's keeping, as whoever ends it holds it.
pub struct Tended {
    /// Nothing is ever sent: that it is dropped is the end.
    end: watch::Sender<()>,
    task: JoinHandle<()>,
}

impl Tended {
    /// Ends the tunnel, and returns when nothing of it runs any more.
    pub async fn end(self) {
        drop(self.end);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the road's keeping");
        }
    }
}

/// What the road is to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Wanted {
    way: Way,
    target: Option<SocketAddr>,
    token: Option<Token>,
}

/// The task that keeps the road.
pub struct Keeping {
    shared: Arc<Shared>,
    wanted: Wanted,
    tunnel: Option<(Tunnel, watch::Receiver<TunnelState>)>,
    road: Road,
    schedule: Schedule,
    due: Instant,
    asking: JoinSet<Verdict>,
}

impl Keeping {
    /// Begins; it follows the desk's standing from now on.
    pub fn begin(shared: Arc<Shared>) -> Tended {
        let (end, mut ended) = watch::channel(());
        let task = tokio::spawn(async move {
            let mut lives = Lives::of(Part::Road, &shared.failures);
            while let Err(rest) = lives.one(Self::of(Arc::clone(&shared)).keep(ended.clone())).await {
                tokio::select! {
                    _ = ended.changed() => return,
                    () = sleep(rest) => {}
                }
            }
        });
        Tended { end, task }
    }

    fn of(shared: Arc<Shared>) -> Self {
        Self {
            shared,
            wanted: Wanted::default(),
            tunnel: None,
            road: Road::default(),
            schedule: Schedule::default(),
            due: Instant::now(),
            asking: JoinSet::new(),
        }
    }

    async fn keep(mut self, mut ended: watch::Receiver<()>) {
        let shared = Arc::clone(&self.shared);
        let mut standing = shared.standing.subscribe();
        let mut look = interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let idle = self.road.endpoint.is_none() || self.road.asking;
            tokio::select! {
                _ = ended.changed() => break,
                _ = look.tick() => self.follow().await,
                Ok(()) = standing.changed() => self.follow().await,
                () = shared.ask_outside.notified() => {
                    self.follow().await;
                    self.ask_soon();
                }
                () = changed(&mut self.tunnel) => self.read_tunnel(),
                () = sleep_until(self.due), if !idle => self.ask(),
                Some(answer) = self.asking.join_next() => match answer {
                    Ok(verdict) => self.learn(verdict),
                    Err(error) => {
                        tracing::error!(%error, "the question from outside");
                        self.road.asking = false;
                        self.due = Instant::now() + LOOK;
                    }
                },
            }
            self.publish();
        }
        self.leave().await;
        self.publish();
    }

    /// Goes by what the owner wants now.
    async fn follow(&mut self) {
        let (way, target) = {
            let standing = self.shared.standing.borrow();
            let target = standing.listening.open_at().and_then(|address| address.parse().ok());
            (standing.settings.way.clone(), target)
        };
        let token = self.token(&way).await;
        let wanted = Wanted { way, target, token };
        if wanted == self.wanted {
            return;
        }
        self.leave().await;
        self.wanted = wanted;
        let Some(target) = self.wanted.target else { return };
        let minder = match Minder::this_program() {
            Ok(minder) => minder,
            Err(error) => return tracing::error!(%error, "no tunnel can be started"),
        };
        let tunnel = Tunnel::start(&self.wanted.way, self.wanted.token.as_ref(), target, minder);
        let state = tunnel.state();
        self.shared.tunnel_says(Some(tunnel.output()));
        self.tunnel = Some((tunnel, state));
        self.read_tunnel();
    }

    async fn token(&mut self, way: &Way) -> Option<Token> {
        let Some(program) = way.account() else {
            self.road.token = TokenState::None;
            return None;
        };
        let shared = Arc::clone(&self.shared);
        let found = spawn_blocking(move || shared.tokens.find(program)).await; // a keychain may make us wait
        let (state, token) = found.unwrap_or_default();
        self.road.token = state;
        token
    }

    /// What the tunnel says of itself. Another address was not asked yet.
    fn read_tunnel(&mut self) {
        let Some((_, state)) = &mut self.tunnel else { return };
        self.road.tunnel = state.borrow_and_update().clone();
        let endpoint = match &self.road.tunnel {
            TunnelState::Up { url, .. } => endpoint(url),
            _ => None,
        };
        if endpoint != self.road.endpoint {
            self.asking = JoinSet::new(); // whoever is on the way asks at another address
            let tunnel = self.road.tunnel.clone();
            self.road = Road { tunnel, endpoint, token: self.road.token, ..Road::default() };
            self.ask_soon();
        }
    }

    fn ask_soon(&mut self) {
        self.schedule = Schedule::default();
        self.due = Instant::now();
    }

    fn ask(&mut self) {
        let Some(endpoint) = self.road.endpoint.clone() else { return };
        let key = self.shared.probe_key.clone();
        self.road.asking = true;
        self.asking.spawn(async move {
            match Prober::new([]) {
                Ok(prober) => prober.prove(&endpoint, |nonce| key.proof(nonce)).await,
                Err(error) => {
                    tracing::error!(%error, "no certificate can be judged");
                    Verdict::Certificate { reason: CertificateTrouble::UnknownIssuer }
                }
            }
        });
    }

    fn learn(&mut self, verdict: Verdict) {
        let words = verdict.words();
        if self.road.verdict.as_ref().map(Verdict::words) != Some(words) {
            tracing::info!("{words}");
        }
        self.schedule = self.schedule.after(&verdict);
        self.due = Instant::now() + self.schedule.pause();
        self.road =
            Road { verdict: Some(verdict), asked_at: Some(Utc::now()), asking: false, ..self.road.clone() };
    }

    /// Ends the tunnel; nothing is known of the road then.
    async fn leave(&mut self) {
        if let Some((tunnel, _)) = self.tunnel.take() {
            tunnel.stop().await;
            self.shared.tunnel_says(None);
        }
        self.asking = JoinSet::new();
        self.road = Road { token: self.road.token, ..Road::default() };
    }

    /// Tells the window, and by the record other programs.
    fn publish(&self) {
        if let Some(record) = self.shared.record.get() {
            record.road(&self.road);
        }
        self.shared.road.send_if_modified(|told| {
            let new = *told != self.road;
            told.clone_from(&self.road);
            new
        });
    }
}

/// Resolves when the tunnel says something new of itself.
async fn changed(tunnel: &mut Option<(Tunnel, watch::Receiver<TunnelState>)>) {
    if let Some((_, state)) = tunnel
        && state.changed().await.is_ok()
    {
        return;
    }
    std::future::pending().await
}
