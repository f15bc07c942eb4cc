//! How long the platform waits for an answer on a busy day: 200 deliveries a second, sent when they are due whether or not
//! those before have been answered, about customers whom a long history knows.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use chrono::{SubsecRound, Utc};
use ledger::Reader;
use ledger::query::Customer;
use loyalite::{CustomerCode, Secret, name};
use serde_json::json;
use simulator::Delivery;
use uuid::Uuid;

use crate::bench::{Bench, progress};
use crate::figure::{Figure, Unit};
use crate::history;
use crate::load::{Answers, Deck, Pace, warm_up_and_post};
use crate::peers::{Receiver, SECRET};

/// Deliveries in a second.
const RATE: u32 = 200;

/// Measures it for a desk without a window; the window's own section does for one with it.
pub async fn run(bench: &Bench) -> Result<Vec<Figure>> {
    let mut runs = Vec::new();
    let mut note = String::new();
    for number in 1..=bench.runs() {
        progress(&format!("answer time, run {number}"));
        let scratch = bench.scratch()?;
        history::copy(bench, scratch.path())?;
        let receiver = Receiver::ours(bench, scratch.path())?;
        let mut answers = at_200_per_second(bench, receiver.address, SECRET).await?;
        receiver.stop()?;
        runs.push(answers.within(0.99));
        note = format!("last run: {}", said(&mut answers));
    }
    Ok(vec![
        Figure::new("answer time at 200/s, with the history, no window, p99", Unit::Millis, runs).note(note),
    ])
}

/// What the 99th of a hundred does not say.
pub fn said(answers: &mut Answers) -> String {
    format!("p50 {:.2} ms, max {:.1} ms", answers.within(0.5), answers.within(1.0))
}

/// Posts visits of customers of the history to a listener on a copy of it, 200 a second, for 20 seconds or in a hurry 5.
pub async fn at_200_per_second(bench: &Bench, address: SocketAddr, secret: &str) -> Result<Answers> {
    let seconds = if bench.quick { 5 } else { 20 };
    let visits = visits(bench, 2 * seconds as usize * RATE as usize)?; // more than enough, to warm up too
    let deck = Arc::new(Deck::new(&visits, &Secret::new(secret)?));
    warm_up_and_post(address, &deck, Pace::PerSecond(RATE), Duration::from_secs(seconds)).await
}

/// So many customers from all over the history, each of whom buys something now.
fn visits(bench: &Bench, count: usize) -> Result<Vec<Delivery>> {
    let reader = Reader::open(&history::database(bench)?)?;
    let codes = history::codes(bench)?;
    // Strides that no regularity of the codes keeps step with.
    let order = (0..codes.len()).map(|place| place * 7919 % codes.len());
    let mut visits = Vec::new();
    for code in order.filter_map(|place| CustomerCode::new(codes[place].into())) {
        visits.extend(reader.customers_by_code(code)?.iter().filter_map(visit));
        if visits.len() >= count {
            break;
        }
    }
    Ok(visits)
}

/// A purchase by `customer`: the next stamp where it does not fill the card, else points.
fn visit(customer: &Customer) -> Option<Delivery> {
    let (id, occurred_at) = (Uuid::new_v4(), Utc::now().trunc_subsecs(0));
    let mut data = json!({
        "customer_code": customer.customer_code?.number(),
        "customer_id": customer.customer_id,
        "source": "webhook",
        "transaction_id": Uuid::new_v4(),
        "amount": 85.5,
    });
    let event = match (customer.stamp_balance, customer.max_stamps, customer.point_balance) {
        (Some(stamps), Some(max), _) if stamps + 1 < max => {
            data["stamps_added"] = 1.into();
            data["stamp_balance"] = (stamps + 1).into();
            data["max_stamps"] = max.into();
            name::STAMP_EARNED
        }
        (_, _, Some(points)) => {
            data["points_added"] = 125.into();
            data["point_balance"] = (points + 125).into();
            name::POINTS_EARNED
        }
        _ => return None,
    };
    let body = json!({
        "id": id,
        "event": event,
        "occurred_at": occurred_at,
        "organization": customer.organization,
        "data": data,
    });
    Some(Delivery { id, event, occurred_at, body: body.to_string().into_bytes() })
}
