//! The books a second way: customer by customer, in plain Rust.

use std::collections::BTreeMap;

use chrono::{DateTime, Months, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use desk::query::{CouponMonth, PatternKind};
use desk::{BooksReport, ReportQuery};
use loyalite::Event;
use proptest::prelude::*;
use uuid::Uuid;

use crate::naive::Shop;

type Customer = (String, Uuid);
type Found = (DateTime<Utc>, PatternKind, Customer, i64);

pub fn books_agree(
    told: &BooksReport,
    shop: &Shop,
    query: &ReportQuery,
    zone: Tz,
    now: DateTime<Utc>,
) -> Result<(), TestCaseError> {
    let customers: Vec<Customer> = shop.customers(query.organization.as_deref()).into_iter().collect();
    let today = now.with_timezone(&zone).date_naive();
    let long_ago = today - Months::new(12);
    let day = |time: DateTime<Utc>| time.with_timezone(&zone).date_naive();
    let within = |time: DateTime<Utc>| (query.from..=query.to).contains(&day(time));

    coupons_agree(told, shop, &customers, zone, now, long_ago)?;
    points_agree(told, shop, &customers, &day, long_ago)?;

    let mut took: Vec<f64> = customers.iter().flat_map(|customer| cards(shop, customer, &within)).collect();
    took.sort_by(f64::total_cmp);
    prop_assert_eq!(told.cards_completed_known, took.len() as i64);
    let middle = |later: usize| took.get((took.len() + later).checked_sub(1)? / 2).copied();
    let median = middle(0).zip(middle(1)).map(|(low, high)| f64::midpoint(low, high));
    let rounded = median.map(|days| (days * 10.0).round() / 10.0);
    prop_assert_eq!(told.days_to_complete, rounded);

    let states: Vec<_> = customers.iter().map(|customer| shop.state(customer)).collect();
    let nearly = states.iter().filter(|state| {
        state.stamps.max.zip(state.stamps.balance).is_some_and(|(max, balance)| max - balance <= 2)
    });
    prop_assert_eq!(told.nearly_there, nearly.count() as i64);
    let away = |days| {
        let lapsed = states.iter().filter(|state| state.last_seen_at.unwrap() < now - TimeDelta::days(days));
        lapsed.count() as i64
    };
    prop_assert_eq!(
        (told.lapsed.days_30, told.lapsed.days_60, told.lapsed.days_90),
        (away(30), away(60), away(90))
    );

    let mut expected: Vec<Found> =
        customers.iter().flat_map(|customer| patterns(shop, customer, &within)).collect();
    expected.sort();
    let mut found: Vec<Found> = told
        .patterns
        .iter()
        .map(|one| (one.at, one.kind, (one.organization.clone(), one.customer_id), one.count))
        .collect();
    prop_assert!(found.is_sorted_by(|one, next| one.0 >= next.0), "newest first");
    found.sort();
    prop_assert_eq!(found, expected);
    prop_assert_eq!(told.patterns_total, told.patterns.len() as i64);
    Ok(())
}

fn coupons_agree(
    told: &BooksReport,
    shop: &Shop,
    customers: &[Customer],
    zone: Tz,
    now: DateTime<Utc>,
    long_ago: NaiveDate,
) -> Result<(), TestCaseError> {
    let mut months: BTreeMap<String, CouponMonth> = BTreeMap::new();
    let mut ages = [0; 4];
    let (mut old, mut unused) = (0, 0);
    for customer in customers {
        for (coupon, (issued, used)) in shop.coupons(customer) {
            let Some(issued) = issued else { continue };
            let closed = shop.closed.contains(&(customer.clone(), coupon));
            let local = issued.with_timezone(&zone);
            let name = local.format("%Y-%m").to_string();
            let month =
                months.entry(name.clone()).or_insert(CouponMonth { month: name, ..CouponMonth::default() });
            month.issued += 1;
            month.used += i64::from(used);
            month.closed += i64::from(closed && !used);
            month.outstanding += i64::from(!closed && !used);
            if !closed && !used {
                let age = (now - issued).num_days();
                ages[[8, 31, 91].iter().filter(|limit| age >= **limit).count()] += 1;
            }
            if local.date_naive() < long_ago {
                old += 1;
                unused += i64::from(!used);
            }
        }
    }
    prop_assert_eq!(told.coupons_outstanding, ages.iter().sum::<i64>());
    prop_assert_eq!(&told.coupons, &months.into_values().rev().collect::<Vec<_>>());
    let told_ages = told.coupon_ages;
    prop_assert_eq!([told_ages.week, told_ages.month, told_ages.quarter, told_ages.older], ages);
    let breakage = (old >= 20).then(|| unused as f64 / old as f64);
    prop_assert_eq!(told.liability.coupon_breakage, breakage);
    Ok(())
}

fn points_agree(
    told: &BooksReport,
    shop: &Shop,
    customers: &[Customer],
    day: &impl Fn(DateTime<Utc>) -> NaiveDate,
    long_ago: NaiveDate,
) -> Result<(), TestCaseError> {
    let balances: Vec<Option<i64>> =
        customers.iter().map(|customer| shop.state(customer).points.balance).collect();
    prop_assert_eq!(told.points_outstanding, balances.iter().flatten().sum::<i64>());
    let (mut cases, mut whole, mut unspent) = (0, 0, 0);
    for (customer, balance) in customers.iter().zip(&balances) {
        let (mut old, mut newer) = (0, 0);
        for told in shop.of(customer) {
            let earned = match &told.entry.event {
                Event::PointsEarned(earned) => earned.points_added.unwrap_or(0),
                Event::PointsSpent(spent) => spent.points_earned,
                _ => 0,
            };
            if earned > 0 && day(told.entry.occurred_at) < long_ago {
                cases += 1;
                old += earned;
            } else if earned > 0 {
                newer += earned;
            }
        }
        whole += old;
        // What is left over once the newest points are taken off the balance, one by one.
        unspent += (0..old).filter(|point| *point + newer < balance.unwrap_or(0)).count() as i64;
    }
    let breakage = (cases >= 20 && whole > 0).then(|| unspent as f64 / whole as f64);
    prop_assert_eq!(told.liability.points_breakage, breakage);
    Ok(())
}

/// In how many days each card of a customer filled that filled within the period.
fn cards(shop: &Shop, customer: &Customer, within: &impl Fn(DateTime<Utc>) -> bool) -> Vec<f64> {
    if shop.state(customer).breaks > 0 {
        return Vec::new();
    }
    let (mut stamps, mut fills) = (Vec::new(), Vec::new());
    for told in shop.of(customer) {
        let at = told.entry.occurred_at;
        match &told.entry.event {
            Event::StampEarned(_) => stamps.push(at),
            Event::StampRedeemed(_) => {
                stamps.push(at);
                fills.push(at);
            }
            _ => {}
        }
    }
    fills.sort();
    fills.dedup();
    let mut took = Vec::new();
    for (place, fill) in fills.iter().enumerate() {
        let before = place.checked_sub(1).map(|place| fills[place]);
        let known = before.is_some() || shop.begins_at_zero(customer);
        let first = stamps.iter().filter(|at| before.is_none_or(|before| **at > before)).min();
        if let (true, true, Some(first)) = (known, within(*fill), first) {
            took.push((*fill - *first).num_seconds() as f64 / 86_400.0);
        }
    }
    took
}

fn patterns(shop: &Shop, customer: &Customer, within: &impl Fn(DateTime<Utc>) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    for points in [false, true] {
        let mut earned: Vec<DateTime<Utc>> = Vec::new();
        for told in shop.of(customer) {
            let asked = match &told.entry.event {
                Event::StampEarned(_) => !points,
                Event::PointsEarned(_) => points,
                _ => false,
            };
            if asked && within(told.entry.occurred_at) {
                earned.push(told.entry.occurred_at);
            }
        }
        earned.sort();
        let mut next = 0;
        while next < earned.len() {
            let first = earned[next];
            let many = earned[next..].iter().filter(|at| **at - first < TimeDelta::hours(24)).count();
            if many > 3 {
                found.push((first, PatternKind::ManyInADay, customer.clone(), many as i64));
            }
            next += if many > 3 { many } else { 1 };
        }
        let mut next = 0;
        while next < earned.len() {
            let mut last = next;
            while last + 1 < earned.len() && earned[last + 1] - earned[last] <= TimeDelta::minutes(5) {
                last += 1;
            }
            if last > next {
                let count = (last - next + 1) as i64;
                found.push((earned[next], PatternKind::RepeatWithin5Minutes, customer.clone(), count));
            }
            next = last + 1;
        }
    }
    found
}
