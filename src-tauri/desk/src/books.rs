//! What the whole history says, as of now, and what the shop owes its customers by the owner's own figures.

use chrono::{DateTime, Months, Utc};
use ledger::Reader;
use ledger::query::{Books, CouponAges, CouponMonth, Lapsed, Pattern};
use loyalite::Decimal;
use serde::Serialize;

use crate::report::Days;
use crate::settings::money;
use crate::{Desk, DeskError, ReportQuery, Settings, Zone};

/// What the whole history says, as of now.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BooksReport {
    /// The median number of days in which the cards filled that filled in the period, to one decimal.
    pub days_to_complete: Option<f64>,
    /// How many cards that rests on: those whose first stamp is known.
    pub cards_completed_known: i64,
    /// All coupons whose issue is known, by its month, newest first.
    pub coupons: Vec<CouponMonth>,
    /// How long the outstanding ones have waited.
    pub coupon_ages: CouponAges,
    /// Coupons outstanding.
    pub coupons_outstanding: i64,
    /// The points of all customers together.
    pub points_outstanding: i64,
    /// Customers whose card lacks two stamps at the most.
    pub nearly_there: i64,
    /// Customers of whom nothing has happened for long.
    pub lapsed: Lapsed,
    /// What the shop owes its customers.
    pub liability: Liability,
    /// What is remarkable in the period, newest first, at most 200.
    pub patterns: Vec<Pattern>,
    /// How many there are in all.
    pub patterns_total: i64,
}

/// What outstanding coupons and points cost, by the owner's own figures; decimals as text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Liability {
    /// What a reward costs the owner.
    pub reward_cost: Option<String>,
    /// What a point is worth.
    pub point_value: Option<String>,
    /// All outstanding coupons at that cost.
    pub coupons_gross: Option<String>,
    /// Without the share that is never used; `None` where that share is unknown.
    pub coupons_net: Option<String>,
    /// All points at that value.
    pub points_gross: Option<String>,
    /// Without the share that is never spent; `None` where that share is unknown.
    pub points_net: Option<String>,
    /// Of the coupons issued more than 12 months ago, the share that is unused; `None` where there are fewer than 20.
    pub coupon_breakage: Option<f64>,
    /// Of the points earned more than 12 months ago, the share that is unspent, the oldest being spent first; `None` where
    /// they were earned fewer than 20 times.
    pub points_breakage: Option<f64>,
}

impl BooksReport {
    /// The books at `now`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn of(
        reader: &Reader,
        settings: &Settings,
        query: &ReportQuery,
        now: DateTime<Utc>,
    ) -> Result<Self, DeskError> {
        let zone = Zone::of(settings);
        let today = zone.date(now);
        let long_ago = zone.begin(today.checked_sub_months(Months::new(12)).unwrap_or(today));
        let span = Days::of(query).span(zone);
        let books = reader.books(query.organization.as_deref(), &span, long_ago, now, &zone)?;
        let liability = Liability::of(&books, settings);
        Ok(Self {
            days_to_complete: books.days_to_complete,
            cards_completed_known: books.cards_completed_known,
            coupons: books.coupons,
            coupon_ages: books.coupon_ages,
            coupons_outstanding: books.coupons_outstanding,
            points_outstanding: books.points_outstanding,
            nearly_there: books.nearly_there,
            lapsed: books.lapsed,
            liability,
            patterns: books.patterns,
            patterns_total: books.patterns_total,
        })
    }
}

impl Liability {
    fn of(books: &Books, settings: &Settings) -> Self {
        let (reward_cost, point_value) = (settings.reward_cost.as_deref(), settings.point_value.as_deref());
        let (coupons_gross, coupons_net) =
            owed(reward_cost, books.coupons_outstanding, books.coupon_breakage);
        let (points_gross, points_net) = owed(point_value, books.points_outstanding, books.points_breakage);
        Self {
            reward_cost: settings.reward_cost.clone(),
            point_value: settings.point_value.clone(),
            coupons_gross,
            coupons_net,
            points_gross,
            points_net,
            coupon_breakage: books.coupon_breakage,
            points_breakage: books.points_breakage,
        }
    }
}

/// So many at that price; and without the share that is never claimed, to the hundredth.
fn owed(price: Option<&str>, count: i64, breakage: Option<f64>) -> (Option<String>, Option<String>) {
    let Some(price) = money(price).ok().flatten() else { return (None, None) };
    let gross = price.checked_mul(count.into());
    let claimed = breakage.and_then(|share| Decimal::try_from(1.0 - share).ok());
    let net = gross.zip(claimed).and_then(|(gross, claimed)| Some(gross.checked_mul(claimed)?.round_dp(2)));
    (gross.map(|gross| gross.to_string()), net.map(|net| net.to_string()))
}

impl Desk {
    /// What the whole history says, as of now; of the period, only its cards and patterns.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn books(&self, query: &ReportQuery) -> Result<BooksReport, DeskError> {
        let settings = self.shared.standing.borrow().settings.clone();
        BooksReport::of(&*self.reader()?, &settings, query, Utc::now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_owed_is_exact_and_nothing_is_guessed() {
        let owed = |price, count, breakage| {
            let (gross, net) = owed(price, count, breakage);
            (gross.unwrap_or_default(), net.unwrap_or_default())
        };
        assert_eq!(owed(Some("12.50"), 40, Some(0.25)), ("500.00".into(), "375.00".into()));
        assert_eq!(owed(Some("0.015"), 12_345, Some(1.0 / 3.0)), ("185.175".into(), "123.45".into()));
        assert_eq!(owed(Some("12.50"), 40, None), ("500.00".into(), String::new()), "no share is known");
        assert_eq!(owed(None, 40, Some(0.25)), (String::new(), String::new()), "no cost is known");
    }
}
