//! One customer with 50,000 events, and one event that comes late: its history is to be gone through again, while the
//! other customers' deliveries keep coming.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use ledger::{CustomerKey, Kept, Reader, Writer};
use rusqlite::{Connection, params};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::bench::{Bench, millis, progress};
use crate::figure::{Figure, Goal, Unit};

/// Ten of them fill a card, whose coupon is used with the next: 50,000 events in all.
const PURCHASES: u64 = 41_667;
const ORGANIZATION: &str = "kahveci-mehmet";
const LONG: Uuid = Uuid::from_u128(1 << 100);
/// Half an hour between two purchases: more than two years of them.
const BETWEEN: TimeDelta = TimeDelta::minutes(30);
const OTHERS_EVERY: Duration = Duration::from_millis(5);
/// Others are on their way for so long before and after the late event.
const AROUND: Duration = Duration::from_millis(200);
const GOAL: Goal = Goal::AtMost(50.0);

/// An event that the log lacks at first.
struct Late {
    name: &'static str,
    /// The purchase it belongs to in the first run; in each further run an earlier one.
    purchase: u64,
    earlier: u64,
    fill: bool,
}

const LATE: [Late; 3] = [
    Late { name: "an hour late", purchase: PURCHASES - 2, earlier: 1, fill: false },
    Late { name: "a year late", purchase: PURCHASES - 365 * 48, earlier: 1, fill: false },
    Late { name: "a card fill, hours late", purchase: PURCHASES - 7, earlier: 10, fill: true },
];

/// Measures how long the late event waits for its answer, and how long the others wait meanwhile.
pub async fn run(bench: &Bench) -> Result<Vec<Figure>> {
    let scratch = bench.scratch()?;
    let database = scratch.path().join("stampdesk.db");
    progress("a customer with 50,000 events");
    let life = life();
    let known = make(&database, &life, bench.runs())?;
    let writer = Arc::new(Writer::start(&database)?);
    let mut figures = Vec::new();
    for late in LATE {
        let (mut answers, mut others, mut sent) = (Vec::new(), Vec::new(), 0);
        for run in 0..bench.runs() {
            let event = life.iter().find(|event| late.is(event, run)).context("an event to come late")?;
            let (answer, waits) = among_others(&writer, event).await?;
            progress(&format!("{}: {answer:.1} ms", late.name));
            answers.push(answer);
            sent += waits.len();
            others.push(waits.into_iter().fold(0.0, f64::max));
        }
        figures.push(
            Figure::new(format!("one of 50,000 events, {}", late.name), Unit::Millis, answers)
                .goal(GOAL)
                .note("until it is answered"),
        );
        figures.push(
            Figure::new(format!("others meanwhile ({}), longest wait", late.name), Unit::Millis, others)
                .goal(GOAL)
                .note(format!("{sent} deliveries of other customers, one every 5 ms")),
        );
    }
    drop(writer);
    still_right(&database, known + LATE.len() * bench.runs())?;
    Ok(figures)
}

/// The late event, in the middle of others.
async fn among_others(writer: &Arc<Writer>, late: &Told) -> Result<(f64, Vec<f64>)> {
    let (stop, stopped) = oneshot::channel();
    let others = tokio::spawn(others(Arc::clone(writer), stopped));
    tokio::time::sleep(AROUND).await;
    let begin = Instant::now();
    let kept = writer.deliver(late.body.clone(), Utc::now()).await?;
    let answer = millis(begin);
    ensure!(kept == Kept::Stored, "the late event is {kept:?}");
    tokio::time::sleep(AROUND).await;
    drop(stop);
    Ok((answer, others.await??))
}

/// Deliveries of other customers, one every few milliseconds whether or not the one before is answered; how long each waited.
async fn others(writer: Arc<Writer>, mut stopped: oneshot::Receiver<()>) -> Result<Vec<f64>> {
    let mut tick = tokio::time::interval(OTHERS_EVERY);
    let mut under_way = tokio::task::JoinSet::new();
    loop {
        tokio::select! {
            biased;
            _ = &mut stopped => break,
            due = tick.tick() => {
                let writer = Arc::clone(&writer);
                under_way.spawn(async move {
                    let now = Utc::now();
                    let other = purchase(Uuid::new_v4(), now, 1, Uuid::new_v4());
                    let kept = writer.deliver(other.body, now).await?;
                    ensure!(kept == Kept::Stored, "another's event is {kept:?}");
                    Ok(millis(due.into_std()))
                });
            }
        }
    }
    under_way.join_all().await.into_iter().collect()
}

