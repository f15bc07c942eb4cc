//! Table `organization`: the slugs that events have come from.

use rusqlite::{Connection, OptionalExtension, params};

/// The number of the organization called `slug`, if it is known.
pub fn find(connection: &Connection, slug: &str) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT organization FROM organization WHERE slug = ?1")?
        .query_row([slug], |row| row.get(0))
        .optional()
}

/// The number of the organization called `slug`, made up on first sight.
pub fn number_of(connection: &Connection, slug: &str) -> rusqlite::Result<i64> {
    if let Some(number) = find(connection, slug)? {
        return Ok(number);
    }
    connection
        .prepare_cached("INSERT INTO organization (slug) VALUES (?1) RETURNING organization")?
        .query_row([slug], |row| row.get(0))
}

/// Adds the organization called `slug` with this number.
pub fn insert(connection: &Connection, number: i64, slug: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT INTO organization (organization, slug) VALUES (?1, ?2)")?
        .execute(params![number, slug])?;
    Ok(())
}

/// Every slug, in alphabetical order.
pub fn all(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached("SELECT slug FROM organization ORDER BY slug")?
        .query_map([], |row| row.get(0))?
        .collect()
}
