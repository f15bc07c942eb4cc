//! A folder of a test's own with the stand-ins in it, and a tunnel on them.

use std::{fs, os::unix::fs::symlink, path::Path, path::PathBuf, time::Duration};

use reach::{Minder, Pace, Places, Terms, Token, Tunnel, TunnelState, Way};
use tempfile::TempDir;

/// A folder with stand-ins. They find their `plan` in it, and leave `starts` and `pids`.
pub struct Stage(TempDir);

impl Stage {
    pub fn with(programs: &[&str]) -> Self {
        let stage = Self(TempDir::new().unwrap());
        programs.iter().for_each(|program| stage.install(program));
        stage
    }

    pub fn install(&self, program: &str) {
        let stand_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stand-ins").join(program);
        symlink(stand_in, self.path(program)).unwrap();
    }

    pub fn plan(&self, word: &str) {
        fs::write(self.path("plan"), word).unwrap();
    }

    /// Tells the stand-in that is up what to do; returns when it has heard.
    pub async fn cue(&self, word: &'static str) {
        let cue = self.path("cue");
        tokio::task::spawn_blocking(move || fs::write(cue, format!("{word}\n")).unwrap()).await.unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The arguments of each start so far.
    pub fn starts(&self) -> Vec<String> {
        self.lines("starts")
    }

    /// Those of the stand-ins' processes that still run.
    pub fn running(&self) -> Vec<String> {
        self.lines("pids").into_iter().filter(|pid| runs(pid)).collect()
    }

    fn lines(&self, name: &str) -> Vec<String> {
        let text = fs::read_to_string(self.path(name)).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    pub fn start(&self, way: &Way, token: Option<&str>, pace: Pace) -> Tunnel {
        let places = Places::only([self.0.path().to_owned()]);
        let token = token.and_then(Token::new);
        let target = ([127, 0, 0, 1], 8787).into();
        Tunnel::start_on(way, token.as_ref(), target, minder(), Terms { places, pace })
    }
}

fn minder() -> Minder {
    Minder::program(env!("CARGO_BIN_EXE_reach-us"))
}

/// Whether a process runs; one that ended and was not waited for yet does not.
pub fn runs(pid: &str) -> bool {
    let state = std::process::Command::new("ps").args(["-o", "stat=", "-p", pid]).output().unwrap();
    let state = String::from_utf8_lossy(&state.stdout).trim().to_owned();
    !state.is_empty() && !state.starts_with('Z')
}

/// Restarts at once; patient otherwise.
pub fn prompt() -> Pace {
    let soon = Duration::from_millis(10);
    Pace { first_pause: soon, longest_pause: soon, look_again: soon, ..Pace::default() }
}

/// Failures stay to be looked at.
pub fn patient() -> Pace {
    Pace { first_pause: Duration::from_secs(600), ..Pace::default() }
}

/// Gives up soon on a program without an address, and restarts as `pace` says.
pub fn impatient(pace: Pace) -> Pace {
    Pace { address_within: Duration::from_secs(1), ..pace }
}

pub async fn until(tunnel: &Tunnel, wanted: impl FnMut(&TunnelState) -> bool) -> TunnelState {
    let mut state = tunnel.state();
    let found = tokio::time::timeout(Duration::from_secs(60), state.wait_for(wanted)).await;
    found.expect("the state is reached").expect("the supervisor lives").clone()
}

/// The address, once it is up.
pub async fn address(tunnel: &Tunnel) -> String {
    match until(tunnel, |state| matches!(state, TunnelState::Up { .. })).await {
        TunnelState::Up { url, .. } => url,
        other => unreachable!("{other:?}"),
    }
}

pub async fn failure(tunnel: &Tunnel) -> (reach::TunnelFault, bool) {
    match until(tunnel, |state| matches!(state, TunnelState::Failed { .. })).await {
        TunnelState::Failed { reason, again_at, .. } => (reason, again_at.is_some()),
        other => unreachable!("{other:?}"),
    }
}
