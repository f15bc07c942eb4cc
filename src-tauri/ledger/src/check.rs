//! The proof: the database file is sound, and the tables are what the log adds up to.

use std::path::Path;

use rusqlite::Connection;

use crate::table::total;
use crate::{LedgerError, rebuild, store};

/// At most this many differences per table are written out.
const SAMPLE: usize = 5;

/// Each table by what it says rather than by its own row numbers: `{db}` is the stored or the proven side.
const COMPARED: [(&str, &str); 7] = [
    (
        "event",
        "SELECT json_array(e.seq, e.event, e.occurred_at, o.slug, hex(c.customer_id), e.customer_code,
             hex(e.transaction_id), hex(e.coupon_id), e.stamps, e.points_earned, e.points_spent, e.amount, e.kind, e.set_aside)
         FROM {db}.event e LEFT JOIN {db}.organization o ON o.organization = e.organization
         LEFT JOIN {db}.customer c ON c.customer = e.customer",
    ),
    (
        "customer",
        "SELECT json_array(o.slug, hex(c.customer_id), c.customer_code, c.masked_email, c.nickname, c.note, c.enrolled_at,
             c.stamp_balance, c.max_stamps, c.point_balance, c.last_seen_at, c.coupons_waiting, c.history_complete, c.breaks,
             c.state)
         FROM {db}.customer c JOIN {db}.organization o ON o.organization = c.organization",
    ),
    (
        "snapshot",
        "SELECT json_array(o.slug, hex(c.customer_id), s.seen_at, s.breaks, s.state)
         FROM {db}.snapshot s JOIN {db}.customer c ON c.customer = s.customer
         JOIN {db}.organization o ON o.organization = c.organization",
    ),
    (
        "coupon",
        "SELECT json_array(o.slug, hex(c.customer_id), hex(p.coupon_id), p.coupon_name, p.issued_at, p.redeemed_at,
             p.closed_at, p.reason)
         FROM {db}.coupon p JOIN {db}.customer c ON c.customer = p.customer
         JOIN {db}.organization o ON o.organization = c.organization",
    ),
    (
        "coupon_count",
        "SELECT json_array(o.slug, n.coupon_name, n.waiting, n.used)
         FROM {db}.coupon_count n JOIN {db}.organization o ON o.organization = n.organization
         WHERE n.waiting <> 0 OR n.used <> 0",
    ),
    (
        "organization",
        "SELECT json_array(o.slug, o.point_balance) FROM {db}.organization o WHERE o.point_balance <> 0",
    ),
    // Of the quarters that are added up.
    (
        "total",
        "SELECT json_array(o.slug, t.quarter, t.events, t.stamps, t.points_earned, t.points_spent, t.coupons_issued,
             t.coupons_used, t.new_customers, t.amount, t.amounts, t.amount_events)
         FROM {db}.total t JOIN {db}.organization o ON o.organization = t.organization
         WHERE t.quarter NOT IN (SELECT quarter FROM stored.unsettled)",
    ),
];

/// The differences found; none when all is well. Reads one moment of the database, while others may go on writing.
///
/// # Errors
/// [`LedgerError`] when the file cannot be read at all.
pub fn check(path: &Path) -> Result<Vec<String>, LedgerError> {
    let stored = store::open_to_read(path)?; // refuses what is newer or no database, and says so
    if !store::has_file(&stored) {
        return Ok(Vec::new());
    }
    drop(stored);
    differences(path).map_err(|error| LedgerError::sort(path, &error))
}

fn differences(path: &Path) -> rusqlite::Result<Vec<String>> {
    let proof = Connection::open("")?; // a private temporary database, gone when closed
    proof.execute("ATTACH DATABASE ?1 AS stored", [path.to_string_lossy()])?;
    proof.pragma_update(None, "foreign_keys", false)?; // as a rebuild fills them: events come before their customers
    proof.execute_batch("BEGIN")?;
    let mut problems = unsound(&proof)?;
    if problems.is_empty() {
        proof.execute_batch(
            "CREATE TEMP VIEW delivery AS SELECT * FROM stored.delivery;
             CREATE TEMP VIEW fact AS SELECT * FROM stored.fact",
        )?;
        proof.execute_batch(store::TABLES)?;
        rebuild::fill(&proof)?;
        total::settle_all(&proof)?;
        for (table, query) in COMPARED {
            compare(&proof, table, query, &mut problems)?;
        }
    }
    proof.execute_batch("ROLLBACK")?;
    Ok(problems)
}

fn unsound(proof: &Connection) -> rusqlite::Result<Vec<String>> {
    let lines: Vec<String> = proof
        .prepare("PRAGMA stored.integrity_check")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").map(|line| format!("database file: {line}")).collect())
}

fn compare(proof: &Connection, table: &str, query: &str, problems: &mut Vec<String>) -> rusqlite::Result<()> {
    let side = |db: &str| query.replace("{db}", db);
    for (text, present, absent) in [
        ("stored, but the log does not say so", "stored", "main"),
        ("not stored, but the log says so", "main", "stored"),
    ] {
        let rows: Vec<String> = proof
            .prepare(&format!("{} EXCEPT {}", side(present), side(absent)))?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        problems.extend(rows.iter().take(SAMPLE).map(|row| format!("{table}: {text}: {row}")));
        if rows.len() > SAMPLE {
            problems.push(format!("{table}: {} more rows: {text}", rows.len() - SAMPLE));
        }
    }
    Ok(())
}
