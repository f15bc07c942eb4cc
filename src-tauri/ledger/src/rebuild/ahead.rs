//! The log, read by two: one thread fetches the rows and writes what comes of them, the other works on the bodies meanwhile.
//! Bodies are read on either.

use std::sync::mpsc::sync_channel;
use std::thread;

use loyalite::Envelope;
use rusqlite::{Connection, Rows};

use crate::table::delivery::{self, Delivery};

/// Deliveries handed over at a time.
const CHUNK: usize = 512;
/// Chunks that may be under way.
const AHEAD: usize = 4;

/// A delivery, and what its body says if the thread that fetched it had the time to read it.
type Fetched = (Delivery, Option<Envelope>);

/// Calls `work` with every delivery in the order of arrival, on a thread of its own, and `write` here with what came of it.
pub fn for_each<T: Send>(
    connection: &Connection,
    mut work: impl FnMut(Delivery, Envelope) -> T + Send,
    mut write: impl FnMut(T) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(delivery::ALL)?;
    let mut rows = statement.query([])?;
    thread::scope(|scope| {
        let (todo, to_do) = sync_channel::<Vec<Fetched>>(AHEAD);
        let (done, written) = sync_channel::<Vec<T>>(AHEAD);
        let mut work = move |(delivery, envelope): Fetched| {
            let envelope = envelope.unwrap_or_else(|| Envelope::read(&delivery.body));
            work(delivery, envelope)
        };
        scope.spawn(move || {
            to_do.iter().try_for_each(|chunk| done.send(chunk.into_iter().map(&mut work).collect()))
        });
        let (mut under_way, mut behind) = (0, false);
        loop {
            let chunk = next(&mut rows, behind)?;
            let ended = chunk.is_empty();
            if !ended && todo.send(chunk).is_ok() {
                under_way += 1;
            }
            behind = false;
            while under_way > if ended { 0 } else { AHEAD - 1 } {
                let chunk = written.try_recv().or_else(|_| {
                    behind = true; // nothing to write: the next bodies are read here
                    written.recv().map_err(|_| rusqlite::Error::UnwindingPanic)
                })?;
                under_way -= 1;
                chunk.into_iter().try_for_each(&mut write)?;
            }
            if ended {
                return Ok(());
            }
        }
    })
}

fn next(rows: &mut Rows<'_>, read: bool) -> rusqlite::Result<Vec<Fetched>> {
    let mut chunk = Vec::with_capacity(CHUNK);
    while chunk.len() < CHUNK
        && let Some(row) = rows.next()?
    {
        let delivery = delivery::from_row(row)?;
        let envelope = read.then(|| Envelope::read(&delivery.body));
        chunk.push((delivery, envelope));
    }
    Ok(chunk)
}
