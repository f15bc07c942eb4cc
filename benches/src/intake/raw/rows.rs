//! Finished rows out of one database, as statements that write them into another. Columns are found by their names, so that
//! a new one needs nothing here.

use std::collections::HashMap;
use std::hash::Hash;
use std::rc::Rc;

use rusqlite::types::Value;
use rusqlite::{Connection, Row};

/// Columns that a row goes by: they never change.
const KEYS: [&str; 5] = ["customer", "organization", "customer_id", "coupon_id", "seen_at"];
/// A column that triggers fill.
const COUNTED: &str = "coupons_waiting";

/// Of a customer so many columns are made up on first sight: number, organization, id. The others follow.
const MADE_UP: usize = 3;

/// One row on its way into its table, or as much of it as is written at a time.
pub(super) struct Write {
    pub sql: Rc<str>,
    pub row: Rc<[Value]>,
    pub columns: usize,
}

impl Write {
    pub fn whole(sql: &Rc<str>, row: Rc<[Value]>) -> Self {
        Self { sql: Rc::clone(sql), columns: row.len(), row }
    }
}

/// A table's rows in the order of their first column, each with what it is found by.
pub(super) struct Rows<K> {
    table: &'static str,
    columns: Vec<String>,
    pub rows: Vec<(K, Rc<[Value]>)>,
}

impl<K> Rows<K> {
    pub fn read(
        connection: &Connection,
        table: &'static str,
        key: impl Fn(&Row<'_>) -> rusqlite::Result<K>,
    ) -> rusqlite::Result<Self> {
        let columns: Vec<String> = connection
            .prepare("SELECT name FROM pragma_table_info(?1) WHERE name <> ?2 ORDER BY cid")?
            .query_map([table, COUNTED], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let rows = connection
            .prepare(&format!("SELECT {} FROM {table} ORDER BY 1", columns.join(", ")))?
            .query_map([], |row| {
                let values = (0..columns.len()).map(|column| row.get(column));
                Ok((key(row)?, values.collect::<rusqlite::Result<_>>()?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self { table, columns, rows })
    }

    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// Inserts the first `width` columns.
    pub fn insert(&self, width: usize) -> Rc<str> {
        let places: Vec<String> = (1..=width).map(|place| format!("?{place}")).collect();
        let columns = self.columns[..width].join(", ");
        format!("INSERT INTO {} ({columns}) VALUES ({})", self.table, places.join(", ")).into()
    }

    /// Sets everything but what the row goes by.
    fn update(&self) -> Rc<str> {
        let place = |(place, column): (usize, &String)| format!("{column} = ?{}", place + 1);
        let (key, set): (Vec<_>, Vec<_>) =
            self.columns.iter().enumerate().partition(|(_, column)| KEYS.contains(&column.as_str()));
        let set = set.into_iter().map(place).collect::<Vec<_>>().join(", ");
        let key = key.into_iter().map(place).collect::<Vec<_>>().join(" AND ");
        format!("UPDATE {} SET {set} WHERE {key}", self.table).into()
    }
}

/// The finished rows of a table that deliveries write to again and again.
pub(super) struct Finished<K> {
    insert: Rc<str>,
    /// How many columns are inserted at first; the others are set by an update.
    inserted: usize,
    update: Rc<str>,
    /// Each with whether it has been inserted.
    rows: HashMap<K, (Rc<[Value]>, bool)>,
}

impl<K: Hash + Eq> Finished<K> {
    pub fn read(
        connection: &Connection,
        table: &'static str,
        key: impl Fn(&Row<'_>) -> rusqlite::Result<K>,
    ) -> rusqlite::Result<Self> {
        let read = Rows::read(connection, table, key)?;
        let inserted = if table == "customer" { MADE_UP } else { read.width() };
        let (insert, update) = (read.insert(inserted), read.update());
        let rows = read.rows.into_iter().map(|(key, row)| (key, (row, false))).collect();
        Ok(Self { insert, inserted, update, rows })
    }

    /// What a delivery writes of the row that is found by `key`.
    pub fn write(&mut self, key: &K) -> Vec<Write> {
        let Some((row, known)) = self.rows.get_mut(key) else { return Vec::new() };
        let mut writes = Vec::new();
        let new = !std::mem::replace(known, true);
        if new {
            writes.push(Write { sql: Rc::clone(&self.insert), row: Rc::clone(row), columns: self.inserted });
        }
        if !new || self.inserted < row.len() {
            writes.push(Write::whole(&self.update, Rc::clone(row)));
        }
        writes
    }
}
