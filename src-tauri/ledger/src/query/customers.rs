//! Customers of a shop: searched, filtered and sorted.

use chrono::{DateTime, TimeDelta, Utc};
use loyalite::CustomerCode;
use rusqlite::Row;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::bind;
use super::customer::code;
use crate::search;
use crate::time::{Micros, maybe};
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

const FOUND: &str =
    "((c.customer_code IS NOT NULL AND printf('%06d', c.customer_code) LIKE :search ESCAPE '\\')
     OR folded(c.masked_email) LIKE :search ESCAPE '\\' OR folded(c.nickname) LIKE :search ESCAPE '\\'
     OR folded(c.note) LIKE :search ESCAPE '\\')";

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
            Self::Away { .. } => "c.last_seen_at IS NOT NULL", // and how long ago, by :before
        }
    }
}

impl Reader {
    /// Customers at `now`.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn customers(&self, query: &CustomerQuery, now: DateTime<Utc>) -> Result<CustomerList, LedgerError> {
        let search = query.search.as_deref().filter(|part| !part.trim().is_empty()).map(search::pattern);
        let before = match query.filter {
            CustomerFilter::Away { days } => now.checked_sub_signed(TimeDelta::days(days.into())).map(Micros),
            _ => None,
        };
        let mut which = vec![query.filter.sql()];
        which.extend(query.organization.is_some().then_some(OF_ORGANIZATION));
        which.extend(search.is_some().then_some(FOUND));
        which.extend(before.is_some().then_some("c.last_seen_at < :before"));
        let (which, sort) = (which.join(" AND "), query.sort.sql());
        let total = format!("SELECT count(*) FROM customer c WHERE {which}");
        let rows = format!(
            "SELECT c.*, (SELECT slug FROM organization o WHERE o.organization = c.organization) AS slug
             FROM customer c WHERE {which} ORDER BY {sort}, c.customer_code, c.customer_id LIMIT :limit OFFSET :offset"
        );
        self.read(|connection| {
            let asked = |sql: &str| {
                let mut statement = connection.prepare_cached(sql)?;
                bind(&mut statement, ":organization", &query.organization)?;
                bind(&mut statement, ":search", &search)?;
                bind(&mut statement, ":before", &before)?;
                bind(&mut statement, ":limit", query.limit)?;
                bind(&mut statement, ":offset", query.offset)?;
                Ok::<_, rusqlite::Error>(statement)
            };
            let total = asked(&total)?.raw_query().next()?.map_or(Ok(0), |row| row.get(0))?;
            let customers = asked(&rows)?.raw_query().mapped(customer_row).collect::<Result<_, _>>()?;
            Ok(CustomerList { customers, total })
        })
    }
}

fn customer_row(row: &Row<'_>) -> rusqlite::Result<CustomerRow> {
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
