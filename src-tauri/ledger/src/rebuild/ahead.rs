//! The log, read by two: one thread fetches the rows and writes what comes of them, the other works on the bodies meanwhile.

use std::sync::mpsc::sync_channel;
use std::thread;

use rusqlite::{Connection, Rows};

use crate::table::delivery::{self, Delivery};

/// Deliveries handed over at a time.
const CHUNK: usize = 1024;
/// Chunks that may be under way.
const AHEAD: usize = 4;

/// Calls `work` with every delivery in the order of arrival, on a thread of its own, and `write` here with what came of it.
pub fn for_each<T: Send>(
    connection: &Connection,
    mut work: impl FnMut(Delivery) -> T + Send,
    mut write: impl FnMut(T) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(delivery::ALL)?;
    let mut rows = statement.query([])?;
    thread::scope(|scope| {
        let (todo, to_do) = sync_channel::<Vec<Delivery>>(AHEAD);
        let (done, written) = sync_channel::<Vec<T>>(AHEAD);
        scope.spawn(move || {
            to_do.iter().try_for_each(|chunk| done.send(chunk.into_iter().map(&mut work).collect()))
        });
        let mut under_way = 0;
        loop {
            let chunk = next(&mut rows)?;
            let ended = chunk.is_empty();
            if !ended && todo.send(chunk).is_ok() {
                under_way += 1;
            }
            while under_way > if ended { 0 } else { AHEAD - 1 } {
                let chunk = written.recv().map_err(|_| rusqlite::Error::UnwindingPanic)?;
                under_way -= 1;
                chunk.into_iter().try_for_each(&mut write)?;
            }
            if ended {
                return Ok(());
            }
        }
    })
}

fn next(rows: &mut Rows<'_>) -> rusqlite::Result<Vec<Delivery>> {
    let mut chunk = Vec::with_capacity(CHUNK);
    while chunk.len() < CHUNK
        && let Some(row) = rows.next()?
    {
        chunk.push(delivery::from_row(row)?);
    }
    Ok(chunk)
}
