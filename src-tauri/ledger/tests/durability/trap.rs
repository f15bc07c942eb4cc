//! Failures set by another program: triggers in the database file, which the writer walks into.

use rusqlite::Connection;

/// A kind of write: what is done to which table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Write {
    pub table: String,
    pub operation: String,
}

/// How SQLite gives a write up.
#[derive(Debug, Clone, Copy)]
pub enum Way {
    /// The statement is undone, the transaction stands.
    Abort,
    /// The statement stays half done, the transaction stands.
    Fail,
    /// The whole transaction is undone under the writer's feet.
    Rollback,
    /// With the code for a full disk, given by a table that has used up its row numbers.
    DiskFull,
    /// Not before the commit, which finds that what was written refers to a row that never came.
    AtCommit,
}

pub const WAYS: [Way; 5] = [Way::Abort, Way::Fail, Way::Rollback, Way::DiskFull, Way::AtCommit];

impl Way {
    fn sql(self) -> &'static str {
        match self {
            Self::Abort => "SELECT RAISE(ABORT, 'injected')",
            Self::Fail => "SELECT RAISE(FAIL, 'injected')",
            Self::Rollback => "SELECT RAISE(ROLLBACK, 'injected')",
            Self::DiskFull => "INSERT INTO used_up VALUES (NULL)",
            Self::AtCommit => "INSERT INTO promise (other) VALUES (-1)",
        }
    }
}

/// Makes the ways possible in this database.
pub fn prepare(outside: &Connection) {
    let tables = "CREATE TABLE used_up (number INTEGER PRIMARY KEY AUTOINCREMENT);
                  INSERT INTO used_up VALUES (9223372036854775807);
                  CREATE TABLE promise (kept INTEGER PRIMARY KEY,
                                        other INTEGER REFERENCES promise (kept) DEFERRABLE INITIALLY DEFERRED)";
    outside.execute_batch(tables).unwrap();
}

/// Makes a write fail, before or after it is done (`moment`), where `condition` holds.
pub fn set(outside: &Connection, write: &Write, moment: &str, way: Way, condition: &str) {
    let (Write { table, operation }, action) = (write, way.sql());
    let trap =
        format!("CREATE TRIGGER trap {moment} {operation} ON {table} WHEN {condition} BEGIN {action}; END");
    outside.execute_batch(&trap).unwrap();
}

/// Takes the trap away.
pub fn clear(outside: &Connection) {
    outside.execute_batch("DROP TRIGGER trap").unwrap();
}
