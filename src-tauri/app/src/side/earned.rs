//! Who of those whose events have just arrived stands at the counter, and what that visit brought.

use chrono::TimeDelta;
use desk::CustomerKey;
use desk::query::FeedEvent;

/// Whoever was served longer ago than this has left the counter: the event came late.
const AT_THE_COUNTER: TimeDelta = TimeDelta::minutes(10);

/// What a customer earned just now.
#[derive(Debug, PartialEq, Eq)]
pub struct Earned {
    /// Who.
    pub customer: CustomerKey,
    /// Stamps.
    pub stamps: i64,
    /// Points.
    pub points: i64,
    /// A card filled.
    pub filled: bool,
}

impl Earned {
    /// Among `events`, newest arrival first: the newest customer who earned something.
    pub fn among(events: &[FeedEvent]) -> Option<Self> {
        let customer = events.iter().filter(|event| earns(event)).find_map(owner)?;
        let of_theirs =
            || events.iter().filter(|event| earns(event) && owner(event).as_ref() == Some(&customer));
        let stamps = |name: &str| -> i64 {
            let those = of_theirs().filter(|event| event.event.as_deref() == Some(name));
            those.filter_map(|event| event.details.stamps_added).sum()
        };
        // The stamps of a purchase that fills a card are told twice, or with the filling alone.
        let stamps = match stamps("stamp.earned") {
            0 => stamps("stamp.redeemed"),
            told => told,
        };
        Some(Self {
            stamps,
            points: of_theirs().filter_map(|event| event.details.points_added).sum(),
            filled: of_theirs().any(|event| event.event.as_deref() == Some("stamp.redeemed")),
            customer,
        })
    }
}

fn owner(event: &FeedEvent) -> Option<CustomerKey> {
    Some(CustomerKey { organization: event.organization.clone()?, customer_id: event.customer_id? })
}

fn earns(event: &FeedEvent) -> bool {
    let earns = matches!(event.event.as_deref(), Some("stamp.earned" | "stamp.redeemed" | "points.earned"));
    let late = event.occurred_at.is_some_and(|at| event.received_at - at > AT_THE_COUNTER);
    earns && event.set_aside.is_none() && !late
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use desk::query::Details;
    use uuid::Uuid;

    use super::*;

    const AYSE: Uuid = Uuid::from_u128(1);
    const ALI: Uuid = Uuid::from_u128(2);

    fn event(name: &str, customer_id: Uuid, details: Details) -> FeedEvent {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        FeedEvent {
            seq: 1,
            id: None,
            event: Some(name.into()),
            occurred_at: Some(now),
            received_at: now,
            organization: Some("kahveci-mehmet".into()),
            customer_id: Some(customer_id),
            customer_code: None,
            set_aside: None,
            details,
        }
    }

    fn stamps(customer: Uuid, stamps_added: i64) -> FeedEvent {
        event("stamp.earned", customer, Details { stamps_added: Some(stamps_added), ..Details::default() })
    }

    #[test]
    fn the_events_of_one_purchase_are_one_visit() {
        let points = Details { points_added: Some(125), ..Details::default() };
        let fill = Details { stamps_added: Some(2), ..Details::default() };
        let earned = Earned::among(&[
            event("stamp.redeemed", AYSE, fill),
            stamps(AYSE, 2),
            event("points.earned", AYSE, points),
        ])
        .unwrap();
        assert_eq!((earned.stamps, earned.points, earned.filled), (2, 125, true), "two stamps, not four");
    }

    #[test]
    fn a_card_that_fills_without_another_word_brings_its_own_stamps() {
        let fill = Details { stamps_added: Some(3), ..Details::default() };
        let earned = Earned::among(&[event("stamp.redeemed", AYSE, fill)]).unwrap();
        assert_eq!((earned.stamps, earned.filled), (3, true));
    }

    #[test]
    fn of_two_customers_the_newest_is_shown_with_what_is_theirs_alone() {
        let earned = Earned::among(&[stamps(ALI, 1), stamps(AYSE, 4), stamps(ALI, 1)]).unwrap();
        assert_eq!((earned.customer.customer_id, earned.stamps), (ALI, 2));
    }

    #[test]
    fn nobody_is_shown_for_what_is_late_set_aside_or_earns_nothing() {
        let late =
            FeedEvent { received_at: DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(8), ..stamps(AYSE, 1) };
        let test = FeedEvent { set_aside: Some("test".into()), ..stamps(AYSE, 1) };
        let used = event("coupon.redeemed", AYSE, Details::default());
        let joined = event("customer.enrolled", AYSE, Details::default());
        let nobody = FeedEvent { customer_id: None, ..stamps(AYSE, 1) };
        assert_eq!(Earned::among(&[late, test, used, joined, nobody]), None);
    }
}
