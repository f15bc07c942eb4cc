//! The shop as a stranger would check it: nothing but the bodies of its deliveries is looked at.
#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc, Weekday};
use loyalite::{Content, Envelope};
use serde_json::Value;
use simulator::{Delivery, FullCardBalance, POINTS_REGULAR, Place, STAMPS_REGULAR, Shop, day_of};

const DAYS: u32 = 60;

/// The platform's own examples.
const EXAMPLES: [&str; 6] = [
    include_str!("../../loyalite/fixtures/stamp.earned.json"),
    include_str!("../../loyalite/fixtures/stamp.redeemed.json"),
    include_str!("../../loyalite/fixtures/points.earned.json"),
    include_str!("../../loyalite/fixtures/points.spent.json"),
    include_str!("../../loyalite/fixtures/coupon.redeemed.json"),
    include_str!("../../loyalite/fixtures/customer.enrolled.json"),
];

fn sunday_evening() -> DateTime<Utc> {
    "2026-04-19T19:30:00Z".parse().unwrap()
}

fn history(full_card_balance: FullCardBalance) -> Vec<Delivery> {
    Shop { full_card_balance, ..Shop::default() }.history(DAYS, sunday_evening())
}

fn bodies(deliveries: &[Delivery]) -> Vec<Value> {
    deliveries.iter().map(|delivery| serde_json::from_slice(&delivery.body).unwrap()).collect()
}

fn text<'a>(event: &'a Value, field: &str) -> &'a str {
    event["data"][field].as_str().unwrap_or_else(|| panic!("no text in {field} of {event}"))
}

fn number(event: &Value, field: &str) -> i64 {
    event["data"][field].as_i64().unwrap_or_else(|| panic!("no integer in {field} of {event}"))
}

#[test]
fn a_seed_is_a_whole_history() {
    let again = history(FullCardBalance::default());
    assert_eq!(
        again,
        history(FullCardBalance::default()),
        "the same settings are the same shop, to the byte"
    );

    let others = [
        Shop { seed: 2, ..Shop::default() },
        Shop { organization: "moda".into(), ..Shop::default() },
        Shop { opened: Some(day_of(sunday_evening()) - TimeDelta::days(90)), ..Shop::default() },
    ];
    let ids: HashSet<_> = again.iter().map(|delivery| delivery.id).collect();
    for other in others {
        let shared = other.history(DAYS, sunday_evening()).iter().filter(|d| ids.contains(&d.id)).count();
        assert_eq!(shared, 0, "another shop must not repeat the ids of this one: {other:?}");
    }
}

#[test]
fn what_has_happened_stays() {
    let shop = Shop { opened: Some(day_of(sunday_evening()) - TimeDelta::days(20)), ..Shop::default() };
    let noon = sunday_evening() - TimeDelta::hours(10);
    let until_noon = shop.history(10, noon);
    assert!(until_noon.iter().all(|delivery| delivery.occurred_at <= noon), "nothing from the future");
    assert!(shop.history(10, sunday_evening()).starts_with(&until_noon), "an evening only adds to the noon");

    let next_day = shop.history(11, sunday_evening() + TimeDelta::days(1));
    assert!(next_day.starts_with(&until_noon), "and so does tomorrow");
    assert!(shop.history(0, noon).is_empty(), "no days, no history");
}

#[test]
fn a_history_is_its_days() {
    let shop = Shop { opened: Some(day_of(sunday_evening()) - TimeDelta::days(20)), ..Shop::default() };
    let days: Vec<_> = shop.days(10, sunday_evening()).collect();
    assert_eq!(days.len(), 10, "one after the other, and none from before the first that was asked for");
    assert!(days.iter().flatten().all(|delivery| delivery.body.len() > 100), "told in full");
    assert_eq!(
        days.concat(),
        shop.history(10, sunday_evening()),
        "day by day or at once, it is the same life"
    );
}

