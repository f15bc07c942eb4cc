//! Customers of a shop: searched, filtered and sorted.

use chrono::{DateTime, TimeDelta, Utc};
use loyalite::CustomerCode;
use rusqlite::{Connection, Row, Statement};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::bind;
use super::customer::code;
use crate::search;
use crate::time::maybe;
use crate::{LedgerError, Reader};

/// Which customers.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CustomerQuery {
    /// Only this organization's.
    pub organization: Option<String>,
    /// A part of the code, the e-mail, the nickname or the note, however it is written: "IŞIL" finds "ışıl".
    pub search: Option<String>,
    /// Only these.
    pub filter: CustomerFilter,
    /// In this order.
    pub sort: CustomerSort,
    /// So many are skipped.
    pub offset: u32,
    /// At most so many.
    pub limit: u32,
}

/// A part of the customers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(tag = "show", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum CustomerFilter {
    /// All.
    #[default]
    All,
    /// Whose card lacks two stamps at the most.
    NearlyThere,
    /// Who has a coupon waiting.
    RewardWaiting,
    /// Of whom nothing has happened for so many days.
    Away {
        /// Whole days.
        days: u32,
    },
}

/// The order of customers; those of whom it is not known come last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum CustomerSort {
    /// Latest first.
    #[default]
    LastSeen,
    /// Fewest first.
    StampsToGo,
    /// Highest balance first.
    Points,
    /// Most waiting coupons first.
    Coupons,
    /// Lowest first.
    Code,
}

/// Customers.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CustomerList {
    /// As the query orders them.
    pub customers: Vec<CustomerRow>,
    /// How many the query asks for, whatever its limit.
    pub total: i64,
}

/// A customer, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CustomerRow {
    /// The organization's slug.
    pub organization: String,
    /// The customer's identity within it.
    pub customer_id: Uuid,
    /// The customer's label.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub customer_code: Option<CustomerCode>,
    /// The masked e-mail of the enrolment.
    pub masked_email: Option<String>,
    /// The owner's own name for the customer.
    pub nickname: Option<String>,
    /// Stamps on the card.
    pub stamp_balance: Option<i64>,
    /// Stamps that fill the card.
    pub max_stamps: Option<i64>,
    /// Points.
    pub point_balance: Option<i64>,
    /// Coupons that wait to be used.
    pub coupons_waiting: i64,
    /// When the newest event happened.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// The history opens at zero and has no break.
    pub history_complete: bool,
}

const OF_ORGANIZATION: &str =
    "c.organization = (SELECT organization FROM organization WHERE slug = :organization)";

const BY_WORDS: &str =
    "folded(c.masked_email) LIKE :search ESCAPE '\\' OR folded(c.nickname) LIKE :search ESCAPE '\\'
     OR folded(c.note) LIKE :search ESCAPE '\\'";

const BY_CODE: &str =
    "(c.customer_code IS NOT NULL AND printf('%06d', c.customer_code) LIKE :search ESCAPE '\\')";

impl CustomerSort {
    fn sql(self) -> &'static str {
        match self {
            Self::LastSeen => "c.last_seen_at DESC NULLS LAST",
            Self::StampsToGo => "c.max_stamps - c.stamp_balance NULLS LAST, c.last_seen_at DESC",
            Self::Points => "c.point_balance DESC NULLS LAST",
            Self::Coupons => "coupons_waiting DESC, c.last_seen_at DESC",
            Self::Code => "c.customer_code NULLS LAST",
        }
    }
}

impl CustomerFilter {
    fn sql(self) -> &'static str {
        match self {
            Self::All => "TRUE",
            Self::NearlyThere => "c.max_stamps - c.stamp_balance <= 2",
            Self::RewardWaiting => "coupons_waiting > 0",
            Self::Away { .. } => "c.last_seen_at < :before",
        }
    }

    /// A limit that SQLite cannot see makes it follow the index of the order, which soon fills a page; one that it sees, look
    /// through them all and sort, which is better where hardly anybody may be found.
    fn limit(self) -> &'static str {
        match self {
            Self::All | Self::Away { .. } => ":limit + 0",
            Self::NearlyThere | Self::RewardWaiting => ":limit",
        }
    }
}

