//! The keychain of the operating system: the Secret Service on Linux, Keychain on macOS, Credential Manager on Windows.
//! Its calls block, for as long as it takes somebody to type its password.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use keyring_core::api::CredentialStore;
use keyring_core::{Entry, Error};
use loyalite::Secret;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::platform;

/// What our entries are found under, each with its secret's id.
const SERVICE: &str = "Stampdesk";
/// How long somebody may take to type the keychain's password: whoever adds or removes a secret is there.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why a keychain did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    /// The owner wants none.
    #[error("STAMPDESK_KEYCHAIN is off")]
    Off,
    /// It is locked, or asks for something that nobody answers.
    #[error("it is locked, and nobody unlocked it")]
    Locked,
    /// There is none, or it failed, or it lacks what was asked for.
    #[error("{0}")]
    Failed(String),
}

impl From<Error> for Unreachable {
    fn from(error: Error) -> Self {
        match error {
            Error::NoStorageAccess(_) => Self::Locked,
            // This one would show what it could not decode.
            Error::BadEncoding(_) | Error::BadDataFormat(..) => {
                Self::Failed("it holds something else".into())
            }
            other => Self::Failed(other.to_string()),
        }
    }
}

/// Puts a secret in, unless that takes too long: then it is not there, also later.
pub fn put(id: Uuid, secret: &Secret) -> Result<(), Unreachable> {
    let secret = secret.clone();
    ask(
        id,
        move |entry| entry.set_secret(secret.expose().as_bytes()),
        |entry| drop(entry.delete_credential()),
    )
}

/// Takes a secret out for good; one that is not there is out already.
pub fn erase(id: Uuid) -> Result<(), Unreachable> {
    let erase = |entry: &Entry| match entry.delete_credential() {
        Err(Error::NoEntry) => Ok(()),
        outcome => outcome,
    };
    ask(id, erase, |_| ())
}

/// Reads secrets one after the other, for as long as it takes. A locked keychain asks for its password once, not for each.
pub fn read(ids: &[Uuid], mut found: impl FnMut(Uuid, Secret)) -> Result<(), Unreachable> {
    let store = platform::keychain()?;
    let mut outcome = Ok(());
    for id in ids {
        match read_one(store.as_ref(), *id) {
            Ok(secret) => found(*id, secret),
            Err(Unreachable::Locked) => return Err(Unreachable::Locked),
            Err(why) => outcome = Err(why),
        }
    }
    outcome
}

fn read_one(store: &CredentialStore, id: Uuid) -> Result<Secret, Unreachable> {
    let bytes = Zeroizing::new(entry(store, id)?.get_secret()?);
    let text = str::from_utf8(&bytes).ok().and_then(|text| Secret::new(text).ok());
    text.ok_or_else(|| Unreachable::Failed("it holds something else".into()))
}

/// Lets `work` run on a thread of its own, whatever runtime this one belongs to. What is done only after our patience
/// ended is undone.
fn ask(
    id: Uuid,
    work: impl FnOnce(&Entry) -> keyring_core::Result<()> + Send + 'static,
    undo: impl FnOnce(&Entry) + Send + 'static,
) -> Result<(), Unreachable> {
    let (say, answer) = mpsc::channel();
    let asking = move || {
        let entry = platform::keychain().and_then(|store| entry(store.as_ref(), id));
        let outcome = entry.as_ref().map_err(ToString::to_string).map(work);
        if let (Err(_), Ok(entry)) = (say.send(outcome), &entry) {
            undo(entry);
        }
    };
    let started = thread::Builder::new().name("keychain".into()).spawn(asking);
    started.map_err(|error| Unreachable::Failed(error.to_string()))?;
    match answer.recv_timeout(PATIENCE) {
        Ok(Ok(outcome)) => outcome.map_err(Unreachable::from),
        Ok(Err(why)) => Err(Unreachable::Failed(why)),
        Err(RecvTimeoutError::Timeout) => Err(Unreachable::Locked),
        Err(RecvTimeoutError::Disconnected) => Err(Unreachable::Failed("it failed".into())),
    }
}

fn entry(store: &CredentialStore, id: Uuid) -> keyring_core::Result<Entry> {
    store.build(SERVICE, &id.to_string(), None)
}
