//! One day after the other: who is there, who is new, who comes in when.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::customer::{Codes, Collects, Coupon, Customer, Habit, POINTS_REGULAR, STAMPS_REGULAR};
use super::dice::Dice;
use super::event::Event;
use super::hours::{arrival, instant};
use super::visit::Visit;
use super::{Place, Shop};

type Kind = fn(NaiveDate, &mut Dice) -> Habit;

/// How many of each kind had enrolled before the webhook was registered: it never announces them.
const FOUNDERS: [(u32, Kind); 3] = [(130, Habit::office), (75, Habit::neighbour), (20, Habit::passer_by)];

impl Place {
    /// How many enrol on a day.
    const fn newcomers(self) -> RangeInclusive<u32> {
        match self {
            Self::Neighbourhood => 5..=11,
            Self::Station => 18..=37,
        }
    }

    /// What kind they are, in per cent.
    const fn kinds(self) -> [(u32, Kind); 3] {
        match self {
            Self::Neighbourhood => [(7, Habit::office), (14, Habit::neighbour), (79, Habit::passer_by)],
            Self::Station => [(1, Habit::office), (2, Habit::neighbour), (97, Habit::passer_by)],
        }
    }
}

pub(super) struct Life<'a> {
    shop: &'a Shop,
    dice: Dice,
    codes: Codes,
    people: Vec<Customer>,
}

impl<'a> Life<'a> {
    pub fn begin(shop: &'a Shop, opened: NaiveDate) -> Self {
        let dice = Dice::of(shop.seed, &shop.organization, opened);
        let mut life = Self { shop, dice, codes: Codes::new(), people: Vec::new() };
        life.welcome(STAMPS_REGULAR, Habit::faithful(), Collects::Stamps);
        life.welcome(POINTS_REGULAR, Habit::faithful(), Collects::Points);
        for (count, kind) in FOUNDERS {
            for _ in 0..count {
                let habit = kind(opened, &mut life.dice);
                life.found(habit, opened);
            }
        }
        life
    }

    /// What happened on `day`, in order. Days must be asked for one after the other.
    pub fn day(&mut self, day: NaiveDate) -> Vec<Event> {
        let mut arrivals = self.regulars_of(day);
        for _ in 0..self.dice.between(self.shop.place.newcomers()) {
            arrivals.push((arrival(day, &mut self.dice), self.people.len()));
            self.newcomer(day);
        }
        arrivals.sort_unstable();

        let mut events = Vec::new();
        for (second, who) in arrivals {
            let now = instant(day, second);
            let customer = &mut self.people[who];
            Visit { shop: self.shop, customer, dice: &mut self.dice, now, log: &mut events }.play();
        }
        events.sort_by_key(|event| event.occurred_at);
        self.people.retain(|customer| customer.habit.until > day);
        events
    }

    fn regulars_of(&mut self, day: NaiveDate) -> Vec<(u32, usize)> {
        let mut arrivals = Vec::new();
        for (who, customer) in self.people.iter().enumerate() {
            let mut seconds = customer.habit.arrivals(day, &mut self.dice);
            let enrols_today = !customer.announced && seconds.is_empty();
            if enrols_today {
                seconds.push(arrival(day, &mut self.dice));
            }
            arrivals.extend(seconds.into_iter().map(|second| (second, who)));
        }
        arrivals
    }

    fn newcomer(&mut self, day: NaiveDate) {
        let habit = self.dice.pick(&self.shop.place.kinds())(day, &mut self.dice);
        let code = self.codes.next(&mut self.dice);
        let collects = self.taste();
        self.welcome(code, habit, collects);
    }

    fn welcome(&mut self, code: u32, habit: Habit, collects: Collects) {
        let id = self.dice.uuid();
        self.people.push(Customer {
            id,
            code,
            announced: false,
            collects,
            habit,
            stamps: 0,
            points: 0,
            coupons: Vec::new(),
        });
    }

    /// Someone with a past of which nothing was delivered: cards begun, perhaps a coupon waiting.
    fn found(&mut self, habit: Habit, opened: NaiveDate) {
        let code = self.codes.next(&mut self.dice);
        let collects = self.taste();
        self.welcome(code, habit, collects);
        let dice = &mut self.dice;
        let Some(founder) = self.people.last_mut() else { return };
        founder.announced = true;
        if collects != Collects::Points {
            founder.stamps = dice.between(0..=self.shop.max_stamps.max(1) - 1);
            if dice.chance(0.15) {
                founder.coupons.push(Coupon { id: dice.uuid(), remembered_on: Some(opened) });
            }
        }
        if collects != Collects::Stamps {
            founder.points = dice.between(0..=900);
        }
    }

    fn taste(&mut self) -> Collects {
        self.dice.pick(&[(55, Collects::Stamps), (30, Collects::Points), (15, Collects::Both)])
    }
}
