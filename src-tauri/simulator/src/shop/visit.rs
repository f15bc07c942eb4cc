//! One person at the counter: a coupon used, a coffee bought, stamps and points. Balances change only here.

use std::ops::RangeInclusive;

use chrono::{DateTime, Days, TimeDelta, Utc};
use uuid::Uuid;

use super::customer::{Collects, Coupon, Customer};
use super::dice::Dice;
use super::event::{Data, Event, What};
use super::hours::day_of;
use super::menu::{Money, Purchase};
use super::{FullCardBalance, Shop};

/// Fewer points than this are not worth asking for.
const WORTH_SPENDING: u32 = 500;
/// Points come in round hundreds, and a hundred is worth ten liras.
const STEP: u32 = 100;
const KURUS_PER_STEP: u32 = 1_000;

pub(super) struct Visit<'a> {
    pub shop: &'a Shop,
    pub customer: &'a mut Customer,
    pub dice: &'a mut Dice,
    pub now: DateTime<Utc>,
    pub log: &'a mut Vec<Event>,
}

impl Visit<'_> {
    pub fn play(mut self) {
        if !self.customer.announced {
            self.enrol();
        }
        let used = self.use_coupon();
        if used && self.dice.chance(0.4) {
            return;
        }
        let purchase = Purchase::new(self.dice);
        if self.customer.collects != Collects::Points {
            self.earn_stamps(&purchase);
        }
        if self.customer.collects != Collects::Stamps {
            self.earn_or_spend_points(&purchase);
        }
    }

    fn enrol(&mut self) {
        self.customer.announced = true;
        let masked_email = Customer::masked_email(self.dice);
        self.tell(What::CustomerEnrolled { masked_email, enrolled_at: self.now });
        self.pass(20..=60);
    }

    fn use_coupon(&mut self) -> bool {
        let today = day_of(self.now);
        let due = |coupon: &Coupon| coupon.remembered_on.is_some_and(|day| day <= today);
        let Some(waiting) = self.customer.coupons.iter().position(due) else { return false };
        let coupon = self.customer.coupons.swap_remove(waiting);
        self.tell(What::CouponRedeemed {
            coupon_id: coupon.id,
            coupon_name: self.shop.coupon_name.clone(),
            redeemed_at: self.now,
        });
        self.pass(5..=40);
        true
    }

    fn earn_stamps(&mut self, purchase: &Purchase) {
        let max_stamps = self.shop.max_stamps.max(1);
        let stamps_added = purchase.drinks.min(max_stamps);
        let counted = self.customer.stamps + stamps_added;
        let filled = counted >= max_stamps;
        self.customer.stamps = if filled { counted - max_stamps } else { counted };
        let transaction_id = self.dice.uuid();

        let shown = match self.shop.full_card_balance {
            FullCardBalance::Full => Some(counted),
            FullCardBalance::AfterReset => Some(self.customer.stamps),
            FullCardBalance::NoEarned => (!filled).then_some(counted),
        };
        if let Some(stamp_balance) = shown {
            self.tell(What::StampEarned {
                stamps_added,
                stamp_balance,
                max_stamps,
                source: purchase.source(),
                transaction_id,
                amount: purchase.amount(),
            });
        }
        if filled {
            self.issue_coupon(stamps_added, transaction_id);
        }
        self.pass(1..=3);
    }

    fn issue_coupon(&mut self, stamps_added: u32, transaction_id: Uuid) {
        let coupon_id = self.dice.uuid();
        let days = Days::new(self.dice.between(1..=9).into());
        let forgotten = self.dice.chance(0.15);
        let remembered_on = if forgotten { None } else { day_of(self.now).checked_add_days(days) };
        self.customer.coupons.push(Coupon { id: coupon_id, remembered_on });
        let coupon_name = self.shop.coupon_name.clone();
        self.tell(What::StampRedeemed { stamps_added, coupon_id, coupon_name, transaction_id });
    }

    fn earn_or_spend_points(&mut self, purchase: &Purchase) {
        if self.customer.points >= WORTH_SPENDING && self.dice.chance(0.25) {
            return self.spend_points(purchase.total);
        }
        let points_added = points_for(purchase.total);
        self.customer.points += points_added;
        let transaction_id = self.dice.uuid();
        self.tell(What::PointsEarned {
            points_added,
            point_balance: self.customer.points,
            source: purchase.source(),
            transaction_id,
            amount: purchase.amount(),
        });
    }

    fn spend_points(&mut self, amount: Money) {
        let steps = (self.customer.points / STEP).min(amount.0 / KURUS_PER_STEP);
        let remaining_amount = Money(amount.0 - steps * KURUS_PER_STEP);
        // Now and then the rest of the bill earns points again, in the same transaction.
        let points_earned = if self.dice.chance(0.1) { points_for(remaining_amount) } else { 0 };
        let points_spent = steps * STEP;
        self.customer.points = self.customer.points - points_spent + points_earned;
        let transaction_id = self.dice.uuid();
        self.tell(What::PointsSpent {
            points_spent,
            points_earned,
            point_balance: self.customer.points,
            remaining_amount,
            amount,
            transaction_id,
        });
    }

    fn tell(&mut self, what: What) {
        let data = Data { customer_code: self.customer.code, customer_id: self.customer.id, what };
        self.log.push(Event { id: self.dice.uuid(), occurred_at: self.now, data });
    }

    fn pass(&mut self, seconds: RangeInclusive<u32>) {
        self.now += TimeDelta::seconds(self.dice.between(seconds).into());
    }
}

/// Three points for every two liras.
fn points_for(amount: Money) -> u32 {
    amount.0 * 3 / 200
}
