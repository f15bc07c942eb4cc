//! What happens in a shop, made up: visits around the days on which clocks move, told late, twice, changed, broken or not at
//! all; and what the owner does meanwhile.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

pub const ORGANIZATIONS: [&str; 2] = ["kahveci-mehmet", "firin-ayse"];
const CUSTOMERS: usize = 5;
const MAX_STAMPS: i64 = 3;

/// Some hours before a clock is moved somewhere, in a year with all of these; and a plain day.
const BEGINS: [&str; 7] = [
    "2026-03-28T20:00:00Z", // Berlin
    "2026-10-24T20:00:00Z",
    "2026-03-08T01:00:00Z", // New York
    "2026-10-31T22:00:00Z",
    "2026-04-04T08:00:00Z", // Lord Howe, by half an hour
    "2026-10-03T08:00:00Z",
    "2026-06-30T18:00:00Z", // the end of a month
];

/// Something that happens, in the order in which it comes to this PC.
#[derive(Debug, Clone)]
pub enum Action {
    Deliver {
        body: String,
        received_at: DateTime<Utc>,
    },
    /// The delivery with this arrival number was a test, or was none.
    Mark(i64, bool),
    Close(usize, Uuid),
    Forget(usize),
    Settle,
}

#[derive(Debug, Clone)]
struct Visit {
    customer: usize,
    pause: i64,
    kind: Kind,
    amount: Option<&'static str>,
    fate: Fate,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Enrol,
    Stamps {
        added: i64,
        /// So many seconds later the card is told to be full.
        delay: i64,
    },
    Points(i64),
    Spend(i64),
    UseCoupon,
    Unknown,
}

/// What becomes of what is told.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Fine,
    Lost,
    Twice,
    Changed,
    Broken,
    Future,
}

fn visit() -> impl Strategy<Value = Visit> {
    let pause = prop_oneof![3 => 0..300i64, 3 => 300..3_600i64, 4 => 3_600..40_000i64, 3 => 80_000..400_000i64, 1 => 2_000_000..9_000_000i64];
    let kind = prop_oneof![
        2 => Just(Kind::Enrol),
        8 => (1..4i64, prop_oneof![Just(0), Just(1), Just(1_000)])
            .prop_map(|(added, delay)| Kind::Stamps { added, delay }),
        5 => (1..200i64).prop_map(Kind::Points),
        2 => (1..200i64).prop_map(Kind::Spend),
        3 => Just(Kind::UseCoupon),
        1 => Just(Kind::Unknown),
    ];
    let amount = prop_oneof![
        2 => Just(None),
        6 => prop::sample::select(vec!["85.50", "0.1", "1234567.8901", "-12.25", "12"]).prop_map(Some),
        1 => prop::sample::select(vec!["1.00001", "99999999999999999999"]).prop_map(Some), // not to be added up
    ];
    let fate = prop_oneof![
        20 => Just(Fate::Fine), 1 => Just(Fate::Lost), 2 => Just(Fate::Twice), 1 => Just(Fate::Changed),
        1 => Just(Fate::Broken), 1 => Just(Fate::Future),
    ];
    (0..CUSTOMERS, pause, kind, amount, fate).prop_map(|(customer, pause, kind, amount, fate)| Visit {
        customer,
        pause,
        kind,
        amount,
        fate,
    })
}

/// What the owner does, after so many of the deliveries: by a number that says what.
fn owner() -> impl Strategy<Value = Vec<(prop::sample::Index, u8, prop::sample::Index)>> {
    prop::collection::vec((any::<prop::sample::Index>(), 0..12u8, any::<prop::sample::Index>()), 0..8)
}

/// A history: some of it comes late, by up to so many places.
pub fn history() -> impl Strategy<Value = Vec<Action>> {
    let late = prop::collection::vec((any::<prop::sample::Index>(), 1..12usize), 0..10);
    (prop::sample::select(BEGINS.to_vec()), prop::collection::vec(visit(), 1..90), late, owner()).prop_map(
        |(begin, visits, late, owner)| {
            let mut shop = Platform::at(begin.parse().unwrap());
            visits.iter().for_each(|visit| shop.receive(visit));
            let Platform { mut told, coupons, .. } = shop;
            for (which, places) in late {
                if !told.is_empty() {
                    let from = which.index(told.len());
                    let one = told.remove(from);
                    told.insert((from + places).min(told.len()), one);
                }
            }
            for (after, what, which) in owner {
                let action = match what {
                    0..4 => Action::Mark(which.index(told.len() + 1) as i64, what != 3),
                    4..6 if !coupons.is_empty() => {
                        let (customer, coupon) = coupons[which.index(coupons.len())];
                        Action::Close(customer, coupon)
                    }
                    6 => Action::Forget(which.index(CUSTOMERS)),
                    _ => Action::Settle,
                };
                told.insert(after.index(told.len() + 1), action);
            }
            told
        },
    )
}

