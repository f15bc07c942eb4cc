//! The parts without a disk or a network, by Criterion: reading a body, checking its signature, folding a customer.
#![allow(missing_docs, reason = "criterion_group! makes a public function")]

use std::hint::black_box;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use ledger::fold::{self, Entry};
use loyalite::{Content, Envelope, Secret, signature};
use simulator::{Delivery, Shop};
use uuid::Uuid;

/// A customer's events, one a minute: ten stamps to a card.
fn entries(count: usize) -> Vec<Entry> {
    (1..=count).map(|number| entry(number).expect("a purchase is understood")).collect()
}

fn entry(number: usize) -> Result<Entry> {
    let occurred_at =
        DateTime::<Utc>::from_timestamp(1_700_000_000 + 60 * number as i64, 0).context("a time")?;
    let body = serde_json::json!({
        "id": Uuid::from_u128(number as u128), "event": "stamp.earned", "occurred_at": occurred_at,
        "organization": "kahveci-mehmet",
        "data": {
            "customer_code": 482_193, "customer_id": Uuid::nil(), "stamps_added": 1, "stamp_balance": number % 10,
            "max_stamps": 10, "source": "webhook", "transaction_id": Uuid::from_u128(number as u128),
        },
    });
    let envelope = Envelope::read(body.to_string().as_bytes());
    let Content::Known(known) = envelope.content else { anyhow::bail!("not known: {body}") };
    Ok(Entry {
        seq: number as i64,
        key: Uuid::from_u128(number as u128).as_bytes().to_vec(),
        occurred_at,
        customer_code: envelope.customer_code,
        event: known.event,
    })
}

/// One delivery of each kind of event, as a shop sends them.
fn one_of_each() -> Vec<Delivery> {
    let end = DateTime::from_timestamp(1_776_627_000, 0).expect("a time");
    let mut found: Vec<Delivery> = Vec::new();
    for delivery in Shop::default().history(30, end) {
        if found.iter().all(|known| known.event != delivery.event) {
            found.push(delivery);
        }
    }
    found
}

fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    for delivery in one_of_each() {
        group.throughput(Throughput::Bytes(delivery.body.len() as u64));
        group.bench_function(delivery.event, |bencher| {
            bencher.iter(|| Envelope::read(black_box(&delivery.body)))
        });
    }
}

fn verify(criterion: &mut Criterion) {
    let secret = Secret::new("whsec_bench").expect("not empty");
    let deliveries = one_of_each();
    let body = &deliveries[0].body;
    let header = signature::sign(&secret, body);
    criterion.bench_function("verify", |bencher| {
        bencher.iter(|| signature::verify(&secret, black_box(body), &header).expect("it fits"));
    });
}

fn folded(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("fold");
    for count in [10, 1_000] {
        let entries = entries(count);
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(format!("{count} events"), |bencher| {
            bencher.iter_batched(|| entries.clone(), fold::fold, BatchSize::LargeInput);
        });
    }
    let known = fold::fold(entries(1_000));
    let next = entry(1_001).expect("a purchase is understood");
    assert!(fold::extends(&known, &next, false), "the newest goes on top");
    group.throughput(Throughput::Elements(1));
    group.bench_function("one on top", |bencher| {
        bencher.iter_batched_ref(
            || known.clone(),
            |state| fold::extend(state, black_box(&next)),
            BatchSize::SmallInput,
        );
    });
}

criterion_group!(benches, read, verify, folded);
criterion_main!(benches);
