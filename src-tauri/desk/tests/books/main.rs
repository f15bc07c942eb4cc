//! The shop's books, every figure of them computed a second way and compared: over made-up histories, in several time zones,
//! across the days on which clocks move, of a shop that moves; added up or not, and after a rebuild.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

mod history;
mod naive;
mod second_way;

use std::path::Path;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use desk::{BooksReport, Report, ReportQuery, Settings, check};
use history::{Action, ORGANIZATIONS, customer_id, organization};
use ledger::{CustomerKey, Fact, LedgerError, Reader, Writer};
use proptest::prelude::*;

/// Where the shop may be, or move.
const ZONES: [&str; 5] =
    ["Europe/Istanbul", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// Lets it happen to a real ledger, and to the naive shop. The owner's calendar is that of `zone`.
fn live(path: &Path, history: &[Action], zone: Tz) -> naive::Shop {
    let writer = Writer::start(path).unwrap();
    let mut shop = naive::Shop::default();
    for action in history {
        block_on(happen(&writer, action, zone));
        shop.take(action, zone);
    }
    shop
}

async fn happen(writer: &Writer, action: &Action, zone: Tz) {
    let key = |number: usize| CustomerKey {
        organization: organization(number).into(),
        customer_id: customer_id(number),
    };
    let day_of = move |time: DateTime<Utc>| {
        let day = time.with_timezone(&zone).date_naive();
        (day - NaiveDate::default()).num_days()
    };
    let done = match action.clone() {
        Action::Deliver { body, received_at } => {
            writer.deliver(body.into_bytes(), received_at).await.map(drop)
        }
        Action::Mark(seq, true) => writer.record(Fact::EventWasTest(seq), the_end()).await,
        Action::Mark(seq, false) => writer.record(Fact::EventWasReal(seq), the_end()).await,
        Action::Close(number, coupon) => {
            writer.record(Fact::CouponClosed(key(number), coupon, "expired".into()), the_end()).await
        }
        Action::Forget(number) => writer.forget(key(number), day_of, the_end()).await.map(drop),
        Action::Settle => writer.settle(7, the_end()).await.map(drop), // not all of it
    };
    assert!(matches!(done, Ok(()) | Err(LedgerError::Unknown(_))), "{done:?}");
}

/// Later than everything that happens.
fn the_end() -> DateTime<Utc> {
    "2032-01-01T12:00:00Z".parse().unwrap()
}

async fn settle(writer: &Writer) {
    while writer.settle(1_000, the_end()).await.unwrap() > 0 {}
}

/// Periods to ask for: a day, some days, months and years, around the first event and later.
fn periods(history: &[Action]) -> Vec<(NaiveDate, NaiveDate)> {
    let first = history.iter().find_map(|action| match action {
        Action::Deliver { received_at, .. } => Some(received_at.date_naive()),
        _ => None,
    });
    let first = first.unwrap_or_default();
    let day = |later: u64| first + Days::new(later);
    let month = first.with_day(1).unwrap();
    vec![
        (first, first),
        (day(1), day(1)),
        (day(1), day(9)),
        (month, month + Months::new(1) - Days::new(1)),
        (first - Days::new(3), day(97)),
        (month - Months::new(5), month + Months::new(30)),
    ]
}

/// Asks for everything there is, and compares it.
fn agrees(path: &Path, shop: &naive::Shop, history: &[Action]) -> Result<(), TestCaseError> {
    let reader = Reader::open(path).unwrap();
    for (place, name) in ZONES.into_iter().enumerate() {
        let zone: Tz = name.parse().unwrap();
        let settings = Settings { time_zone: Some(name.into()), ..Settings::default() };
        for (number, (from, to)) in periods(history).into_iter().enumerate() {
            let whose = [None, Some(ORGANIZATIONS[0]), Some(ORGANIZATIONS[1]), Some("nobody")];
            let asked = whose[(number + place) % whose.len()];
            let query = ReportQuery { organization: asked.map(Into::into), from, to };
            let told = Report::of(&reader, None, &settings, &query, the_end()).unwrap();
            report_agrees(&told, shop, asked, zone)?;
            let now = to.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::days(400);
            let told = BooksReport::of(&reader, &settings, &query, now).unwrap();
            second_way::books_agree(&told, shop, &query, zone, now)?;
        }
    }
    Ok(())
}

fn report_agrees(
    told: &Report,
    shop: &naive::Shop,
    asked: Option<&str>,
    zone: Tz,
) -> Result<(), TestCaseError> {
    let now = shop.period(told.from, told.to, asked, zone);
    let context = format!("{asked:?} {} {} to {}", told.time_zone, told.from, told.to);
    prop_assert_eq!(&told.now, &now.figures, "{}", &context);
    let before = shop.period(told.before.from, told.before.to, asked, zone);
    prop_assert_eq!(&told.before_figures, &before.figures, "before: {}", &context);
    prop_assert_eq!(&told.hours, &now.hours, "{}", &context);
    let breaks = told.incomplete.as_ref().map_or(0, |incomplete| incomplete.breaks);
    prop_assert_eq!(breaks, now.breaks, "{}", &context);
    prop_assert_eq!(told.days.first().map(|part| part.from), Some(told.from));
    prop_assert_eq!(told.days.last().map(|part| part.to), Some(told.to));
    for part in &told.days {
        let mut sum = ledger::query::Totals::default();
        now.days.range(part.from..=part.to).for_each(|(_, totals)| naive::add(&mut sum, totals));
        prop_assert_eq!(&part.figures, &sum, "{} to {}: {}", part.from, part.to, &context);
    }
    Ok(())
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_figure_is_what_the_bodies_add_up_to(
        history in history::history(),
        zone in prop::sample::select(ZONES.to_vec()),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stampdesk.db");
        let shop = live(&path, &history, zone.parse().unwrap());
        agrees(&path, &shop, &history)?; // some of it added up
        prop_assert_eq!(check(&path).unwrap(), Vec::<String>::new());

        let writer = Writer::start(&path).unwrap();
        block_on(settle(&writer));
        agrees(&path, &shop, &history)?; // all of it
        prop_assert_eq!(check(&path).unwrap(), Vec::<String>::new());

        block_on(writer.rebuild()).unwrap();
        agrees(&path, &shop, &history)?; // none of it
        block_on(settle(&writer));
        agrees(&path, &shop, &history)?;
        prop_assert_eq!(check(&path).unwrap(), Vec::<String>::new());
    }
}
