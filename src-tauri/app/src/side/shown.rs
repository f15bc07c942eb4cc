//! What the customers' display is told, and nothing else: no code, no identity, no address, no name in full.

use desk::query::CustomerPage;
use desk::{Settings, Theme};
use serde::Serialize;

use super::earned::Earned;
use super::mask::mask;

/// What the customers' display shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct DisplayShows {
    /// `tr` or `en`; `None` follows the system.
    pub language: Option<String>,
    /// `None` follows the system.
    pub theme: Option<Theme>,
    /// The data are made up.
    pub demo: bool,
    /// Who stands at the counter; `None` between two customers.
    pub customer: Option<Shown>,
}

/// A customer as everybody in the shop may see one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Shown {
    /// The first letter of the name and three asterisks; `None` where no name is known.
    pub name: Option<String>,
    /// Stamps on the card.
    pub stamps: Option<i64>,
    /// Stamps that fill the card.
    pub per_card: Option<i64>,
    /// How many of the stamps came just now.
    pub fresh_stamps: i64,
    /// A card filled just now: the stamps are those of the next one.
    pub filled: bool,
    /// Coupons that can be used.
    pub rewards_waiting: u32,
    /// Points.
    pub points: Option<i64>,
    /// How many of the points came just now.
    pub fresh_points: i64,
}

impl Shown {
    /// Of `page`, when `earned` has just come.
    pub fn of(page: &CustomerPage, earned: Option<&Earned>, turkish: bool) -> Self {
        let customer = &page.customer;
        let waiting = customer.coupons.iter().filter(|one| one.redeemed_at.is_none() && one.closed.is_none());
        // The owner's own name for the customer, else what the platform's masked e-mail begins with.
        let mailbox = customer.masked_email.as_deref().and_then(|email| email.split('@').next());
        let names = [page.nickname.as_deref(), mailbox];
        Self {
            name: names.into_iter().flatten().find_map(|name| mask(name, turkish)),
            stamps: customer.stamp_balance,
            per_card: customer.max_stamps,
            fresh_stamps: earned.map_or(0, |earned| earned.stamps),
            filled: earned.is_some_and(|earned| earned.filled),
            rewards_waiting: u32::try_from(waiting.count()).unwrap_or(u32::MAX),
            points: customer.point_balance,
            fresh_points: earned.map_or(0, |earned| earned.points),
        }
    }

    /// The same once what had just come was seen.
    pub fn without_news(self) -> Self {
        Self { fresh_stamps: 0, fresh_points: 0, filled: false, ..self }
    }
}

impl DisplayShows {
    /// By the owner's choices.
    pub fn by(settings: &Settings, demo: bool, customer: Option<Shown>) -> Self {
        Self { language: settings.language.clone(), theme: settings.theme, demo, customer }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use desk::CustomerKey;
    use desk::query::{Closed, Coupon, Customer};
    use uuid::Uuid;

    use super::*;

    fn coupon(redeemed: bool, closed: bool) -> Coupon {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        Coupon {
            coupon_id: Uuid::from_u128(0xc0ffee),
            coupon_name: Some("Gizli Kahve".into()),
            issued_at: Some(at),
            redeemed_at: redeemed.then_some(at),
            closed: closed.then(|| Closed { at, reason: "replaced".into() }),
        }
    }

    fn page(nickname: Option<&str>, masked_email: Option<&str>) -> CustomerPage {
        let customer = Customer {
            organization: "kahveci-mehmet".into(),
            customer_id: Uuid::from_u128(0xabcdef),
            customer_code: "482193".parse().ok(),
            masked_email: masked_email.map(Into::into),
            enrolled_at: Some(DateTime::UNIX_EPOCH),
            stamp_balance: Some(7),
            max_stamps: Some(10),
            point_balance: Some(370),
            last_seen_at: Some(DateTime::UNIX_EPOCH),
            history_complete: true,
            coupons: vec![coupon(false, false), coupon(true, false), coupon(false, true)],
        };
        CustomerPage {
            customer,
            nickname: nickname.map(Into::into),
            note: Some("borcu var".into()),
            stamp_balance_derived: false,
            stamps_rest_on: vec![1],
            points_rest_on: vec![2],
            timeline: Vec::new(),
        }
    }

    #[test]
    fn the_display_is_told_so_much_and_no_more() {
        let page = page(Some("Ayşe Yılmaz"), Some("j***@gmail.com"));
        let earned = Earned { customer: page.customer.key(), stamps: 2, points: 120, filled: false };
        let shown = Shown::of(&page, Some(&earned), true);
        let told =
            serde_json::to_string(&DisplayShows::by(&Settings::default(), false, Some(shown))).unwrap();
        assert_eq!(
            told,
            r#"{"language":null,"theme":null,"demo":false,"customer":{"name":"A***","stamps":7,"per_card":10,"fresh_stamps":2,"filled":false,"rewards_waiting":1,"points":370,"fresh_points":120}}"#,
            "whoever adds a field shows it to the whole shop"
        );
        let CustomerKey { organization, customer_id } = page.customer.key();
        for private in ["482193", "yşe", "@", "Kahve", "borcu", &organization, &customer_id.to_string()] {
            assert!(!told.contains(private), "{private} is nobody's business");
        }
    }

    #[test]
    fn without_a_name_the_e_mail_lends_its_letter_and_without_that_there_is_none() {
        let name = |nickname, email| Shown::of(&page(nickname, email), None, true).name;
        assert_eq!(name(None, Some("i***@gmail.com")).as_deref(), Some("İ***"));
        assert_eq!(
            name(Some("482193"), Some("j***@gmail.com")).as_deref(),
            Some("J***"),
            "a code is no name"
        );
        assert_eq!(name(None, Some("***@gmail.com")), None, "nor is where the mail goes");
        assert_eq!(name(None, None), None);
    }
}
