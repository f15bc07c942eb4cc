//! The tables anew from the log: after an upgrade that reads more, or to prove that they are right.

mod ahead;
mod filling;

use rusqlite::{Connection, TransactionBehavior};

use crate::fold::State;
use crate::store;
use crate::table::event::{self, EventRow};
use crate::table::{fact, snapshot};
use filling::Filling;

/// What a rebuild went through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Rebuilt {
    /// Deliveries in the log.
    pub deliveries: u64,
    /// Customers folded.
    pub customers: u64,
}

/// The version of the tables: of their shape, and of the reading and folding that fills them. Raise it with either, and
/// every ledger is rebuilt when it is next opened, so that what was set aside before is tried again.
pub const VERSION: i64 = 6;

/// Every table that any version made. Names the database, for `check` attaches the stored one beside its own.
const DROP: &str =
    "DROP TABLE IF EXISTS main.event; DROP TABLE IF EXISTS main.closure; DROP TABLE IF EXISTS main.coupon_count;
     DROP TABLE IF EXISTS main.total; DROP TABLE IF EXISTS main.unsettled; DROP TABLE IF EXISTS main.coupon; DROP TABLE IF EXISTS main.snapshot; DROP TABLE IF EXISTS main.customer;
     DROP TABLE IF EXISTS main.organization;";

/// Room for pages while the tables are filled, in KiB.
const ROOM: i64 = 64 << 10;
/// Room for what is being sorted, and for pages meanwhile, in KiB: as much as a processor keeps close at hand.
const SORTING_ROOM: i64 = 2 << 10;
/// Threads that sort beside this one.
const SORTING: i64 = 1;

/// Makes the tables anew from the log, in one transaction.
pub fn rebuild(connection: &mut Connection) -> rusqlite::Result<Rebuilt> {
    let usual: i64 = connection.pragma_query_value(None, "cache_size", |row| row.get(0))?;
    connection.pragma_update(None, "cache_size", -ROOM)?;
    connection.pragma_update(None, "threads", SORTING)?;
    // Events come before their customers here; and a table is dropped whole, not row by row.
    connection.pragma_update(None, "foreign_keys", false)?;
    let rebuilt = anew(connection);
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", usual)?;
    rebuilt
}

fn anew(connection: &mut Connection) -> rusqlite::Result<Rebuilt> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(DROP)?;
    transaction.execute_batch(store::TABLES)?;
    let rebuilt = fill(&transaction)?;
    transaction.execute("UPDATE ledger SET tables = ?1", [VERSION])?;
    transaction.commit()?;
    Ok(rebuilt)
}

/// Whether the tables are of this version and reach as far as the log: the quick form of `check`, whatever the size.
pub fn is_current(connection: &Connection) -> rusqlite::Result<bool> {
    let ours: bool = connection.query_row("SELECT tables = ?1 FROM ledger", [VERSION], |row| row.get(0))?;
    let reach = "SELECT (SELECT max(seq) FROM delivery) IS (SELECT max(seq) FROM event)";
    Ok(ours && connection.query_row(reach, [], |row| row.get(0))?)
}

/// Fills empty tables from the log, and makes their indexes.
pub fn fill(connection: &Connection) -> rusqlite::Result<Rebuilt> {
    let mut filling = Filling::of(fact::tests(connection)?);
    let write = |(row, landmark): (EventRow, Option<State>)| {
        event::insert(connection, &row)?;
        match (row.customer, landmark) {
            (Some(number), Some(state)) => snapshot::put(connection, number, &state),
            _ => Ok(()),
        }
    };
    ahead::for_each(connection, |delivery, envelope| filling.take(delivery, envelope), write)?;
    filling.finish(connection)
}
