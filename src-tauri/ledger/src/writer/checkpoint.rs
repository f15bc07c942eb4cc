//! Moves what was committed from the write-ahead log into the database file, on a thread of its own. Left to SQLite, every
//! so many commits one of them would do it, and the deliveries behind it would wait for the disk twice over.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use rusqlite::Connection;

use crate::{LedgerError, store};

/// Pages (of 4 KiB) that wait in the log before they are moved: one that changes often is written once.
const PAGES: i64 = 1000;
/// Once nothing waits, the next commit begins the log's file anew. While a pass goes on, more is committed; so many passes
/// try to catch up.
const PASSES: usize = 4;

/// The handle of that thread. Dropping it ends the thread, once it has moved what it is moving.
#[derive(Debug)]
pub struct Checkpoints {
    poke: Option<SyncSender<()>>,
    /// Held while pages are moved, and by whoever wants none to be.
    moving: Arc<Mutex<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpoints {
    /// Starts the thread for the database at `path`, which is open to be written.
    pub fn start(path: &Path) -> Result<Self, LedgerError> {
        let connection = store::open_beside_writer(path)?;
        let (poke, poked) = sync_channel(1);
        let moving = Arc::new(Mutex::new(()));
        let held = Arc::clone(&moving);
        let thread = std::thread::Builder::new()
            .name("ledger-checkpoints".into())
            .spawn(move || work(&connection, &poked, &held))
            .map_err(|error| LedgerError::Failed(error.to_string()))?;
        Ok(Self { poke: Some(poke), moving, thread: Some(thread) })
    }

    /// Holds checkpoints back until what it returns is dropped: of two at a time the second fails, and forgetting ends with one.
    pub fn pause(&self) -> MutexGuard<'_, ()> {
        self.moving.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something was committed.
    pub fn after_commit(&self) {
        if let Some(poke) = &self.poke {
            let _ = poke.try_send(()); // full: it is about to look anyway
        }
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        self.poke = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the checkpoint thread had panicked");
        }
    }
}

fn work(connection: &Connection, poked: &Receiver<()>, moving: &Mutex<()>) {
    while poked.recv().is_ok() {
        let _moving = moving.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = look(connection) {
            tracing::warn!(%error, "no checkpoint; the next commit tries again");
        }
    }
}

fn look(connection: &Connection) -> rusqlite::Result<()> {
    if pages_waiting(connection, "NOOP")? < PAGES {
        return Ok(());
    }
    for _ in 0..PASSES {
        if pages_waiting(connection, "PASSIVE")? == 0 {
            break;
        }
    }
    Ok(())
}

/// How many pages wait after a checkpoint of this kind. NOOP moves none; PASSIVE waits for nobody, and no commit for it.
fn pages_waiting(connection: &Connection, kind: &str) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(&format!("PRAGMA wal_checkpoint({kind})"))?
        .query_row([], |row| Ok(row.get::<_, i64>("log")? - row.get::<_, i64>("checkpointed")?))
}