impl Late {
    /// Whether `event` is the one that comes late in this run.
    fn is(&self, event: &Told, run: usize) -> bool {
        let name = if self.fill { "stamp.redeemed" } else { "stamp.earned" };
        event.purchase == self.purchase - self.earlier * run as u64 && event.name == name
    }
}

/// An event of the long customer.
struct Told {
    purchase: u64,
    name: &'static str,
    at: DateTime<Utc>,
    id: Uuid,
    body: Vec<u8>,
}

/// All that happened to the long customer, up to two hours ago.
fn life() -> Vec<Told> {
    let newest = Utc::now().trunc_subsecs(0) - TimeDelta::hours(2);
    let mut life = Vec::new();
    for number in 1..=PURCHASES {
        let at = newest - BETWEEN * (PURCHASES - number) as i32;
        let transaction = Uuid::from_u128(number.into());
        let card = Uuid::from_u128(u128::from((number - 1) / 10));
        if number % 10 == 1 && number > 1 {
            let used =
                json!({ "coupon_id": card, "coupon_name": "Bedava Kahve", "redeemed_at": at - BETWEEN / 2 });
            life.push(told("coupon.redeemed", LONG, at - BETWEEN / 2, used).of(number));
        }
        life.push(purchase(LONG, at, number % 10, transaction).of(number));
        if number % 10 == 0 {
            let fill = json!({
                "stamps_added": 1, "coupon_id": Uuid::from_u128(u128::from(number / 10)),
                "coupon_name": "Bedava Kahve", "transaction_id": transaction,
            });
            life.push(told("stamp.redeemed", LONG, at, fill).of(number));
        }
    }
    life
}

fn purchase(customer: Uuid, at: DateTime<Utc>, balance: u64, transaction: Uuid) -> Told {
    let data = json!({
        "stamps_added": 1, "stamp_balance": balance, "max_stamps": 10, "source": "webhook",
        "transaction_id": transaction, "amount": 85.5,
    });
    told("stamp.earned", customer, at, data)
}

fn told(name: &'static str, customer: Uuid, at: DateTime<Utc>, mut data: Value) -> Told {
    data["customer_id"] = json!(customer);
    data["customer_code"] = json!(customer.as_u128() % 1_000_000);
    let id = Uuid::new_v4();
    let envelope =
        json!({ "id": id, "event": name, "occurred_at": at, "organization": ORGANIZATION, "data": data });
    Told { purchase: 0, name, at, id, body: envelope.to_string().into_bytes() }
}

impl Told {
    /// The same as part of a purchase.
    fn of(self, purchase: u64) -> Self {
        Self { purchase, ..self }
    }
}

/// A ledger whose log holds that life but for what is to come late; how many events that are.
fn make(database: &Path, life: &[Told], runs: usize) -> Result<usize> {
    drop(Writer::start(database)?);
    let mut connection = Connection::open(database)?;
    let transaction = connection.transaction()?;
    let is_late = |event: &Told| LATE.iter().any(|late| (0..runs).any(|run| late.is(event, run)));
    let mut known = 0;
    for event in life.iter().filter(|event| !is_late(event)) {
        transaction
            .prepare_cached("INSERT INTO delivery (key, received_at, body) VALUES (?1, ?2, ?3)")?
            .execute(params![event.id.as_bytes(), event.at.timestamp_micros(), event.body])?;
        known += 1;
    }
    transaction.commit()?;
    Ok(known)
}

/// Every event is in the customer's story, and it all adds up.
fn still_right(database: &Path, events: usize) -> Result<()> {
    let key = CustomerKey { organization: ORGANIZATION.into(), customer_id: LONG };
    let reader = Reader::open(database)?;
    let page = reader.customer(&key)?.context("the long customer")?;
    ensure!(page.timeline.len() == events, "{} events in the story of {events}", page.timeline.len());
    ensure!(page.customer.history_complete, "nothing is missing any more, yet the history has breaks");
    Ok(())
}
