//! The figures a second way: straight from the bodies, event by event, in plain Rust. No SQL, no totals, no cleverness.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use chrono_tz::Tz;
use ledger::fold::{self, Entry, Opening, State};
use ledger::query::{Figures, Totals};
use loyalite::{Content, Decimal, Envelope, Event};
use uuid::Uuid;

use crate::history::{Action, customer_id, organization};

type Customer = (String, Uuid);

/// An event that counts.
#[derive(Debug, Clone)]
pub struct Told {
    pub customer: Customer,
    pub entry: Entry,
    pub test: bool,
}

/// What one event, or what is left of it, adds to a period.
#[derive(Debug, Clone)]
pub struct Item {
    pub at: DateTime<Utc>,
    organization: String,
    /// Who was served; of a customer who was forgotten, one for each day.
    visitor: Option<Visitor>,
    /// Who joined.
    joiner: Option<Customer>,
    totals: Totals,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Visitor {
    Known(Customer),
    Forgotten(Customer, NaiveDate),
}

/// All that the shop knows.
#[derive(Debug, Default)]
pub struct Shop {
    keys: HashSet<Vec<u8>>,
    newest: i64,
    pub told: BTreeMap<i64, Told>,
    left: Vec<Item>,
    forgotten: HashSet<Customer>,
    pub closed: HashSet<(Customer, Uuid)>,
}

impl Shop {
    pub fn take(&mut self, action: &Action, zone: Tz) {
        match action {
            Action::Deliver { body, received_at } => self.deliver(body.as_bytes(), *received_at),
            Action::Mark(seq, test) => {
                if let Some(told) = self.told.get_mut(seq) {
                    told.test = *test;
                }
            }
            Action::Close(number, coupon) => {
                let customer = named(*number);
                let knows = |told: &Told| fold::coupon_of(&told.entry.event) == Some(*coupon);
                if self.of(&customer).iter().any(|told| knows(told)) {
                    self.closed.insert((customer, *coupon));
                }
            }
            Action::Forget(number) => self.forget(&named(*number), zone),
            Action::Settle => {}
        }
    }

    fn deliver(&mut self, body: &[u8], received_at: DateTime<Utc>) {
        let envelope = Envelope::read(body);
        let key = envelope.id.unwrap().as_bytes().to_vec();
        if !self.keys.insert(key.clone()) {
            return;
        }
        let who = envelope.organization.clone().zip(envelope.customer_id);
        let forgotten = who.is_some_and(|who| self.forgotten.contains(&who));
        self.newest += i64::from(!forgotten);
        let Content::Known(known) = envelope.content else { return };
        let customer = (known.organization, known.customer_id);
        let entry = Entry {
            seq: self.newest,
            key,
            occurred_at: known.occurred_at,
            customer_code: envelope.customer_code,
            event: known.event,
        };
        if forgotten {
            let stamps =
                if let Event::StampEarned(earned) = &entry.event { earned.stamps_added } else { None };
            self.left.push(leave(item(&customer, &entry, stamps.unwrap_or(0)), None));
        } else if entry.occurred_at <= received_at + chrono::TimeDelta::hours(24) {
            self.told.insert(self.newest, Told { customer, entry, test: false });
        }
    }

    fn forget(&mut self, customer: &Customer, zone: Tz) {
        if self.of(customer).is_empty() {
            return;
        }
        let items: Vec<Item> = self.items().into_iter().filter(|item| item.is_of(customer)).collect();
        for one in items {
            let day = one.at.with_timezone(&zone).date_naive();
            self.left.push(leave(one, Some((customer.clone(), day))));
        }
        self.told.retain(|_, told| told.customer != *customer);
        self.forgotten.insert(customer.clone());
    }

    /// A customer's events that count.
    pub fn of(&self, customer: &Customer) -> Vec<&Told> {
        self.told.values().filter(|told| told.customer == *customer && !told.test).collect()
    }

    pub fn customers(&self, asked: Option<&str>) -> BTreeSet<Customer> {
        let counted = self.told.values().filter(|told| !told.test).map(|told| told.customer.clone());
        counted.filter(|customer| asked.is_none_or(|asked| customer.0 == asked)).collect()
    }

    pub fn state(&self, customer: &Customer) -> State {
        fold::fold(self.of(customer).into_iter().map(|told| told.entry.clone()).collect())
    }

    /// What every event adds.
    fn items(&self) -> Vec<Item> {
        let counted: Vec<&Told> = self.told.values().filter(|told| !told.test).collect();
        let mut items: Vec<Item> = counted
            .iter()
            .map(|told| item(&told.customer, &told.entry, self.stamps_of(told, &counted)))
            .collect();
        items.extend(self.left.iter().cloned());
        items
    }

    /// Each purchase once, however it is told.
    fn stamps_of(&self, told: &Told, all: &[&Told]) -> i64 {
        match &told.entry.event {
            Event::StampEarned(earned) => earned.stamps_added.unwrap_or(0),
            Event::StampRedeemed(fill) => {
                let with_it = |other: &&&Told| {
                    other.customer == told.customer
                        && fill.transaction_id.is_some()
                        && fold::transaction_of(&other.entry.event) == fill.transaction_id
                };
                let told_elsewhere = all.iter().filter(with_it).any(|other| match &other.entry.event {
                    Event::StampEarned(_) => true,
                    _ => other.entry.seq < told.entry.seq,
                });
                if told_elsewhere { 0 } else { fill.stamps_added.unwrap_or(0) }
            }
            _ => 0,
        }
    }