#[test]
fn a_station_brings_many_people_and_few_of_them_again() {
    let enrolled = |place| {
        let deliveries = Shop { place, ..Shop::default() }.history(DAYS, sunday_evening());
        let new = deliveries.iter().filter(|delivery| delivery.event == loyalite::name::CUSTOMER_ENROLLED);
        (new.count(), deliveries.len())
    };
    let (known, of_regulars) = enrolled(Place::Neighbourhood);
    let (passing, in_all) = enrolled(Place::Station);
    assert!(passing > 3 * known, "{passing} enrolled at a station, {known} among homes");
    assert!(in_all < 2 * of_regulars, "{in_all} events, {of_regulars} among homes: most came once");
}

#[test]
fn events_are_written_as_the_platform_writes_them() {
    let reference = EXAMPLES.map(|example| serde_json::from_str::<Value>(example).unwrap());
    let deliveries = history(FullCardBalance::Full);
    let mut seen = BTreeSet::new();
    for (delivery, event) in deliveries.iter().zip(bodies(&deliveries)) {
        let example = reference.iter().find(|example| example["event"] == event["event"]).unwrap();
        let mut expected = fields(&example["data"]);
        let kept_silent = expected.contains("amount") && event["data"].get("amount").is_none();
        if kept_silent {
            expected.remove("amount");
            assert_eq!(event["data"]["source"], "manual", "the till always passes the amount on");
        }
        assert_eq!(fields(&event), fields(example), "the envelope");
        assert_eq!(fields(&event["data"]), expected, "the data of {}", delivery.event);
        assert_eq!(event["id"], delivery.id.to_string());
        assert_eq!(event["event"], delivery.event);
        assert_eq!(event["organization"], "kahveci-mehmet");
        let whole_seconds = delivery.occurred_at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        assert_eq!(event["occurred_at"], whole_seconds, "whole seconds, as Z");
        let understood = Envelope::read(&delivery.body).content;
        assert!(matches!(understood, Content::Known(_)), "the contract knows it: {understood:?}");
        seen.insert(delivery.event);
    }
    assert_eq!(seen.len(), reference.len(), "two months show all six events");
    assert_eq!(
        deliveries.len(),
        deliveries.iter().map(|d| d.id).collect::<HashSet<_>>().len(),
        "ids are unique"
    );
}

fn fields(object: &Value) -> BTreeSet<String> {
    object.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn money_has_two_decimals() {
    let mut amounts = 0;
    for delivery in history(FullCardBalance::default()) {
        let body = String::from_utf8(delivery.body).unwrap();
        for (at, _) in body.match_indices("amount\":") {
            let rest = &body[at + "amount\":".len()..];
            let written = &rest[..rest.find([',', '}']).unwrap()];
            let (liras, kurus) = written.split_once('.').expect("a decimal point");
            assert!(liras.parse::<u32>().is_ok() && kurus.len() == 2, "{written} in {body}");
            amounts += 1;
        }
    }
    assert!(amounts > 1000, "nearly every purchase has an amount");
}

#[test]
fn the_door_opens_at_half_past_seven_and_closes_at_ten() {
    let deliveries = history(FullCardBalance::default());
    let mut previous = DateTime::<Utc>::MIN_UTC;
    let mut rush = 0;
    let mut workdays = 0;
    for delivery in &deliveries {
        assert!(delivery.occurred_at >= previous, "in the order in which it happened");
        previous = delivery.occurred_at;
        let in_istanbul = (delivery.occurred_at + TimeDelta::hours(3)).naive_utc();
        let minute = in_istanbul.hour() * 60 + in_istanbul.minute();
        assert!((450..1320).contains(&minute), "closed at {in_istanbul}");
        if in_istanbul.weekday().num_days_from_monday() < 5 {
            workdays += 1;
            rush += usize::from(matches!(minute, 480..600 | 750..840 | 960..1080));
        }
    }
    assert!(rush * 10 > workdays * 6, "5.5 of 14.5 hours bring most of the guests: {rush} of {workdays}");
}

#[test]
fn a_working_day_is_busy_and_a_weekend_is_not_dead() {
    let mut per_day = BTreeMap::<_, usize>::new();
    for delivery in history(FullCardBalance::default()) {
        *per_day.entry(day_of(delivery.occurred_at)).or_default() += 1;
    }
    assert_eq!(per_day.len(), DAYS as usize, "open every day");
    for (day, events) in per_day {
        let least = if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) { 75 } else { 150 };
        assert!((least..=500).contains(&events), "{events} events on {day}");
    }
}

