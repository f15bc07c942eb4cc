//! The feed: every delivery, newest arrival first.

use chrono::{DateTime, Utc};
use loyalite::{Content, CustomerCode, Decimal, Envelope, Event};
use rusqlite::{Row, named_params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::table::delivery;
use crate::{LedgerError, Reader};

/// Which part of the feed.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct FeedQuery {
    /// Only this organization's.
    pub organization: Option<String>,
    /// Only what arrived before this arrival number.
    pub before: Option<i64>,
    /// Only what arrived after this arrival number.
    pub after: Option<i64>,
    /// At most so many, the newest of them.
    pub limit: u32,
    /// Only these event names; empty for all.
    pub events: Vec<String>,
    /// Only codes that begin with these digits.
    pub code_prefix: Option<String>,
    /// Only what was set aside.
    #[serde(default)]
    pub set_aside: bool,
}

/// A part of the feed.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct FeedPage {
    /// Newest arrival first.
    pub events: Vec<FeedEvent>,
    /// There are older ones that the query asks for.
    pub more: bool,
}

/// One delivery, as lists show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct FeedEvent {
    /// Arrival number, strictly increasing.
    pub seq: i64,
    /// The delivery's id; `None` where it has no legible one.
    pub id: Option<Uuid>,
    /// The event's name, documented or not.
    pub event: Option<String>,
    /// When it happened.
    pub occurred_at: Option<DateTime<Utc>>,
    /// When it reached this PC.
    pub received_at: DateTime<Utc>,
    /// The organization's slug.
    pub organization: Option<String>,
    /// The customer's identity within the organization.
    pub customer_id: Option<Uuid>,
    /// The customer's label.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub customer_code: Option<CustomerCode>,
    /// Why it has no effect on any figure: `unreadable`, `missing:<field>`, `future` or `test`.
    pub set_aside: Option<String>,
    /// What it says beyond that.
    pub details: Details,
}

/// What an event says, by the platform's field names; `None` for what it does not carry.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[allow(missing_docs)] // the platform's event reference documents them; see `loyalite::Event`
pub struct Details {
    pub stamps_added: Option<i64>,
    pub stamp_balance: Option<i64>,
    pub max_stamps: Option<i64>,
    pub points_added: Option<i64>,
    pub points_spent: Option<i64>,
    pub points_earned: Option<i64>,
    pub point_balance: Option<i64>,
    pub coupon_id: Option<Uuid>,
    pub coupon_name: Option<String>,
    pub masked_email: Option<String>,
    pub source: Option<String>,
    pub amount: Option<Decimal>,
    pub remaining_amount: Option<Decimal>,
    pub transaction_id: Option<Uuid>,
}

impl From<Event> for Details {
    fn from(event: Event) -> Self {
        let nothing = Self::default();
        match event {
            Event::StampEarned(e) => Self {
                stamps_added: e.stamps_added,
                stamp_balance: Some(e.stamp_balance),
                max_stamps: e.max_stamps,
                source: e.source,
                amount: e.amount,
                transaction_id: e.transaction_id,
                ..nothing
            },
            Event::StampRedeemed(e) => Self {
                stamps_added: e.stamps_added,
                coupon_id: Some(e.coupon_id),
                coupon_name: e.coupon_name,
                transaction_id: e.transaction_id,
                ..nothing
            },
            Event::PointsEarned(e) => Self {
                points_added: e.points_added,
                point_balance: Some(e.point_balance),
                source: e.source,
                amount: e.amount,
                transaction_id: e.transaction_id,
                ..nothing
            },
            Event::PointsSpent(e) => Self {
                points_spent: e.points_spent,
                points_earned: Some(e.points_earned),
                point_balance: Some(e.point_balance),
                amount: e.amount,
                remaining_amount: e.remaining_amount,
                transaction_id: e.transaction_id,
                ..nothing
            },
            Event::CouponRedeemed(e) => {
                Self { coupon_id: Some(e.coupon_id), coupon_name: e.coupon_name, ..nothing }
            }
            Event::CustomerEnrolled(e) => Self { masked_email: e.masked_email, ..nothing },
        }
    }
}

/// The columns that [`feed_event`] reads.
pub(super) const COLUMNS: &str = "d.seq, d.key, d.received_at, d.body, e.set_aside";

/// A delivery with the columns [`COLUMNS`], read anew from its body.
pub(super) fn feed_event(row: &Row<'_>) -> rusqlite::Result<FeedEvent> {
    let delivery = delivery::from_row(row)?;
    let envelope = Envelope::read(&delivery.body);
    let details = match envelope.content {
        Content::Known(known) => known.event.into(),
        Content::Other | Content::Unusable(_) => Details::default(),
    };
    Ok(FeedEvent {
        seq: delivery.seq,
        id: envelope.id,
        event: envelope.event,
        occurred_at: envelope.occurred_at,
        received_at: delivery.received_at,
        organization: envelope.organization,
        customer_id: envelope.customer_id,
        customer_code: envelope.customer_code,
        set_aside: row.get("set_aside")?,
        details,
    })
}

/// The codes that begin with `digits`: a range, since 48 stands for 480000 to 489999.
fn code_range(digits: &str) -> Option<(u32, u32)> {
    let typed: String = digits.chars().take(6).collect();
    let lowest = format!("{typed:0<6}").parse().ok()?;
    let highest = format!("{typed:9<6}").parse().ok()?;
    Some((lowest, highest))
}

impl Reader {
    /// A part of the feed.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn feed(&self, query: &FeedQuery) -> Result<FeedPage, LedgerError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM event e JOIN delivery d ON d.seq = e.seq
             WHERE e.seq < :before AND e.seq > :after
               AND (:organization IS NULL
                    OR e.organization = (SELECT organization FROM organization WHERE slug = :organization))
               AND (:events = '[]' OR e.event IN (SELECT value FROM json_each(:events)))
               AND (:lowest IS NULL OR e.customer_code BETWEEN :lowest AND :highest)
               AND (NOT :set_aside OR e.set_aside IS NOT NULL)
             ORDER BY e.seq DESC LIMIT :limit"
        );
        let codes = query.code_prefix.as_deref().filter(|digits| !digits.is_empty()).map(code_range);
        let (lowest, highest) = match codes {
            Some(None) => return Ok(FeedPage { events: Vec::new(), more: false }), // no code begins like this
            Some(Some((lowest, highest))) => (Some(lowest), Some(highest)),
            None => (None, None),
        };
        let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
        self.read(|connection| {
            let events = serde_json::Value::from(query.events.clone()).to_string();
            let mut rows: Vec<FeedEvent> = connection
                .prepare_cached(&sql)?
                .query_map(
                    named_params! {
                        ":before": query.before.unwrap_or(i64::MAX),
                        ":after": query.after.unwrap_or(0),
                        ":organization": query.organization,
                        ":events": events,
                        ":lowest": lowest,
                        ":highest": highest,
                        ":set_aside": query.set_aside,
                        ":limit": i64::from(query.limit) + 1,
                    },
                    feed_event,
                )?
                .collect::<Result<_, _>>()?;
            let more = rows.len() > limit;
            rows.truncate(limit);
            Ok(FeedPage { events: rows, more })
        })
    }
}
