//! The feed: every delivery, newest arrival first.

use chrono::{DateTime, Utc};
use loyalite::{Content, CustomerCode, Decimal, Envelope, Event};
use rusqlite::Row;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::bind;
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

/// From so many digits on, the few events of the codes that they begin are looked up by code; before, the newest are walked
/// through. The sign `+` keeps SQLite from the other index.
const SELECTIVE: usize = 3;

impl FeedQuery {
    /// The arrival numbers that are asked for, newest first. Each condition stands there only where it is asked, so that
    /// each question goes by its own index.
    pub(super) fn sql(&self) -> String {
        let digits = self.code_prefix.as_deref().map_or(0, str::len);
        let mut conditions = match digits {
            0 => vec!["e.seq < :before AND e.seq > :after"],
            1..SELECTIVE => {
                vec!["e.seq < :before AND e.seq > :after AND +e.customer_code BETWEEN :lowest AND :highest"]
            }
            _ => {
                vec!["+e.seq < :before AND +e.seq > :after AND e.customer_code BETWEEN :lowest AND :highest"]
            }
        };
        if self.organization.is_some() {
            conditions
                .push("e.organization = (SELECT organization FROM organization WHERE slug = :organization)");
        }
        if self.set_aside {
            conditions.push("e.set_aside IS NOT NULL");
        }
        let conditions = conditions.join(" AND ");
        let newest = |kind: String| {
            format!(
                "SELECT * FROM (SELECT e.seq FROM event e WHERE {conditions}{kind} ORDER BY e.seq DESC LIMIT :limit)"
            )
        };
        let of_kind = match digits {
            0..SELECTIVE => |place| format!(" AND e.event = :event{place}"),
            _ => |place| format!(" AND +e.event = :event{place}"),
        };
        match self.events.len() {
            0 => newest(String::new()),
            kinds => (0..kinds).map(|place| newest(of_kind(place))).collect::<Vec<_>>().join(" UNION ALL "),
        }
    }
}

impl Reader {
    /// A part of the feed.
    ///
    /// # Errors
    /// [`LedgerError`] when the database cannot be read.
    pub fn feed(&self, query: &FeedQuery) -> Result<FeedPage, LedgerError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM event e JOIN delivery d ON d.seq = e.seq
             WHERE e.seq IN ({}) ORDER BY e.seq DESC LIMIT :limit",
            query.sql()
        );
        let codes = query.code_prefix.as_deref().filter(|digits| !digits.is_empty()).map(code_range);
        let (lowest, highest) = match codes {
            Some(None) => return Ok(FeedPage { events: Vec::new(), more: false }), // no code begins like this
            Some(Some(codes)) => codes,
            None => (0, 0),
        };
        let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
        let kinds: Vec<String> = (0..query.events.len()).map(|place| format!(":event{place}")).collect();
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            bind(&mut statement, ":before", query.before.unwrap_or(i64::MAX))?;
            bind(&mut statement, ":after", query.after.unwrap_or(0))?;
            bind(&mut statement, ":organization", &query.organization)?;
            bind(&mut statement, ":lowest", lowest)?;
            bind(&mut statement, ":highest", highest)?;
            bind(&mut statement, ":limit", i64::from(query.limit) + 1)?;
            for (name, kind) in kinds.iter().zip(&query.events) {
                bind(&mut statement, name, kind)?;
            }
            let mut rows: Vec<FeedEvent> =
                statement.raw_query().mapped(feed_event).collect::<Result<_, _>>()?;
            let more = rows.len() > limit;
            rows.truncate(limit);
            Ok(FeedPage { events: rows, more })
        })
    }
}
