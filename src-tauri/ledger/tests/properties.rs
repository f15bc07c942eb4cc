//! Whole histories of several customers in two organizations, as the platform would send them, delivered in any order with
//! repeats and restarts: the same deliveries end in the same tables, and the tables are what the log adds up to.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use ledger::query::{CouponQuery, Customer, FeedQuery, PointsList};
use ledger::{Kept, Reader, Writer, check};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;

const ORGANIZATIONS: [&str; 2] = ["kahveci-mehmet", "firin-ayse"];
const CUSTOMERS: usize = 4;
const MAX_STAMPS: i64 = 10;

/// One visit: who, how many seconds after the one before, what, and how the platform happens to write it.
#[derive(Debug, Clone)]
struct Visit {
    customer: usize,
    pause: i64,
    kind: Kind,
    loose: bool,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Enrol,
    Stamps { added: i64, told_full: bool },
    Points(i64),
    Spend(i64),
    UseCoupon,
    Unknown,
}

fn visits() -> impl Strategy<Value = Vec<Visit>> {
    let kind = prop_oneof![
        1 => Just(Kind::Enrol),
        6 => (1..6i64, any::<bool>()).prop_map(|(added, told_full)| Kind::Stamps { added, told_full }),
        3 => (1..200i64).prop_map(Kind::Points),
        2 => (1..200i64).prop_map(Kind::Spend),
        2 => Just(Kind::UseCoupon),
        1 => Just(Kind::Unknown),
    ];
    let visit = (0..CUSTOMERS, 0..3i64, kind, any::<bool>())
        .prop_map(|(customer, pause, kind, loose)| Visit { customer, pause, kind, loose });
    prop::collection::vec(visit, 1..24)
}

/// What the platform knows of a customer.
#[derive(Default, Clone)]
struct Account {
    stamps: Option<i64>,
    points: Option<i64>,
    coupons: Vec<Uuid>,
}

/// The platform: it keeps the accounts and writes the deliveries.
struct Platform {
    now: DateTime<Utc>,
    sent: u128,
    accounts: Vec<Account>,
    deliveries: Vec<String>,
}

impl Platform {
    fn live(visits: &[Visit]) -> Self {
        let now = "2026-04-19T08:00:00Z".parse().unwrap();
        let accounts = vec![Account::default(); CUSTOMERS];
        let mut platform = Self { now, sent: 0, accounts, deliveries: Vec::new() };
        for visit in visits {
            platform.now += TimeDelta::seconds(visit.pause);
            platform.receive(visit);
        }
        platform
    }

    fn receive(&mut self, visit: &Visit) {
        let transaction = self.fresh_id();
        let account = &mut self.accounts[visit.customer];
        match visit.kind {
            Kind::Enrol => self.send(visit, "customer.enrolled", json!({ "masked_email": "a***@posta.tr" })),
            Kind::Stamps { added, told_full } => {
                let sum = account.stamps.unwrap_or(0) + added;
                let fills = sum >= MAX_STAMPS;
                account.stamps = Some(if fills { sum - MAX_STAMPS } else { sum });
                let told = if fills && !told_full { sum - MAX_STAMPS } else { sum };
                let earned = json!({ "stamps_added": added, "stamp_balance": told, "max_stamps": MAX_STAMPS,
                    "transaction_id": transaction, "amount": 85.5 });
                self.send(visit, "stamp.earned", earned);
                if fills {
                    let coupon = self.fresh_id();
                    self.accounts[visit.customer].coupons.push(coupon);
                    let filled = json!({ "stamps_added": added, "coupon_id": coupon, "coupon_name": "Bedava Kahve",
                        "transaction_id": transaction });
                    self.send(visit, "stamp.redeemed", filled);
                }
            }
            Kind::Points(added) => {
                let balance = account.points.unwrap_or(0) + added;
                account.points = Some(balance);
                self.send(visit, "points.earned", json!({ "points_added": added, "point_balance": balance }));
            }
            Kind::Spend(wanted) => {
                let Some(points) = account.points else { return };
                let spent = wanted.min(points);
                account.points = Some(points - spent);
                let spending =
                    json!({ "points_spent": spent, "points_earned": 0, "point_balance": points - spent });
                self.send(visit, "points.spent", spending);
            }
            Kind::UseCoupon => {
                let Some(coupon) = account.coupons.pop() else { return };
                self.send(
                    visit,
                    "coupon.redeemed",
                    json!({ "coupon_id": coupon, "coupon_name": "Bedava Kahve" }),
                );
            }
            Kind::Unknown => self.send(visit, "customer.winked", json!({})),
        }
    }

