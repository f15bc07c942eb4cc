//! What the counter asks of the history: a customer by code, and every page that a person can open.

use std::fs::File;
use std::io;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use desk::Zone;
use ledger::query::{CouponQuery, CustomerQuery, FeedQuery};
use ledger::{CustomerKey, Reader};
use loyalite::CustomerCode;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rusqlite::{Connection, Row, params};

use crate::bench::{Bench, millis, percentile, progress};
use crate::figure::{Figure, Goal, Unit};
use crate::history;

/// What the window asks for at a time.
const FEED: u32 = 60;
const COUPONS: u32 = 200;
const POINTS: u32 = 1_000;
const CUSTOMERS: u32 = 200;

const PAGE_GOAL: Option<Goal> = Some(Goal::AtMost(5.0));
const OFTEN: usize = 300;

/// Who may be asked about.
struct Known {
    reader: Reader,
    codes: Vec<u32>,
    customers: Vec<CustomerKey>,
    newest_seq: i64,
    now: DateTime<Utc>,
}

/// A question, and how it is asked once, about somebody or some time at random.
struct Question {
    name: &'static str,
    goal: Option<Goal>,
    samples: usize,
    ask: fn(&Known, &mut StdRng) -> Result<()>,
}

const QUESTIONS: [Question; 13] = [
    Question { name: "feed page, newest", goal: PAGE_GOAL, samples: OFTEN, ask: feed_newest },
    Question { name: "feed page at any depth", goal: PAGE_GOAL, samples: OFTEN, ask: feed_anywhere },
    Question {
        name: "feed page of one kind, at any depth",
        goal: PAGE_GOAL,
        samples: OFTEN,
        ask: feed_of_kind,
    },
    Question {
        name: "feed page of a typed code, 1 to 6 digits",
        goal: PAGE_GOAL,
        samples: OFTEN,
        ask: feed_of_code,
    },
    Question { name: "today's tiles", goal: PAGE_GOAL, samples: OFTEN, ask: tiles_today },
    Question { name: "the tiles of any day", goal: PAGE_GOAL, samples: OFTEN, ask: tiles_of_any_day },
    Question { name: "coupons page, outstanding", goal: PAGE_GOAL, samples: OFTEN, ask: coupons_outstanding },
    Question { name: "coupons page, used", goal: PAGE_GOAL, samples: OFTEN, ask: coupons_used },
    Question { name: "points page", goal: PAGE_GOAL, samples: OFTEN, ask: points },
    Question { name: "points chart, 30 days", goal: None, samples: OFTEN, ask: points_chart },
    Question { name: "customers list, first page", goal: None, samples: 30, ask: customers },
    Question { name: "customers list, a search", goal: None, samples: 30, ask: search },
    Question { name: "customer page, an ordinary customer", goal: None, samples: OFTEN, ask: customer },
];

/// Measures every question on the history, which is in memory, as that of a desk is that was asked before.
pub async fn run(bench: &Bench) -> Result<Vec<Figure>> {
    let path = history::database(bench)?;
    io::copy(&mut File::open(&path)?, &mut io::sink())?;
    let known = Known::of(&path, history::codes(bench)?)?;
    let most = if bench.events > 1_000_000 { 2.0 } else { 1.0 };
    let by_code = Question {
        name: "code → customer, query alone",
        goal: Some(Goal::AtMost(most)),
        samples: 5_000,
        ask: customer_by_code,
    };
    [by_code].iter().chain(&QUESTIONS).map(|question| question.figure(bench, &known)).collect()
}

impl Question {
    fn figure(&self, bench: &Bench, known: &Known) -> Result<Figure> {
        let mut dice = StdRng::seed_from_u64(7);
        let mut runs = Vec::new();
        let mut medians = Vec::new();
        for _ in 0..bench.runs() {
            let mut samples = Vec::with_capacity(self.samples);
            for _ in 0..self.samples {
                let begin = Instant::now();
                (self.ask)(known, &mut dice).with_context(|| self.name)?;
                samples.push(millis(begin));
            }
            runs.push(percentile(&mut samples, 0.99));
            medians.push(percentile(&mut samples, 0.5));
        }
        let median = percentile(&mut medians, 0.5);
        let note = format!("{} samples a run; half of them within {median:.2} ms", self.samples);
        progress(&format!("{}: p99 {:.2} ms", self.name, runs[0]));
        let figure = Figure::new(format!("{}, p99", self.name), Unit::Millis, runs).note(note);
        Ok(Figure { goal: self.goal, ..figure })
    }
}

