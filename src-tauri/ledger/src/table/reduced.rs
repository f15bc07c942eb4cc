//! Table `reduced`: deliveries whose bodies were reduced, and what tells whether such a one comes again.

use rusqlite::{Connection, OptionalExtension, params};

/// SHA-256 of a body as it came, where it is kept no more.
pub fn digest(connection: &Connection, seq: i64) -> rusqlite::Result<Option<Vec<u8>>> {
    connection
        .prepare_cached("SELECT digest FROM reduced WHERE seq = ?1")?
        .query_row([seq], |row| row.get(0))
        .optional()
}

/// Keeps `body` in place of the one that came, whose digest is given.
pub fn keep(connection: &Connection, seq: i64, digest: &[u8], body: &[u8]) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT INTO reduced (seq, digest) VALUES (?1, ?2)")?
        .execute(params![seq, digest])?;
    connection.prepare_cached("UPDATE delivery SET body = ?2 WHERE seq = ?1")?.execute(params![seq, body])?;
    Ok(())
}
