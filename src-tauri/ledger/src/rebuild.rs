//! The tables anew from the log: after an upgrade that reads more, or to prove that they are right.

use loyalite::Envelope;
use rusqlite::Connection;

use crate::table::{customer, delivery};
use crate::{intake, store};

/// What a rebuild went through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Rebuilt {
    /// Deliveries in the log.
    pub deliveries: u64,
    /// Customers folded.
    pub customers: u64,
}

/// Drops the tables and fills them from the log, in one transaction.
pub fn rebuild(connection: &mut Connection) -> rusqlite::Result<Rebuilt> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    transaction.execute_batch(
        "DROP TABLE event; DROP TABLE coupon; DROP TABLE customer; DROP TABLE organization;",
    )?;
    transaction.execute_batch(store::TABLES)?;
    let rebuilt = fill(&transaction)?;
    transaction.commit()?;
    Ok(rebuilt)
}

/// Fills empty tables from the log.
pub fn fill(connection: &Connection) -> rusqlite::Result<Rebuilt> {
    let mut rebuilt = Rebuilt { deliveries: 0, customers: 0 };
    delivery::for_each(connection, |delivery| {
        intake::note(connection, delivery.seq, delivery.received_at, &Envelope::read(&delivery.body))?;
        rebuilt.deliveries += 1;
        Ok::<_, rusqlite::Error>(())
    })?;
    for number in customer::all(connection)? {
        intake::refold(connection, number)?;
        rebuilt.customers += 1;
    }
    Ok(rebuilt)
}