impl Known {
    fn of(path: &Path, codes: Vec<u32>) -> Result<Self> {
        let history = history::open(path)?;
        let (newest_seq, newest): (i64, i64) = history.query_row(
            "SELECT seq, received_at FROM delivery ORDER BY seq DESC LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let now = DateTime::from_timestamp_micros(newest).context("a time")?;
        Ok(Self { reader: Reader::open(path)?, customers: customers_of(&history)?, codes, newest_seq, now })
    }

    fn feed(&self, query: FeedQuery) -> Result<usize> {
        Ok(self.reader.feed(&FeedQuery { limit: FEED, ..query })?.events.len())
    }

    /// Of the day so many days ago, from midnight to midnight.
    fn figures_of_day(&self, ago: i64) -> Result<()> {
        let today = Zone::named("Europe/Istanbul")?.day_around(self.now);
        let ago = TimeDelta::days(ago);
        ensure!(
            self.reader.figures(today.start - ago..today.end - ago, None)?.customers_served > 0,
            "a day of rest"
        );
        Ok(())
    }

    fn any_code(&self, dice: &mut StdRng) -> u32 {
        self.codes[dice.random_range(0..self.codes.len())]
    }

    fn any_seq(&self, dice: &mut StdRng) -> i64 {
        dice.random_range(i64::from(FEED) + 1..=self.newest_seq)
    }
}

/// A thousand customers with a few events each.
fn customers_of(history: &Connection) -> Result<Vec<CustomerKey>> {
    let key = |row: &Row<'_>| Ok(CustomerKey { organization: row.get(0)?, customer_id: row.get(1)? });
    let every = "SELECT o.slug, c.customer_id FROM customer c JOIN organization o USING (organization)
                 WHERE c.customer % max(1, (SELECT max(customer) FROM customer) / 1000) = 0";
    let customers = history.prepare(every)?.query_map(params![], key)?.collect::<Result<_, _>>()?;
    Ok(customers)
}

fn customer_by_code(known: &Known, dice: &mut StdRng) -> Result<()> {
    let code = CustomerCode::new(known.any_code(dice).into()).context("six digits")?;
    ensure!(!known.reader.customers_by_code(code)?.is_empty(), "nobody goes by {code}");
    Ok(())
}

fn feed_newest(known: &Known, _: &mut StdRng) -> Result<()> {
    ensure!(known.feed(FeedQuery::default())? == FEED as usize, "a whole page");
    Ok(())
}

fn feed_anywhere(known: &Known, dice: &mut StdRng) -> Result<()> {
    let before = Some(known.any_seq(dice));
    ensure!(known.feed(FeedQuery { before, ..FeedQuery::default() })? == FEED as usize, "a whole page");
    Ok(())
}

fn feed_of_kind(known: &Known, dice: &mut StdRng) -> Result<()> {
    const KINDS: [&str; 6] = [
        "stamp.earned",
        "stamp.redeemed",
        "points.earned",
        "points.spent",
        "coupon.redeemed",
        "customer.enrolled",
    ];
    let events = vec![KINDS[dice.random_range(0..KINDS.len())].to_owned()];
    known.feed(FeedQuery { before: Some(known.any_seq(dice)), events, ..FeedQuery::default() })?;
    Ok(())
}

fn feed_of_code(known: &Known, dice: &mut StdRng) -> Result<()> {
    let code = format!("{:06}", known.any_code(dice));
    let typed = &code[..dice.random_range(1..=code.len())];
    let found = known.feed(FeedQuery { code_prefix: Some(typed.to_owned()), ..FeedQuery::default() })?;
    ensure!(found > 0, "nothing of {typed}");
    Ok(())
}

fn tiles_today(known: &Known, _: &mut StdRng) -> Result<()> {
    known.figures_of_day(0)
}

fn tiles_of_any_day(known: &Known, dice: &mut StdRng) -> Result<()> {
    known.figures_of_day(dice.random_range(1..300))
}

fn coupons_outstanding(known: &Known, _: &mut StdRng) -> Result<()> {
    coupons(known, true)
}

fn coupons_used(known: &Known, _: &mut StdRng) -> Result<()> {
    coupons(known, false)
}

fn coupons(known: &Known, outstanding: bool) -> Result<()> {
    let query = CouponQuery { outstanding: Some(outstanding), limit: COUPONS, ..CouponQuery::default() };
    ensure!(!known.reader.coupons(&query, known.now)?.coupons.is_empty(), "there are coupons");
    Ok(())
}

fn points(known: &Known, _: &mut StdRng) -> Result<()> {
    ensure!(!known.reader.points(None, POINTS)?.customers.is_empty(), "somebody has points");
    Ok(())
}

fn points_chart(known: &Known, _: &mut StdRng) -> Result<()> {
    let day = |ago: i64| known.now - TimeDelta::days(ago + 1)..known.now - TimeDelta::days(ago);
    let spans: Vec<_> = (0..30).rev().map(day).collect();
    known.reader.points_history(&spans, None)?;
    Ok(())
}

fn customers(known: &Known, _: &mut StdRng) -> Result<()> {
    let query = CustomerQuery { limit: CUSTOMERS, ..CustomerQuery::default() };
    ensure!(!known.reader.customers(&query, known.now)?.customers.is_empty(), "there are customers");
    Ok(())
}

fn search(known: &Known, dice: &mut StdRng) -> Result<()> {
    let search = Some(format!("{}***@h", char::from(dice.random_range(b'a'..=b'z'))));
    known
        .reader
        .customers(&CustomerQuery { search, limit: CUSTOMERS, ..CustomerQuery::default() }, known.now)?;
    Ok(())
}

fn customer(known: &Known, dice: &mut StdRng) -> Result<()> {
    let key = &known.customers[dice.random_range(0..known.customers.len())];
    ensure!(known.reader.customer(key)?.is_some(), "{key:?} is unknown");
    Ok(())
}