impl Reader {
    /// Customers at `now`.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn customers(&self, query: &CustomerQuery, now: DateTime<Utc>) -> Result<CustomerList, LedgerError> {
        let rows = query.rows();
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&rows)?;
            query.bind(&mut statement, now)?;
            let (mut customers, mut total) = (Vec::new(), None);
            let mut rows = statement.raw_query();
            while let Some(row) = rows.next()? {
                customers.push(customer_row(row)?);
                total = row.get("total")?;
            }
            let so_many = customers.len() as u64;
            let total = match total {
                Some(total) => total,
                None if query.offset == 0 && so_many < query.limit.into() => so_many as i64, // there are no more
                None => count(connection, query, now)?,
            };
            Ok(CustomerList { customers, total })
        })
    }
}

/// How many customers the query asks for, whatever its limit.
pub(super) fn count(
    connection: &Connection,
    query: &CustomerQuery,
    now: DateTime<Utc>,
) -> rusqlite::Result<i64> {
    let sql = format!("SELECT count(*) FROM customer c WHERE {}", query.which(OF_ORGANIZATION));
    let mut statement = connection.prepare_cached(&sql)?;
    query.bind(&mut statement, now)?;
    statement.raw_query().next()?.map_or(Ok(0), |row| row.get(0))
}

impl CustomerQuery {
    fn search(&self) -> Option<&str> {
        self.search.as_deref().filter(|part| !part.trim().is_empty())
    }

    /// Each condition stands there only where it is asked.
    fn which(&self, of_organization: &str) -> String {
        let mut which = vec![self.filter.sql().to_owned()];
        which.extend(self.organization.is_some().then(|| of_organization.to_owned()));
        which.extend(self.search().map(|part| match search::is_digits(part) {
            true => format!("({BY_CODE} OR {BY_WORDS})"),
            false => format!("({BY_WORDS})"),
        }));
        which.join(" AND ")
    }

    /// The page that is asked for. A search looks through the customers once and tells the total as well. The sign `+` keeps
    /// SQLite from the index of the organization: that of the order is the better one.
    pub(super) fn rows(&self) -> String {
        let which = self.which(&format!("+{OF_ORGANIZATION}"));
        let order = format!("ORDER BY {}, c.customer_code, c.customer_id", self.sort.sql());
        let columns = "c.*, (SELECT slug FROM organization o WHERE o.organization = c.organization) AS slug";
        match self.search() {
            None => format!(
                "SELECT {columns}, NULL AS total FROM customer c WHERE {which} {order}
                 LIMIT {} OFFSET :offset",
                self.filter.limit()
            ),
            Some(_) => format!(
                "WITH found AS MATERIALIZED (SELECT c.customer FROM customer c WHERE {which})
                 SELECT {columns}, (SELECT count(*) FROM found) AS total
                 FROM found CROSS JOIN customer c ON c.customer = found.customer {order}
                 LIMIT :limit OFFSET :offset"
            ),
        }
    }

    fn bind(&self, statement: &mut Statement<'_>, now: DateTime<Utc>) -> rusqlite::Result<()> {
        let before = match self.filter {
            CustomerFilter::Away { days } => now.checked_sub_signed(TimeDelta::days(days.into())),
            _ => None,
        };
        bind(statement, ":organization", &self.organization)?;
        bind(statement, ":search", self.search().map(search::pattern))?;
        bind(statement, ":before", before.map_or(i64::MIN, |before| before.timestamp_micros()))?;
        bind(statement, ":limit", self.limit)?;
        bind(statement, ":offset", self.offset)
    }
}

pub(super) fn customer_row(row: &Row<'_>) -> rusqlite::Result<CustomerRow> {
    Ok(CustomerRow {
        organization: row.get("slug")?,
        customer_id: row.get("customer_id")?,
        customer_code: code(row)?,
        masked_email: row.get("masked_email")?,
        nickname: row.get("nickname")?,
        stamp_balance: row.get("stamp_balance")?,
        max_stamps: row.get("max_stamps")?,
        point_balance: row.get("point_balance")?,
        coupons_waiting: row.get("coupons_waiting")?,
        last_seen_at: maybe(row, "last_seen_at")?,
        history_complete: row.get("history_complete")?,
    })
}
