//! The log, read ahead: a second thread reads the bodies while the first writes the rows.

use std::sync::mpsc::sync_channel;
use std::thread;

use loyalite::Envelope;
use rusqlite::{Connection, Rows};

use crate::table::delivery::{self, Delivery};

/// Deliveries handed over at a time.
const CHUNK: usize = 1024;
/// Chunks that may be under way.
const AHEAD: usize = 4;

/// Calls `each` with every delivery, without its body, and what it says, in the order of arrival.
pub fn for_each(
    connection: &Connection,
    mut each: impl FnMut(Delivery, Envelope) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(delivery::ALL)?;
    let mut rows = statement.query([])?;
    thread::scope(|scope| {
        let (unread, to_read) = sync_channel::<Vec<Delivery>>(AHEAD);
        let (done, read) = sync_channel(AHEAD);
        scope.spawn(move || {
            to_read.iter().try_for_each(|chunk| done.send(chunk.into_iter().map(open).collect()))
        });
        let mut under_way = 0;
        loop {
            let chunk = next(&mut rows)?;
            let ended = chunk.is_empty();
            if !ended && unread.send(chunk).is_ok() {
                under_way += 1;
            }
            while under_way > if ended { 0 } else { AHEAD - 1 } {
                let chunk: Vec<_> = read.recv().map_err(|_| rusqlite::Error::UnwindingPanic)?;
                under_way -= 1;
                chunk.into_iter().try_for_each(|(delivery, envelope)| each(delivery, envelope))?;
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

fn open(delivery: Delivery) -> (Delivery, Envelope) {
    let envelope = Envelope::read(&delivery.body);
    (Delivery { body: Vec::new(), ..delivery }, envelope)
}
