//! What the keychain is trusted with, and when it is asked. It may be missing or locked, so the listener never waits for
//! it: what has been read stays in memory, and what could not be read is tried again beside the deliveries.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use loyalite::Secret;
use uuid::Uuid;

use super::info::Place;
use super::kept::Kept;
use super::system_keychain::{self as system, Unreachable};

/// `off` keeps secrets in the file: for servers, kiosks and tests.
const VARIABLE: &str = "STAMPDESK_KEYCHAIN";
/// One that cannot be reached is tried again so often.
const AGAIN: Duration = Duration::from_secs(30);
/// One that asked its owner for a password in vain does not ask again soon.
const REFUSED: Duration = Duration::from_secs(60 * 60);

/// The way to the keychain.
#[derive(Debug)]
pub struct Keychain {
    wanted: bool,
    known: Arc<Mutex<Known>>,
}

/// What is known of it.
#[derive(Debug, Default)]
struct Known {
    secrets: HashMap<Uuid, Secret>,
    /// Counts up whenever `secrets` grows.
    changes: u64,
    reading: bool,
    trouble: Option<Unreachable>,
    quiet_until: Option<Instant>,
}

impl Keychain {
    /// This system's, unless the environment says otherwise.
    pub fn of_this_system() -> Self {
        let off = std::env::var_os(VARIABLE).is_some_and(|value| value == "off");
        Self { wanted: !off, known: Arc::default() }
    }

    /// None, whatever there is.
    pub fn none() -> Self {
        Self { wanted: false, known: Arc::default() }
    }

    /// Puts a secret in.
    pub fn put(&self, id: Uuid, secret: &Secret) -> Result<(), Unreachable> {
        self.wanted()?;
        let outcome = system::put(id, secret);
        let mut known = self.known();
        known.found(&outcome);
        if outcome.is_ok() {
            known.learn(id, secret.clone());
        }
        outcome
    }

    /// Takes a secret out for good.
    pub fn erase(&self, id: Uuid) -> Result<(), Unreachable> {
        self.wanted()?;
        self.known().rests()?;
        let outcome = system::erase(id);
        self.known().found(&outcome);
        outcome
    }

    /// Reads those of `ids` that are not known yet, and waits so long for them; what comes later is known later.
    pub fn read(&self, ids: impl IntoIterator<Item = Uuid>, patience: Duration) {
        let mut known = self.known();
        let missing: Vec<_> = ids.into_iter().filter(|id| !known.secrets.contains_key(id)).collect();
        if missing.is_empty() || self.wanted().is_err() || known.reading || known.rests().is_err() {
            return;
        }
        known.reading = true;
        drop(known);
        let shared = Arc::clone(&self.known);
        let (done, awaited) = mpsc::channel::<()>();
        let reading = move || {
            let outcome = system::read(&missing, |id, secret| lock(&shared).learn(id, secret));
            let mut known = lock(&shared);
            known.found(&outcome);
            known.reading = false;
            drop(done);
        };
        match thread::Builder::new().name("keychain".into()).spawn(reading) {
            Ok(_) => drop(awaited.recv_timeout(patience)),
            Err(error) => tracing::error!(%error, "the keychain was not read"),
        }
    }

    /// The text of `kept`, where it lies within reach.
    pub fn text_of(&self, kept: &Kept) -> Option<Secret> {
        if kept.place == Place::Keychain {
            self.known().secrets.get(&kept.id).cloned()
        } else {
            kept.secret()
        }
    }

    /// Forgets all but some.
    pub fn retain(&self, stays: impl Fn(Uuid) -> bool) {
        self.known().secrets.retain(|id, _| stays(*id));
    }

    /// Another number whenever more secrets are known.
    pub fn changes(&self) -> u64 {
        self.known().changes
    }

    /// Why it could not be reached.
    pub fn trouble(&self) -> Option<Unreachable> {
        self.wanted().err().or_else(|| self.known().trouble.clone())
    }

    fn wanted(&self) -> Result<(), Unreachable> {
        if self.wanted { Ok(()) } else { Err(Unreachable::Off) }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        lock(&self.known)
    }
}

impl Known {
    fn learn(&mut self, id: Uuid, secret: Secret) {
        self.secrets.insert(id, secret);
        self.changes += 1;
    }

    fn found(&mut self, outcome: &Result<(), Unreachable>) {
        self.trouble = outcome.clone().err();
        let quiet =
            self.trouble.as_ref().map(|why| if *why == Unreachable::Locked { REFUSED } else { AGAIN });
        self.quiet_until = quiet.map(|quiet| Instant::now() + quiet);
    }

    /// Fails for a while after a failure.
    fn rests(&self) -> Result<(), Unreachable> {
        match (&self.trouble, self.quiet_until) {
            (Some(trouble), Some(until)) if Instant::now() < until => Err(trouble.clone()),
            _ => Ok(()),
        }
    }
}

fn lock(known: &Mutex<Known>) -> MutexGuard<'_, Known> {
    known.lock().unwrap_or_else(PoisonError::into_inner)
}
