//! A tunnel, as whoever needs one holds it.

use std::{net::SocketAddr, sync::Arc};

use tokio::{
    sync::{oneshot, watch},
    task::JoinHandle,
};

use crate::{
    Minder, Pace, Places, Token, TunnelState, Way,
    output::Output,
    supervisor::{self, Supervisor},
};

/// Where programs are looked for, and at which pace they are supervised.
#[derive(Debug, Clone)]
pub struct Terms {
    /// Where programs are looked for.
    pub places: Places,
    /// The supervisor's times.
    pub pace: Pace,
}

impl Default for Terms {
    fn default() -> Self {
        Self { places: Places::of_this_system(), pace: Pace::default() }
    }
}

/// A supervised tunnel. Dropping it ends the program too, but without waiting for that.
#[derive(Debug)]
pub struct Tunnel {
    state: watch::Receiver<TunnelState>,
    output: Arc<Output>,
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl Tunnel {
    /// Starts the program of `way`, if it has one, and keeps it running; what it brings goes to `target`.
    /// Must be called within a tokio runtime.
    pub fn start(way: &Way, token: Option<&Token>, target: SocketAddr, minder: Minder) -> Self {
        Self::start_on(way, token, target, minder, Terms::default())
    }

    /// The same, on other terms.
    pub fn start_on(
        way: &Way,
        token: Option<&Token>,
        target: SocketAddr,
        minder: Minder,
        terms: Terms,
    ) -> Self {
        let (first, recipe) = supervisor::begin(way, token, target);
        let (say, state) = watch::channel(first);
        let output = Arc::new(Output::default());
        let running = recipe.map(|recipe| {
            let supervisor = Supervisor::new(recipe, minder, terms, Arc::clone(&output), say);
            let (stop, stopped) = oneshot::channel();
            let stopped = async {
                let _ = stopped.await; // told so, or dropped
            };
            (stop, tokio::spawn(supervisor.supervise(stopped)))
        });
        Self { state, output, running }
    }

    /// The state, now and whenever it changes. The last one stays readable after the end.
    pub fn state(&self) -> watch::Receiver<TunnelState> {
        self.state.clone()
    }

    /// The program's last lines, now and later.
    pub fn output(&self) -> Arc<Output> {
        Arc::clone(&self.output)
    }

    /// Ends the program and everything that it started; returns when they are gone.
    pub async fn stop(self) {
        if let Some((stop, task)) = self.running {
            let _ = stop.send(()); // it may have ended by itself
            if let Err(error) = task.await {
                tracing::error!(%error, "the tunnel's supervisor");
            }
        }
    }
}