    pub fn period(&self, from: NaiveDate, to: NaiveDate, asked: Option<&str>, zone: Tz) -> Period {
        let all = self.items();
        let all = all.into_iter().filter(|item| asked.is_none_or(|asked| item.organization == asked));
        let dated: Vec<(NaiveDate, Item)> =
            all.map(|item| (item.at.with_timezone(&zone).date_naive(), item)).collect();
        let mut period = Period { hours: vec![vec![0; 24]; 7], ..Period::default() };
        let mut days_of: BTreeMap<Customer, BTreeSet<NaiveDate>> = BTreeMap::new();
        let mut strangers = BTreeSet::new();
        for (day, item) in dated.iter().filter(|(day, _)| (from..=to).contains(day)) {
            add(&mut period.figures.totals, &item.totals);
            add(period.days.entry(*day).or_default(), &item.totals);
            let local = item.at.with_timezone(&zone);
            period.hours[local.weekday().num_days_from_monday() as usize][local.hour() as usize] += 1;
            match &item.visitor {
                Some(Visitor::Known(customer)) => {
                    days_of.entry(customer.clone()).or_default().insert(*day);
                }
                Some(stranger) => {
                    strangers.insert(stranger.clone());
                }
                None => {}
            }
        }
        let before = |customer: &Customer| {
            dated
                .iter()
                .any(|(day, item)| *day < from && item.visitor == Some(Visitor::Known(customer.clone())))
        };
        period.figures.customers_served = (days_of.len() + strangers.len()) as i64;
        period.figures.repeat_customers = days_of.values().filter(|days| days.len() > 1).count() as i64;
        period.figures.returning_customers =
            days_of.keys().filter(|customer| before(customer)).count() as i64;
        period.breaks = days_of.keys().filter(|customer| self.state(customer).breaks > 0).count() as i64;
        period
    }

    /// Whether a customer's first card was empty when this PC began to listen.
    pub fn begins_at_zero(&self, customer: &Customer) -> bool {
        self.state(customer).stamps.opening == Some(Opening::AtZero)
    }

    /// A customer's coupons: when issued, and whether used.
    pub fn coupons(&self, customer: &Customer) -> HashMap<Uuid, (Option<DateTime<Utc>>, bool)> {
        let mut coupons: HashMap<Uuid, (Option<DateTime<Utc>>, bool)> = HashMap::new();
        for told in self.of(customer) {
            let at = told.entry.occurred_at;
            match &told.entry.event {
                Event::StampRedeemed(fill) => {
                    let issued = &mut coupons.entry(fill.coupon_id).or_default().0;
                    *issued = Some(issued.map_or(at, |known| known.min(at)));
                }
                Event::CouponRedeemed(used) => coupons.entry(used.coupon_id).or_default().1 = true,
                _ => {}
            }
        }
        coupons
    }
}

/// A period's figures.
#[derive(Debug, Default)]
pub struct Period {
    pub figures: Figures,
    pub days: BTreeMap<NaiveDate, Totals>,
    pub hours: Vec<Vec<i64>>,
    pub breaks: i64,
}

impl Item {
    fn is_of(&self, customer: &Customer) -> bool {
        self.visitor == Some(Visitor::Known(customer.clone())) || self.joiner.as_ref() == Some(customer)
    }
}

fn named(number: usize) -> Customer {
    (organization(number).to_owned(), customer_id(number))
}

/// To the quarter of an hour.
fn leave(item: Item, visitor: Option<(Customer, NaiveDate)>) -> Item {
    let second = item.at.timestamp();
    let at = DateTime::from_timestamp(second - second.rem_euclid(900), 0).unwrap();
    let served = item.visitor.is_some();
    let visitor = visitor.filter(|_| served).map(|(customer, day)| Visitor::Forgotten(customer, day));
    Item { at, visitor, joiner: None, ..item }
}

fn item(customer: &Customer, entry: &Entry, stamps: i64) -> Item {
    let mut totals = Totals { events: 1, stamps, ..Totals::default() };
    let amount = match &entry.event {
        Event::StampEarned(earned) => Some(earned.amount),
        Event::PointsEarned(earned) => {
            totals.points_earned = earned.points_added.unwrap_or(0);
            Some(earned.amount)
        }
        Event::PointsSpent(spent) => {
            totals.points_earned = spent.points_earned;
            totals.points_spent = spent.points_spent.unwrap_or(0);
            Some(spent.amount)
        }
        Event::StampRedeemed(_) => {
            totals.coupons_issued = 1;
            None
        }
        Event::CouponRedeemed(_) => {
            totals.coupons_used = 1;
            None
        }
        Event::CustomerEnrolled(_) => {
            totals.new_customers = 1;
            None
        }
    };
    totals.amount_events = i64::from(amount.is_some());
    let exact =
        |amount: &Decimal| amount.round_dp(4) == *amount && amount.abs() <= Decimal::from(10_000_000_000_i64);
    totals.amount = amount.flatten().filter(exact);
    totals.amounts = i64::from(totals.amount.is_some());
    let joined = matches!(entry.event, Event::CustomerEnrolled(_));
    Item {
        at: entry.occurred_at,
        organization: customer.0.clone(),
        visitor: (!joined).then(|| Visitor::Known(customer.clone())),
        joiner: joined.then(|| customer.clone()),
        totals,
    }
}

pub fn add(sum: &mut Totals, more: &Totals) {
    sum.events += more.events;
    sum.stamps += more.stamps;
    sum.points_earned += more.points_earned;
    sum.points_spent += more.points_spent;
    sum.coupons_issued += more.coupons_issued;
    sum.coupons_used += more.coupons_used;
    sum.new_customers += more.new_customers;
    sum.amounts += more.amounts;
    sum.amount_events += more.amount_events;
    if let Some(amount) = more.amount {
        sum.amount = Some(sum.amount.unwrap_or_default() + amount);
    }
}
