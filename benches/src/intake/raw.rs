//! The limit that SQLite sets: the very rows that taking in writes, written again into an empty ledger in batches, with
//! nothing around it. No HTTP, no JSON, no fold, no look at what is known already. What triggers count, they count here too.

mod rows;

use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use ledger::Writer;
use rusqlite::{Connection, Row, TransactionBehavior, params_from_iter};
use uuid::Uuid;

use crate::load::CONNECTIONS;

use rows::{Finished, Rows, Write};

/// Writes the rows of the ledger `filled` into a new one at `empty`, batches as large as a group of ours can be; deliveries in
/// a second.
pub fn per_second(filled: &Path, empty: &Path) -> Result<f64> {
    drop(Writer::start(empty)?); // makes the tables
    let mut empty = open(empty)?;
    let filled = Connection::open(filled)?;
    let number_and_slug = |row: &Row<'_>| Ok((row.get("organization")?, row.get("slug")?));
    let organizations = Rows::<(i64, String)>::read(&filled, "organization", number_and_slug)?;
    for (number_and_slug, _) in organizations.rows {
        let insert = "INSERT INTO organization (organization, slug) VALUES (?1, ?2)";
        empty.execute(insert, number_and_slug)?;
    }
    let steps = steps(&filled)?;

    let begin = Instant::now();
    for batch in steps.chunks(CONNECTIONS) {
        let transaction = empty.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for Write { sql, row, columns } in batch.iter().flatten() {
            transaction.prepare_cached(sql)?.execute(params_from_iter(&row[..*columns]))?;
        }
        transaction.commit()?;
    }
    Ok(steps.len() as f64 / begin.elapsed().as_secs_f64())
}

/// Set up as the ledger's own writing connection.
fn open(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// What each delivery writes, in the order of arrival: its own two rows, and those of its customer, of the state at its
/// instant and of its coupon, which the first delivery inserts and every other updates.
fn steps(filled: &Connection) -> Result<Vec<Vec<Write>>> {
    let deliveries = Rows::read(filled, "delivery", |_| Ok(()))?;
    let events = Rows::read(filled, "event", Touched::by)?;
    let mut customers = Finished::read(filled, "customer", |row| row.get::<_, i64>("customer"))?;
    let moment = |row: &Row<'_>| Ok((row.get("customer")?, row.get("seen_at")?));
    let mut snapshots = Finished::<(i64, i64)>::read(filled, "snapshot", moment)?;
    let mut coupons = Finished::read(filled, "coupon", |row| row.get::<_, Uuid>("coupon_id"))?;

    let (insert_delivery, insert_event) =
        (deliveries.insert(deliveries.width()), events.insert(events.width()));
    let mut steps = Vec::new();
    for (((), delivery), (touched, event)) in deliveries.rows.into_iter().zip(events.rows) {
        let mut step = vec![Write::whole(&insert_delivery, delivery)];
        step.extend(touched.customer.into_iter().flat_map(|number| customers.write(&number)));
        step.push(Write::whole(&insert_event, event));
        step.extend(touched.moment().into_iter().flat_map(|moment| snapshots.write(&moment)));
        step.extend(touched.coupon.into_iter().flat_map(|id| coupons.write(&id)));
        steps.push(step);
    }
    Ok(steps)
}

/// What an event's row names of other tables' rows.
struct Touched {
    customer: Option<i64>,
    occurred_at: Option<i64>,
    coupon: Option<Uuid>,
}

impl Touched {
    fn by(event: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            customer: event.get("customer")?,
            occurred_at: event.get("occurred_at")?,
            coupon: event.get("coupon_id")?,
        })
    }

    fn moment(&self) -> Option<(i64, i64)> {
        self.customer.zip(self.occurred_at)
    }
}

#[cfg(test)]
mod tests {
    use chrono::Utc;
    use simulator::Shop;

    use super::*;

    #[tokio::test]
    async fn the_rows_are_those_that_intake_writes() {
        let folder = tempfile::tempdir().unwrap();
        let [filled, empty] = ["filled.db", "empty.db"].map(|name| folder.path().join(name));
        let writer = Writer::start(&filled).unwrap();
        for delivery in Shop::default().history(14, Utc::now()) {
            writer.deliver(delivery.body, Utc::now()).await.unwrap();
        }
        drop(writer);
        assert!(per_second(&filled, &empty).unwrap() > 0.0);
        assert_eq!(
            ledger::check(&empty).unwrap(),
            Vec::<String>::new(),
            "all figures, triggers' ones included"
        );
        let deliveries = |path| crate::peers::rows(path, "delivery").unwrap();
        assert_eq!(deliveries(&empty), deliveries(&filled));
    }
}