/// The platform: it keeps the accounts and tells of them.
struct Platform {
    now: DateTime<Utc>,
    sent: u128,
    accounts: Vec<(i64, i64, Vec<Uuid>)>,
    coupons: Vec<(usize, Uuid)>,
    told: Vec<Action>,
}

pub fn customer_id(customer: usize) -> Uuid {
    Uuid::from_u128(0xc0ffee + customer as u128)
}

pub fn organization(customer: usize) -> &'static str {
    ORGANIZATIONS[customer % 2]
}

impl Platform {
    /// The first customer had stamps and points before this PC listened.
    fn at(now: DateTime<Utc>) -> Self {
        let mut accounts = vec![(0, 0, Vec::new()); CUSTOMERS];
        accounts[0] = (1, 50, Vec::new());
        Self { now, sent: 0, accounts, coupons: Vec::new(), told: Vec::new() }
    }

    fn receive(&mut self, visit: &Visit) {
        self.now += TimeDelta::seconds(visit.pause);
        let transaction = self.fresh_id();
        let (stamps, points, coupons) = &mut self.accounts[visit.customer];
        match visit.kind {
            Kind::Enrol => {
                self.send(visit, 0, "customer.enrolled", json!({ "masked_email": "a***@posta.tr" }))
            }
            Kind::Stamps { added, delay } => {
                let sum = *stamps + added;
                *stamps = sum % MAX_STAMPS;
                let balance = *stamps;
                let fills = sum >= MAX_STAMPS;
                self.send(
                    visit,
                    0,
                    "stamp.earned",
                    json!({ "stamps_added": added, "stamp_balance": balance,
                    "max_stamps": MAX_STAMPS, "transaction_id": transaction }),
                );
                if fills {
                    let coupon = self.fresh_id();
                    self.accounts[visit.customer].2.push(coupon);
                    self.coupons.push((visit.customer, coupon));
                    self.send(
                        visit,
                        delay,
                        "stamp.redeemed",
                        json!({ "stamps_added": added, "coupon_id": coupon,
                        "coupon_name": "Bedava Kahve", "transaction_id": transaction }),
                    );
                }
            }
            Kind::Points(added) => {
                *points += added;
                let earned = json!({ "points_added": added, "point_balance": *points });
                self.send(visit, 0, "points.earned", earned);
            }
            Kind::Spend(wanted) => {
                let spent = wanted.min(*points);
                *points -= spent;
                let spending = json!({ "points_spent": spent, "points_earned": 0, "point_balance": *points });
                self.send(visit, 0, "points.spent", spending);
            }
            Kind::UseCoupon => {
                let Some(coupon) = coupons.pop() else { return };
                self.send(visit, 0, "coupon.redeemed", json!({ "coupon_id": coupon }));
            }
            Kind::Unknown => self.send(visit, 0, "customer.winked", json!({})),
        }
    }

    fn send(&mut self, visit: &Visit, delay: i64, event: &str, mut data: Value) {
        let id = self.fresh_id();
        data["customer_id"] = json!(customer_id(visit.customer));
        data["customer_code"] = json!(100_000 + visit.customer);
        if let (Some(amount), true) =
            (visit.amount, data.get("stamp_balance").or(data.get("point_balance")).is_some())
        {
            data["amount"] = json!(amount);
        }
        let received_at = self.now + TimeDelta::seconds(delay + 2);
        let happened = match visit.fate {
            Fate::Future => received_at + TimeDelta::days(3),
            _ => self.now + TimeDelta::seconds(delay),
        };
        if let Fate::Broken = visit.fate {
            data["customer_id"] = json!(null);
        }
        let body = |data: &Value| {
            json!({ "id": id, "event": event, "occurred_at": happened, "organization": organization(visit.customer),
                "data": data })
            .to_string()
        };
        let deliver = |body| Action::Deliver { body, received_at };
        if !matches!(visit.fate, Fate::Lost) {
            self.told.push(deliver(body(&data)));
        }
        match visit.fate {
            Fate::Twice => self.told.push(deliver(body(&data))),
            Fate::Changed => {
                data["stamps_added"] = json!(99);
                self.told.push(deliver(body(&data)));
            }
            _ => {}
        }
    }

    /// Ids that stand in no order of time.
    fn fresh_id(&mut self) -> Uuid {
        self.sent += 1;
        Uuid::from_u128(self.sent.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))
    }
}