    fn send(&mut self, visit: &Visit, event: &str, mut data: Value) {
        let id = self.fresh_id();
        data["customer_id"] = json!(Uuid::from_u128(0xc0ffee + visit.customer as u128));
        data["customer_code"] = json!(100_000 + visit.customer);
        let mut body = json!({ "id": id, "event": event, "occurred_at": self.now,
            "organization": ORGANIZATIONS[visit.customer % 2], "data": data });
        if visit.loose {
            loosen(&mut body);
        }
        self.deliveries.push(body.to_string());
    }

    /// Ids that stand in no order of time.
    fn fresh_id(&mut self) -> Uuid {
        self.sent += 1;
        Uuid::from_u128(self.sent.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))
    }
}

/// The same said in another way: text for numbers, an offset in the time, a field nobody knows.
fn loosen(body: &mut Value) {
    let time: DateTime<Utc> = body["occurred_at"].as_str().unwrap().parse().unwrap();
    let istanbul = chrono::FixedOffset::east_opt(3 * 3600).unwrap();
    body["occurred_at"] = json!(time.with_timezone(&istanbul).to_rfc3339());
    for (_, value) in body["data"].as_object_mut().unwrap() {
        if let Some(number) = value.as_i64() {
            *value = json!(number.to_string());
        }
    }
    body["data"]["tier"] = json!({ "name": "gold" });
}

/// Everything the shop would be told, apart from when and in which order it arrived.
#[derive(Debug, PartialEq)]
struct Told {
    customers: Vec<Vec<Customer>>,
    points: (Vec<i64>, i64),
    coupons: (usize, i64, i64),
    events: usize,
}

fn told(path: &Path) -> Told {
    let reader = Reader::open(path).unwrap();
    let customers = (0..CUSTOMERS)
        .map(|customer| reader.customers_by_code(format!("{}", 100_000 + customer).parse().unwrap()).unwrap())
        .collect();
    let PointsList { customers: rows, total } = reader.points(None, 100).unwrap();
    let coupons =
        reader.coupons(&CouponQuery { limit: 100, ..CouponQuery::default() }, chrono::Utc::now()).unwrap();
    Told {
        customers,
        points: (rows.iter().map(|row| row.point_balance).collect(), total),
        coupons: (coupons.coupons.len(), coupons.outstanding_total, coupons.used_total),
        events: reader.feed(&FeedQuery { limit: 1000, ..FeedQuery::default() }).unwrap().events.len(),
    }
}

/// Delivers in groups, with a restart between them; everything in a group is under way at once.
fn deliver<'a>(path: &Path, groups: impl Iterator<Item = &'a [String]>) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    for group in groups {
        let writer = Arc::new(Writer::start(path).unwrap());
        let received_at = "2026-04-20T08:00:00Z".parse().unwrap();
        runtime.block_on(async {
            let mut under_way = JoinSet::new();
            for body in group.iter().cloned().map(String::into_bytes) {
                let writer = Arc::clone(&writer);
                under_way.spawn(async move { writer.deliver(body, received_at).await });
            }
            for kept in under_way.join_all().await {
                assert_ne!(kept.unwrap(), Kept::SetAside, "every one of these can be used");
            }
        });
    }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2_000)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_order_repeats_and_restarts_the_figures_are_the_platforms_own(
        (visits, shuffled) in visits().prop_flat_map(|visits| {
            let deliveries = Platform::live(&visits).deliveries;
            (Just(visits), Just(deliveries).prop_shuffle())
        }),
        repeats in prop::collection::vec(any::<Index>(), 0..4),
        restart in any::<Index>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stampdesk.db");
        let mut arriving = shuffled.clone();
        if !shuffled.is_empty() {
            arriving.extend(repeats.iter().map(|which| which.get(&shuffled).clone()));
        }
        let (before, after) = arriving.split_at(restart.index(arriving.len() + 1));
        deliver(&path, [before, after].into_iter());
        prop_assert_eq!(check(&path).unwrap(), Vec::<String>::new());

        let told = told(&path);
        prop_assert_eq!(told.events, shuffled.len(), "each delivery once");
        let platform = Platform::live(&visits);
        for (account, known) in platform.accounts.iter().zip(&told.customers) {
            let known = known.first();
            prop_assert_eq!(known.and_then(|customer| customer.stamp_balance), account.stamps);
            prop_assert_eq!(known.and_then(|customer| customer.point_balance), account.points);
            let waiting = known.map_or(0, |customer| {
                customer.coupons.iter().filter(|coupon| coupon.issued_at.is_some() && coupon.redeemed_at.is_none()).count()
            });
            prop_assert_eq!(waiting, account.coupons.len());
            prop_assert!(known.is_none_or(|customer| customer.history_complete), "nothing was lost");
        }
    }
}