/// What a careful reader of the events knows of a customer.
#[derive(Default)]
struct Known {
    stamps: Option<i64>,
    points: Option<i64>,
}

#[test]
fn balances_follow_from_what_happened() {
    use FullCardBalance::{AfterReset, Full, NoEarned};
    for reading in [Full, AfterReset, NoEarned] {
        let events = bodies(&history(reading));
        let fills: HashSet<&str> = of(&events, "stamp.redeemed").map(|e| text(e, "transaction_id")).collect();
        let mut people = HashMap::<&str, Known>::new();
        for event in &events {
            let known = people.entry(text(event, "customer_id")).or_default();
            match event["event"].as_str().unwrap() {
                "customer.enrolled" => *known = Known { stamps: Some(0), points: Some(0) },
                "stamp.earned" => {
                    let filled = fills.contains(text(event, "transaction_id"));
                    assert!(!(filled && reading == NoEarned), "only stamp.redeemed tells of a full card");
                    let shown = number(event, "stamp_balance");
                    let left = if filled && reading == Full { shown - 10 } else { shown };
                    let expected = known.stamps.map(|before| after(before, event));
                    assert!(
                        expected.is_none_or(|expected| expected == (left, filled)),
                        "{reading:?}: {event}"
                    );
                    assert!((1..=3).contains(&number(event, "stamps_added")));
                    known.stamps = Some(left);
                }
                "stamp.redeemed" if reading == NoEarned => {
                    let expected = known.stamps.map(|before| after(before, event));
                    assert!(expected.is_none_or(|(_, filled)| filled), "only a full card pays: {event}");
                    known.stamps = expected.map(|(left, _)| left);
                }
                "points.earned" => {
                    let expected = known.points.map(|before| before + number(event, "points_added"));
                    known.points = Some(number(event, "point_balance"));
                    assert!(expected.is_none() || expected == known.points, "{event}");
                }
                "points.spent" => {
                    let change = number(event, "points_earned") - number(event, "points_spent");
                    let expected = known.points.map(|before| before + change);
                    known.points = Some(number(event, "point_balance"));
                    assert!(expected.is_none() || expected == known.points, "{event}");
                    assert!(known.points >= Some(0), "nobody spends what they don't have");
                    assert_eq!(number(event, "points_spent") % 100, 0, "round hundreds");
                }
                _ => {}
            }
        }
    }
}

/// The stamps after an earn call, and whether it filled the card.
fn after(before: i64, event: &Value) -> (i64, bool) {
    let counted = before + number(event, "stamps_added");
    (counted % 10, counted >= 10)
}

fn of<'a>(events: &'a [Value], name: &'a str) -> impl Iterator<Item = &'a Value> {
    events.iter().filter(move |event| event["event"] == name)
}

#[test]
fn every_full_card_is_a_coupon_used_once_at_most() {
    let events = bodies(&history(FullCardBalance::Full));
    let redeemed: HashSet<&str> = of(&events, "stamp.redeemed").map(|e| text(e, "transaction_id")).collect();
    for earned in of(&events, "stamp.earned") {
        let full = number(earned, "stamp_balance") >= number(earned, "max_stamps");
        assert_eq!(
            full,
            redeemed.contains(text(earned, "transaction_id")),
            "a coupon if and only if full: {earned}"
        );
    }

    let announced: HashSet<&str> = of(&events, "customer.enrolled").map(|e| text(e, "customer_id")).collect();
    let mut waiting = HashMap::new();
    let mut used = HashSet::new();
    for event in &events {
        let customer = text(event, "customer_id");
        match event["event"].as_str().unwrap() {
            "stamp.redeemed" => {
                waiting.insert(text(event, "coupon_id"), customer);
            }
            "coupon.redeemed" => {
                let coupon = text(event, "coupon_id");
                assert!(used.insert(coupon), "used twice: {event}");
                match waiting.remove(coupon) {
                    Some(owner) => assert_eq!(owner, customer, "a coupon is its owner's"),
                    None => assert!(!announced.contains(customer), "never issued: {event}"),
                }
            }
            _ => {}
        }
    }
    assert!(!waiting.is_empty() && used.len() > waiting.len(), "most are used, some never");
}

