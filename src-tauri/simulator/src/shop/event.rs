//! The six events in the platform's own words: field names, order and forms as on its event reference.

use chrono::{DateTime, Utc};
use loyalite::name;
use serde::Serialize;
use uuid::Uuid;

use super::menu::Money;
use crate::Delivery;

/// Something that happened to one customer.
pub(super) struct Event {
    pub id: Uuid,
    pub occurred_at: DateTime<Utc>,
    pub data: Data,
}

#[derive(Serialize)]
pub(super) struct Data {
    pub customer_code: u32,
    pub customer_id: Uuid,
    #[serde(flatten)]
    pub what: What,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum What {
    StampEarned {
        stamps_added: u32,
        stamp_balance: u32,
        max_stamps: u32,
        source: &'static str,
        transaction_id: Uuid,
        #[serde(skip_serializing_if = "Option::is_none")]
        amount: Option<Money>,
    },
    StampRedeemed {
        stamps_added: u32,
        coupon_id: Uuid,
        coupon_name: String,
        transaction_id: Uuid,
    },
    PointsEarned {
        points_added: u32,
        point_balance: u32,
        source: &'static str,
        transaction_id: Uuid,
        #[serde(skip_serializing_if = "Option::is_none")]
        amount: Option<Money>,
    },
    PointsSpent {
        points_spent: u32,
        points_earned: u32,
        point_balance: u32,
        remaining_amount: Money,
        amount: Money,
        transaction_id: Uuid,
    },
    CouponRedeemed {
        coupon_id: Uuid,
        coupon_name: String,
        redeemed_at: DateTime<Utc>,
    },
    CustomerEnrolled {
        masked_email: String,
        enrolled_at: DateTime<Utc>,
    },
}

#[derive(Serialize)]
struct Envelope<'a> {
    id: Uuid,
    event: &'static str,
    occurred_at: DateTime<Utc>,
    organization: &'a str,
    data: Data,
}

impl What {
    fn name(&self) -> &'static str {
        match self {
            Self::StampEarned { .. } => name::STAMP_EARNED,
            Self::StampRedeemed { .. } => name::STAMP_REDEEMED,
            Self::PointsEarned { .. } => name::POINTS_EARNED,
            Self::PointsSpent { .. } => name::POINTS_SPENT,
            Self::CouponRedeemed { .. } => name::COUPON_REDEEMED,
            Self::CustomerEnrolled { .. } => name::CUSTOMER_ENROLLED,
        }
    }
}

impl Event {
    pub fn into_delivery(self, organization: &str) -> Delivery {
        let Self { id, occurred_at, data } = self;
        let event = data.what.name();
        // Plain structs with string keys, into memory: there is nothing that could fail.
        #[allow(clippy::expect_used)]
        let body = serde_json::to_vec(&Envelope { id, event, occurred_at, organization, data })
            .expect("an event is always JSON");
        Delivery { id, event, occurred_at, body }
    }
}
