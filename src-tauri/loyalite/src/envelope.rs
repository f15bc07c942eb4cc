//! The standard envelope around every event, and the lenient reading of a delivery's body.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::event::{
    CouponRedeemed, CustomerEnrolled, Event, PointsEarned, PointsSpent, StampEarned, StampRedeemed, name,
};
use crate::{CustomerCode, lenient};

/// What a delivery's body says. Reading never fails: whatever is legible stands in the fields, and `content` says
/// whether it can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The delivery, the same on every retry: the idempotency key.
    pub id: Option<Uuid>,
    /// The event's name, documented or not.
    pub event: Option<String>,
    /// When it happened; the platform sends whole seconds, UTC.
    pub occurred_at: Option<DateTime<Utc>>,
    /// The store's slug.
    pub organization: Option<String>,
    /// The customer's identity within the organization, where the event names one.
    pub customer_id: Option<Uuid>,
    /// The customer's label for people.
    pub customer_code: Option<CustomerCode>,
    /// What it means.
    pub content: Content,
}

/// Whether a delivery can be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// One of the six documented events, with everything its figures need.
    Known(Known),
    /// An event type that is not documented (yet). The platform asks receivers to accept these.
    Other,
    /// A documented event, or none at all, in which something needed is missing.
    Unusable(Defect),
}

/// A documented event of one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// The store's slug.
    pub organization: String,
    /// The customer's identity within the organization.
    pub customer_id: Uuid,
    /// What happened.
    pub event: Event,
}

/// Why a delivery cannot be used. `Display` gives the code that lists and JSON carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    /// The body is not a JSON object: `unreadable`.
    Unreadable,
    /// A field is missing or not legible: `missing:<field>`.
    Missing(&'static str),
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable => f.write_str("unreadable"),
            Self::Missing(field) => write!(f, "missing:{field}"),
        }
    }
}

#[derive(Default, Deserialize)]
struct RawEnvelope<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    event: Option<&'a RawValue>,
    #[serde(borrow, default)]
    occurred_at: Option<&'a RawValue>,
    #[serde(borrow, default)]
    organization: Option<&'a RawValue>,
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
}

macro_rules! raw_fields {
    ($($field:ident),+) => {
        #[derive(Default, Deserialize)]
        struct RawData<'a> { $(#[serde(borrow, default)] $field: Option<&'a RawValue>),+ }
    };
}

raw_fields!(
    customer_code,
    customer_id,
    stamps_added,
    stamp_balance,
    max_stamps,
    points_added,
    points_spent,
    points_earned,
    point_balance,
    remaining_amount,
    amount,
    source,
    transaction_id,
    coupon_id,
    coupon_name,
    redeemed_at,
    masked_email,
    enrolled_at
);

impl Envelope {
    /// Reads a body whose signature holds. Unknown fields are ignored.
    pub fn read(body: &[u8]) -> Self {
        let Some(raw) = lenient::object::<RawEnvelope<'_>>(body) else { return Self::illegible() };
        let data: RawData<'_> =
            raw.data.and_then(|data| lenient::object(data.get().as_bytes())).unwrap_or_default();
        let mut envelope = Self {
            id: lenient::uuid(raw.id),
            event: lenient::text(raw.event),
            occurred_at: lenient::time(raw.occurred_at),
            organization: lenient::text(raw.organization),
            customer_id: lenient::uuid(data.customer_id),
            customer_code: lenient::integer(data.customer_code).and_then(CustomerCode::new),
            content: Content::Other,
        };
        envelope.content = envelope.understand(&data).unwrap_or_else(Content::Unusable);
        envelope
    }

    fn illegible() -> Self {
        Self {
            id: None,
            event: None,
            occurred_at: None,
            organization: None,
            customer_id: None,
            customer_code: None,
            content: Content::Unusable(Defect::Unreadable),
        }
    }

    fn understand(&self, data: &RawData<'_>) -> Result<Content, Defect> {
        let event = self.event.as_deref().ok_or(Defect::Missing("event"))?;
        let Some(event) = documented(event, data) else { return Ok(Content::Other) };
        Ok(Content::Known(Known {
            occurred_at: self.occurred_at.ok_or(Defect::Missing("occurred_at"))?,
            organization: self.organization.clone().ok_or(Defect::Missing("organization"))?,
            customer_id: self.customer_id.ok_or(Defect::Missing("customer_id"))?,
            event: event?,
        }))
    }
}

/// The documented event of this name; `None` for any other name.
fn documented(event: &str, data: &RawData<'_>) -> Option<Result<Event, Defect>> {
    Some(match event {
        name::STAMP_EARNED => stamp_earned(data),
        name::STAMP_REDEEMED => stamp_redeemed(data),
        name::POINTS_EARNED => points_earned(data),
        name::POINTS_SPENT => points_spent(data),
        name::COUPON_REDEEMED => coupon_redeemed(data),
        name::CUSTOMER_ENROLLED => Ok(Event::CustomerEnrolled(CustomerEnrolled {
            masked_email: lenient::text(data.masked_email),
            enrolled_at: lenient::time(data.enrolled_at),
        })),
        _ => return None,
    })
}

fn stamp_earned(data: &RawData<'_>) -> Result<Event, Defect> {
    Ok(Event::StampEarned(StampEarned {
        stamps_added: lenient::integer(data.stamps_added),
        stamp_balance: lenient::integer(data.stamp_balance).ok_or(Defect::Missing("stamp_balance"))?,
        max_stamps: lenient::integer(data.max_stamps).filter(|max| *max > 0),
        source: lenient::text(data.source),
        transaction_id: lenient::uuid(data.transaction_id),
        amount: lenient::decimal(data.amount),
    }))
}

fn stamp_redeemed(data: &RawData<'_>) -> Result<Event, Defect> {
    Ok(Event::StampRedeemed(StampRedeemed {
        stamps_added: lenient::integer(data.stamps_added),
        coupon_id: lenient::uuid(data.coupon_id).ok_or(Defect::Missing("coupon_id"))?,
        coupon_name: lenient::text(data.coupon_name),
        transaction_id: lenient::uuid(data.transaction_id),
    }))
}

fn points_earned(data: &RawData<'_>) -> Result<Event, Defect> {
    Ok(Event::PointsEarned(PointsEarned {
        points_added: lenient::integer(data.points_added),
        point_balance: lenient::integer(data.point_balance).ok_or(Defect::Missing("point_balance"))?,
        source: lenient::text(data.source),
        transaction_id: lenient::uuid(data.transaction_id),
        amount: lenient::decimal(data.amount),
    }))
}

fn points_spent(data: &RawData<'_>) -> Result<Event, Defect> {
    Ok(Event::PointsSpent(PointsSpent {
        points_spent: lenient::integer(data.points_spent),
        points_earned: lenient::integer(data.points_earned).unwrap_or(0),
        point_balance: lenient::integer(data.point_balance).ok_or(Defect::Missing("point_balance"))?,
        remaining_amount: lenient::decimal(data.remaining_amount),
        amount: lenient::decimal(data.amount),
        transaction_id: lenient::uuid(data.transaction_id),
    }))
}

fn coupon_redeemed(data: &RawData<'_>) -> Result<Event, Defect> {
    Ok(Event::CouponRedeemed(CouponRedeemed {
        coupon_id: lenient::uuid(data.coupon_id).ok_or(Defect::Missing("coupon_id"))?,
        coupon_name: lenient::text(data.coupon_name),
        redeemed_at: lenient::time(data.redeemed_at),
    }))
}
