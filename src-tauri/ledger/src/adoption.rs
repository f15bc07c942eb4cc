//! What a ledger that is put in place of another takes over from it: whom to forget, and how far arrival numbers have come.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use crate::table::remainder;
use crate::{CustomerKey, forget};

/// What a ledger has to say to the one that takes its place.
pub struct Legacy {
    /// The highest arrival number that it ever gave out.
    numbers: i64,
    /// The key that its graves are marked with.
    key: Option<Vec<u8>>,
    /// Who was forgotten in it, and when.
    graves: HashMap<Vec<u8>, i64>,
}

impl Legacy {
    /// That of the ledger behind `connection`.
    pub fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let (numbers, key) = connection.query_row(
            "SELECT max(coalesce(max(removed_up_to), 0), coalesce((SELECT max(seq) FROM delivery), 0)), max(hash_key)
             FROM ledger",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let mut graves = connection.prepare("SELECT digest, forgotten_at FROM tombstone")?;
        let graves = graves.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        Ok(Self { numbers, key, graves })
    }

    /// Hands it on to `heir`. A backup must not bring back who was forgotten after it was taken: of ledgers with the same key,
    /// the graves are compared.
    pub fn pass_on(
        self,
        heir: &mut Connection,
        day_of: impl Fn(DateTime<Utc>) -> i64,
        now: DateTime<Utc>,
    ) -> rusqlite::Result<()> {
        heir.execute("UPDATE ledger SET removed_up_to = max(removed_up_to, ?1)", [self.numbers])?;
        let key = heir.query_row("SELECT max(hash_key) FROM ledger", [], |row| row.get(0))?;
        if self.graves.is_empty() || self.key != key {
            return Ok(());
        }
        for customer in customers(heir)? {
            if self.graves.contains_key(&remainder::grave(heir, &customer)?) {
                forget::forget(heir, &customer, &day_of, now)?;
            }
        }
        let mut bury =
            heir.prepare("INSERT OR IGNORE INTO tombstone (digest, forgotten_at) VALUES (?1, ?2)")?;
        self.graves.iter().try_for_each(|grave| bury.execute(params![grave.0, grave.1]).map(drop))
    }
}

fn customers(connection: &Connection) -> rusqlite::Result<Vec<CustomerKey>> {
    connection
        .prepare(
            "SELECT o.slug, c.customer_id FROM customer c JOIN organization o ON o.organization = c.organization",
        )?
        .query_map([], |row| Ok(CustomerKey { organization: row.get(0)?, customer_id: row.get(1)? }))?
        .collect()
}
