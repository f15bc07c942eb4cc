//! The limit that SQLite sets: the very rows that taking in writes, written again into an empty ledger in batches, with
//! nothing around it. No HTTP, no JSON, no fold, no look at what is known already. What triggers count, they count here too.

use std::collections::HashMap;
use std::hash::Hash;
use std::path::Path;
use std::rc::Rc;
use std::time::Instant;

use anyhow::Result;
use ledger::Writer;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, TransactionBehavior, params_from_iter};
use uuid::Uuid;

use crate::load::CONNECTIONS;

/// Columns that a row goes by: they never change.
const KEYS: [&str; 4] = ["customer", "organization", "customer_id", "coupon_id"];
/// A column that triggers fill.
const COUNTED: &str = "coupons_waiting";

/// One row on its way into its table, or as much of it as is written at a time.
struct Write {
    sql: Rc<str>,
    row: Rc<[Value]>,
    columns: usize,
}

/// Writes the rows of the ledger `filled` into a new one at `empty`, batches as large as a group of ours can be; deliveries in
/// a second.
pub fn per_second(filled: &Path, empty: &Path) -> Result<f64> {
    drop(Writer::start(empty)?); // makes the tables
    let mut empty = open(empty)?;
    let filled = Connection::open(filled)?;
    let organizations = Rows::read(&filled, "organization", |row| Ok((row.get(0)?, row.get(1)?)))?;
    for ((number, slug), _) in organizations.rows {
        let (number, slug): (i64, String) = (number, slug);
        empty.execute("INSERT INTO organization (organization, slug) VALUES (?1, ?2)", (number, slug))?;
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

/// What each delivery writes, in the order of arrival: its own two rows, and those of its customer and its coupon, which the
/// first delivery inserts and every other updates.
fn steps(filled: &Connection) -> Result<Vec<Vec<Write>>> {
    let deliveries = Rows::read(filled, "delivery", |_| Ok(()))?;
    let events = Rows::read(filled, "event", |row| Ok((row.get("customer")?, row.get("coupon_id")?)))?;
    let customers = Rows::read(filled, "customer", |row| row.get::<_, i64>("customer"))?;
    let mut customers = Finished::new(customers, 3); // a customer is made up on first sight, and then filled in
    let coupons = Rows::read(filled, "coupon", |row| row.get::<_, Uuid>("coupon_id"))?;
    let all = coupons.columns.len();
    let mut coupons = Finished::new(coupons, all);

    let (delivered, told) = (deliveries.insert(deliveries.columns.len()), events.insert(events.columns.len()));
    let own = |sql: &Rc<str>, row: Rc<[Value]>| Write { sql: Rc::clone(sql), columns: row.len(), row };
    let mut steps = Vec::new();
    for ((_, delivery), ((customer, coupon), event)) in deliveries.rows.into_iter().zip(events.rows) {
        let mut step = vec![own(&delivered, delivery)];
        let customer = customer.map_or_else(Vec::new, |number: i64| customers.write(&number));
        let (inserted, updated) = customer.into_iter().partition::<Vec<_>, _>(|write| write.columns == 3);
        step.extend(inserted);
        step.push(own(&told, event));
        step.extend(coupon.map_or_else(Vec::new, |id: Uuid| coupons.write(&id)));
        step.extend(updated);
        steps.push(step);
    }
    Ok(steps)
}