#[test]
fn people_are_regulars_newcomers_and_some_from_before() {
    let events = bodies(&history(FullCardBalance::default()));
    let announced: HashSet<&str> = of(&events, "customer.enrolled").map(|e| text(e, "customer_id")).collect();
    let mut codes = HashMap::new();
    let mut seen = BTreeMap::<&str, usize>::new();
    for event in &events {
        let customer = text(event, "customer_id");
        let code = number(event, "customer_code");
        assert!((0..=999_999).contains(&code), "six digits");
        assert_eq!(*codes.entry(code).or_insert(customer), customer, "a code has one owner");
        *seen.entry(customer).or_default() += 1;
    }
    let strangers = seen.keys().filter(|customer| !announced.contains(**customer)).count();
    let share = strangers * 100 / seen.len();
    assert!((20..=45).contains(&share), "about a third had enrolled before the webhook: {share} %");

    let mut visits: Vec<usize> = seen.into_values().collect();
    visits.sort_unstable_by(|a, b| b.cmp(a));
    let best_fifth: usize = visits[..visits.len() / 5].iter().sum();
    assert!(
        best_fifth * 2 > visits.iter().sum(),
        "a fifth of the customers makes more than half of the trade"
    );
    assert!(codes.keys().any(|code| *code < 100_000), "some codes begin with a zero");

    for mail in of(&events, "customer.enrolled").map(|event| text(event, "masked_email")) {
        let (initial, provider) = mail.split_once("***@").expect("a masked address");
        assert!(initial.len() == 1 && provider.contains('.'), "{mail}");
    }
}

#[test]
fn two_codes_are_known_in_every_shop() {
    for seed in 0..5 {
        let events = bodies(&Shop { seed, ..Shop::default() }.history(7, sunday_evening()));
        for (code, earns) in [(STAMPS_REGULAR, "stamp.earned"), (POINTS_REGULAR, "points.earned")] {
            let theirs: Vec<_> = events.iter().filter(|e| e["data"]["customer_code"] == code).collect();
            assert_eq!(theirs[0]["event"], "customer.enrolled", "their history begins with the shop's");
            assert!(theirs.iter().filter(|event| event["event"] == earns).count() >= 2, "{code} comes often");
        }
    }
}

#[test]
fn any_size_of_card_works() {
    for max_stamps in [0, 1, 2, 5] {
        let shop = Shop { max_stamps, full_card_balance: FullCardBalance::AfterReset, ..Shop::default() };
        let events = bodies(&shop.history(7, sunday_evening()));
        for earned in of(&events, "stamp.earned") {
            assert_eq!(number(earned, "max_stamps"), i64::from(max_stamps.max(1)));
            assert!(number(earned, "stamp_balance") < number(earned, "max_stamps"), "{earned}");
        }
        assert!(of(&events, "stamp.redeemed").next().is_some(), "small cards fill soon");
    }
}

#[test]
fn a_living_shop_goes_on_from_its_past_at_the_clock_on_the_wall() {
    let now = "2026-04-20T01:00:00Z".parse().unwrap(); // four in the morning in Istanbul
    let (past, ahead) = Shop::default().living(10, now);
    assert_eq!(past, Shop::default().history(10, now), "the past is the shop's own");
    assert!(ahead.len() > 1000, "hours of watching: {}", ahead.len());
    assert!(ahead.iter().all(|delivery| delivery.occurred_at >= now));
    let gaps = ahead.windows(2).map(|pair| pair[1].occurred_at - pair[0].occurred_at);
    assert!(gaps.max().unwrap() <= TimeDelta::seconds(9), "even the night is over in a moment");
    for delivery in &ahead {
        let envelope = Envelope::read(&delivery.body);
        assert_eq!(envelope.occurred_at, Some(delivery.occurred_at), "the body tells the moved time");
        assert!(matches!(envelope.content, Content::Known(_)));
    }
}
