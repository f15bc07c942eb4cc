//! What can happen to a ledger: deliveries, the owner's words, a customer forgotten. Between them the steps make it write
//! everything it ever writes.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use ledger::{CustomerKey, Fact, Kept};
use uuid::{Uuid, uuid};

use crate::shop::{Shop, tables};
use crate::trap::Write;

const ENROLLED: &str = include_str!("../../../loyalite/fixtures/customer.enrolled.json");
const EARNED: &str = include_str!("../../../loyalite/fixtures/stamp.earned.json");
const FILLED: &str = include_str!("../../../loyalite/fixtures/stamp.redeemed.json");
const USED: &str = include_str!("../../../loyalite/fixtures/coupon.redeemed.json");
const POINTS: &str = include_str!("../../../loyalite/fixtures/points.earned.json");
const SPENT: &str = include_str!("../../../loyalite/fixtures/points.spent.json");

/// The coupon that `stamp.redeemed` issues.
const WAITING: Uuid = uuid!("e3b0c442-98fc-1c14-9afb-f4c8996fb924");

#[derive(Clone)]
pub enum Doing {
    Deliver(String),
    Say(Fact),
    Forget(CustomerKey),
    /// Adds up what has changed.
    Settle,
    CloseDay(NaiveDate),
}

/// Something that happens, and what becomes of a delivery when nothing is in the way.
#[derive(Clone)]
pub struct Step {
    pub what: &'static str,
    pub doing: Doing,
    pub kept: Option<Kept>,
}

impl Step {
    fn delivery(what: &'static str, body: impl Into<String>, kept: Kept) -> Self {
        Self { what, doing: Doing::Deliver(body.into()), kept: Some(kept) }
    }

    fn owner(what: &'static str, doing: Doing) -> Self {
        Self { what, doing, kept: None }
    }

    /// The body, where it is a delivery.
    pub fn body(&self) -> Option<&str> {
        if let Doing::Deliver(body) = &self.doing { Some(body) } else { None }
    }
}

/// The platform's six examples.
pub fn examples() -> [Step; 6] {
    [
        Step::delivery("a customer enrols", ENROLLED, Kept::Stored),
        Step::delivery("stamps are earned", EARNED, Kept::Stored),
        Step::delivery("a card fills", FILLED, Kept::Stored),
        Step::delivery("another coupon is used", USED, Kept::Stored),
        Step::delivery("points are earned", POINTS, Kept::Stored),
        Step::delivery("points are spent", SPENT, Kept::Stored),
    ]
}

/// The examples, and what else can happen to their customers and ids.
pub fn steps() -> Vec<Step> {
    let customer = CustomerKey {
        organization: "kahveci-mehmet".into(),
        customer_id: uuid!("a1b2c3d4-e5f6-7890-abcd-ef1234567890"),
    };
    let closed = Fact::CouponClosed(customer.clone(), WAITING, "expired".into());
    let waiting_used = with_id(1, USED)
        .replace("c3d4e5f6-7a8b-9c0d-1e2f-3a4b5c6d7e8f", &WAITING.to_string())
        .replace("T17:00:00Z", "T18:00:00Z");
    let further_down = with_id(2, EARNED).replace("T14:30:00Z", "T11:00:00Z");
    let future = with_id(3, EARNED).replace("2026-04-19", "2027-04-19");
    let unknown = with_id(4, EARNED).replace("stamp.earned", "stamp.expired");
    let rest = [
        Step::delivery("the waiting coupon is used", waiting_used, Kept::Stored),
        Step::owner("the owner closes that coupon", Doing::Say(closed)),
        Step::delivery("an event that belongs further down", further_down, Kept::Stored),
        Step::delivery("an event type nobody knows yet", unknown, Kept::Stored),
        Step::delivery("an event from the future", future, Kept::SetAside),
        Step::owner("the day is added up", Doing::Settle),
        Step::owner(
            "the owner closes the day",
            Doing::CloseDay(NaiveDate::from_ymd_opt(2026, 4, 19).unwrap()),
        ),
        Step::delivery("a repeat", EARNED, Kept::Duplicate),
        Step::delivery("another repeat", EARNED, Kept::Duplicate),
        Step::delivery("a purchase after which a snapshot is kept", points_at(6, "15:00:59"), Kept::Stored),
        Step::delivery("another such", points_at(7, "15:02:28"), Kept::Stored),
        Step::delivery("one more break before both", points_at(8, "15:00:00"), Kept::Stored),
        Step::delivery("a conflict", EARNED.replace("85.50", "85.51"), Kept::Conflict),
        Step::owner("the owner calls an event a test", Doing::Say(Fact::EventWasTest(1))),
        Step::owner("a customer is forgotten", Doing::Forget(customer)),
        Step::owner("what changed is added up anew", Doing::Settle),
        Step::delivery("a late event of theirs", with_id(5, EARNED), Kept::Forgotten),
    ];
    examples().into_iter().chain(rest).collect()
}

/// Points earned at a time of that day, of which some are kept in a snapshot (`table/snapshot.rs`).
fn points_at(number: u8, time: &str) -> String {
    with_id(number, POINTS).replace("14:30:00", time)
}

/// The same event under an id of its own.
fn with_id(number: u8, body: &str) -> String {
    let id = format!("\"id\": \"{number:08x}-0000-4000-8000-000000000000\", \"was\": \"");
    body.replacen("\"id\": \"", &id, 1)
}

/// The steps, each with the kinds of write it was seen to make.
pub fn observed() -> Vec<(Step, BTreeSet<Write>)> {
    let shop = Shop::new();
    let outside = shop.outside();
    let tables = tables(&outside);
    outside.execute_batch("CREATE TABLE seen (name TEXT, operation TEXT)").unwrap();
    for table in &tables {
        for operation in ["INSERT", "UPDATE", "DELETE"] {
            let watch = format!(
                "CREATE TRIGGER seen_{operation}_{table} AFTER {operation} ON {table}
                 BEGIN INSERT INTO seen VALUES ('{table}', '{operation}'); END"
            );
            outside.execute_batch(&watch).unwrap();
        }
    }
    let observe = |step: Step| {
        assert_eq!(shop.take(&step.doing).unwrap(), step.kept, "{}: with nothing in the way", step.what);
        let seen = outside
            .prepare("DELETE FROM seen RETURNING name, operation")
            .unwrap()
            .query_map([], |row| Ok(Write { table: row.get(0)?, operation: row.get(1)? }))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        (step, seen)
    };
    steps().into_iter().map(observe).collect()
}
