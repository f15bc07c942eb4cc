//! Visits: who was just served and has a reward waiting. Staff are told of them.

use chrono::{DateTime, Utc};
use loyalite::CustomerCode;
use rusqlite::{Connection, named_params};

use super::customer::code;
use crate::table::event::kind;
use crate::time::Micros;
use crate::{CustomerKey, LedgerError, Reader};

/// What arrived after an arrival number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visits {
    /// The newest arrival number there is, of whatever arrived; 0 where nothing ever did.
    pub newest_seq: i64,
    /// Who has a reward waiting, the last one served first.
    pub rewarded: Vec<Visit>,
}

/// Somebody who was served and has a reward waiting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Who.
    pub customer: CustomerKey,
    /// The customer's label.
    pub customer_code: Option<CustomerCode>,
    /// How many coupons wait; at least one.
    pub coupons: i64,
    /// The name of the one issued last.
    pub coupon_name: Option<String>,
}

/// Whoever uses a coupon knows of rewards: that is no visit. `NOT INDEXED` lets SQLite begin at the arrival number; it
/// would read an index of all events that are grouped already.
pub(super) const VISITS: &str = "SELECT o.slug, c.customer_id, c.customer_code, c.coupons_waiting,
            (SELECT p.coupon_name FROM coupon p WHERE p.customer = c.customer AND p.waiting
             ORDER BY p.issued_at DESC, p.coupon_id LIMIT 1)
     FROM (SELECT customer, max(seq) AS seq FROM event NOT INDEXED
           WHERE seq > :after AND occurred_at >= :since AND customer IS NOT NULL AND kind <> :used GROUP BY customer) e
     JOIN customer c ON c.customer = e.customer JOIN organization o ON o.organization = c.organization
     WHERE c.coupons_waiting > 0 ORDER BY e.seq DESC LIMIT :limit";

impl Reader {
    /// Who has a reward waiting of those whose events arrived after the arrival number `after` and happened `since` then: so
    /// many at the most. What came late is no visit.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn visits(&self, after: i64, since: DateTime<Utc>, limit: u32) -> Result<Visits, LedgerError> {
        self.read(|connection| {
            let newest = "SELECT coalesce(max(seq), 0) FROM event";
            let newest_seq = connection.prepare_cached(newest)?.query_row([], |row| row.get(0))?;
            Ok(Visits { newest_seq, rewarded: rewarded(connection, after, since, limit)? })
        })
    }
}

fn rewarded(
    connection: &Connection,
    after: i64,
    since: DateTime<Utc>,
    limit: u32,
) -> rusqlite::Result<Vec<Visit>> {
    let asked = named_params! {
        ":after": after, ":since": Micros(since), ":used": kind::COUPON_USED, ":limit": limit,
    };
    connection
        .prepare_cached(VISITS)?
        .query_map(asked, |row| {
            Ok(Visit {
                customer: CustomerKey { organization: row.get(0)?, customer_id: row.get(1)? },
                customer_code: code(row)?,
                coupons: row.get(3)?,
                coupon_name: row.get(4)?,
            })
        })?
        .collect()
}
