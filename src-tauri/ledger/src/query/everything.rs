//! Everything that is stored of one customer, for whoever asks what we know: the same that `forget` would remove.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use serde::Serialize;

use super::customer::{CustomerPage, page};
use super::feed::{COLUMNS, FeedEvent, feed_event};
use crate::time::Micros;
use crate::{CustomerKey, LedgerError, Reader, facts, forget};

/// All of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Everything {
    /// What it adds up to, with the history.
    pub page: CustomerPage,
    /// What the owner said of the customer, its coupons and its deliveries, in the order it was said.
    pub facts: Vec<Said>,
    /// Every delivery that names the customer, those without effect included, in the order of arrival.
    pub deliveries: Vec<Arrival>,
}

/// Something that the owner said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// `nickname`, `note`, `coupon_closed`, `coupon_reopened`, `event_was_test` or `event_was_real`.
    pub kind: String,
    /// What it is about, where that is not the customer: a coupon's or a delivery's id, in hexadecimal.
    pub subject: Option<String>,
    /// The words; `None` takes them back.
    pub words: Option<String>,
}

/// A delivery, and how often it came.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Arrival {
    /// What is read in it.
    pub event: FeedEvent,
    /// The raw bytes, as text; what is no UTF-8 is replaced.
    pub body: String,
    /// How often it came again, the same.
    pub repeats: i64,
    /// How often its id came again with another body, which is not kept.
    pub conflicts: i64,
}

impl Reader {
    /// Everything that is stored of a customer; `None` when no event of it is known.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn everything(&self, key: &CustomerKey) -> Result<Option<Everything>, LedgerError> {
        self.read(|connection| {
            let Some(page) = page(connection, key)? else { return Ok(None) };
            let Some(number) = facts::known(connection, key)? else { return Ok(None) };
            let mut seqs = forget::deliveries_of(connection, number, key)?;
            seqs.sort_unstable();
            Ok(Some(Everything {
                page,
                facts: said(connection, key, &seqs)?,
                deliveries: seqs
                    .iter()
                    .map(|seq| arrival(connection, *seq))
                    .collect::<rusqlite::Result<_>>()?,
            }))
        })
    }
}

fn arrival(connection: &Connection, seq: i64) -> rusqlite::Result<Arrival> {
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS}, coalesce(r.repeats, 0) AS repeats, coalesce(r.conflicts, 0) AS conflicts
             FROM event e JOIN delivery d ON d.seq = e.seq LEFT JOIN repetition r ON r.seq = e.seq WHERE e.seq = ?1"
        ))?
        .query_row([seq], |row| {
            let body: Vec<u8> = row.get("body")?;
            Ok(Arrival {
                event: feed_event(row)?,
                body: String::from_utf8_lossy(&body).into_owned(),
                repeats: row.get("repeats")?,
                conflicts: row.get("conflicts")?,
            })
        })
}

/// The owner's words on the customer, and on each of its deliveries.
fn said(connection: &Connection, key: &CustomerKey, seqs: &[i64]) -> rusqlite::Result<Vec<Said>> {
    let mut all: Vec<(i64, Said)> = connection
        .prepare_cached(
            "SELECT seq, recorded_at, kind, lower(hex(subject)) AS subject, words FROM fact
             WHERE organization = ?1 AND customer_id = ?2",
        )?
        .query_map(params![key.organization, key.customer_id], said_row)?
        .collect::<Result<_, _>>()?;
    let mut on_delivery = connection.prepare_cached(
        "SELECT f.seq, f.recorded_at, f.kind, lower(hex(f.subject)) AS subject, f.words
         FROM delivery d JOIN fact f ON f.subject = d.key WHERE d.seq = ?1",
    )?;
    for seq in seqs {
        for row in on_delivery.query_map([seq], said_row)? {
            all.push(row?);
        }
    }
    all.sort_by_key(|(seq, _)| *seq);
    Ok(all.into_iter().map(|(_, said)| said).collect())
}

fn said_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<(i64, Said)> {
    let said = Said {
        recorded_at: row.get::<_, Micros>("recorded_at")?.0,
        kind: row.get("kind")?,
        subject: row.get::<_, Option<String>>("subject")?.filter(|subject| !subject.is_empty()),
        words: row.get("words")?,
    };
    Ok((row.get("seq")?, said))
}
