//! The post office against a receiver of its own, on a free port of this machine.
#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header::LOCATION};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use loyalite::{Secret, header, signature};
use simulator::{ATTEMPTS, Behaviour, Delivery, Pace, PlayError, Report, Shop, play};
use tokio::net::TcpListener;

/// The platform's pauses between attempts, hours long, become milliseconds.
const IN_NO_TIME: Pace = Pace::Times(NonZeroU32::MAX);

/// Answers the n-th attempt of a delivery, counted from 1.
type Answer = fn(attempt: usize) -> u16;

#[derive(Clone)]
struct Receiver {
    answer: Answer,
    received: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
}

impl Receiver {
    async fn start(answer: Answer) -> (Self, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = url_of(listener.local_addr().unwrap());
        let receiver = Self { answer, received: Arc::default() };
        let app = Router::new().route("/webhooks/loyalite", post(receive)).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        (receiver, url)
    }

    /// The ids in the order of their arrival.
    fn ids(&self) -> Vec<String> {
        self.received.lock().unwrap().iter().map(|(headers, _)| text(headers, header::DELIVERY)).collect()
    }
}

async fn receive(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> Response {
    let mut received = receiver.received.lock().unwrap();
    received.push((headers.clone(), body));
    let same =
        |(other, _): &&(HeaderMap, Bytes)| other.get(header::DELIVERY) == headers.get(header::DELIVERY);
    let status = (receiver.answer)(received.iter().filter(same).count());
    (StatusCode::from_u16(status).unwrap(), [(LOCATION, "/elsewhere")]).into_response()
}

fn url_of(address: SocketAddr) -> String {
    format!("http://{address}/webhooks/loyalite")
}

fn text(headers: &HeaderMap, name: &str) -> String {
    headers[name].to_str().unwrap().into()
}

fn secret() -> Secret {
    Secret::new("whsec_simulated").unwrap()
}

fn morning(deliveries: usize) -> Vec<Delivery> {
    let mut day = Shop::default().history(1, "2026-04-20T18:00:00Z".parse().unwrap());
    day.truncate(deliveries);
    assert_eq!(day.len(), deliveries, "a Monday has that many events");
    day
}

fn ids(deliveries: &[Delivery]) -> Vec<String> {
    deliveries.iter().map(|delivery| delivery.id.to_string()).collect()
}

async fn run(deliveries: &[Delivery], url: &str, pace: Pace, behaviour: Behaviour) -> Report {
    play(deliveries.to_vec(), url, &secret(), pace, behaviour, |_| {}).await.unwrap()
}

#[tokio::test]
async fn a_delivery_looks_like_the_platforms() {
    let deliveries = morning(30);
    let (receiver, url) = Receiver::start(|_| 200).await;
    run(&deliveries, &url, Pace::Fastest, Behaviour::default()).await;

    let received = receiver.received.lock().unwrap();
    assert_eq!(received.len(), deliveries.len());
    for ((headers, body), delivery) in received.iter().zip(&deliveries) {
        assert_eq!(body, &delivery.body, "on its best day the platform keeps the order");
        assert_eq!(text(headers, "content-type"), "application/json");
        assert_eq!(text(headers, header::EVENT), delivery.event);
        assert_eq!(text(headers, header::DELIVERY), delivery.id.to_string());
        signature::verify(&secret(), body, &text(headers, header::SIGNATURE))
            .expect("signed over these bytes");
    }
}

#[tokio::test]
async fn failures_in_between_lose_nothing() {
    let deliveries = morning(60);
    let (receiver, url) = Receiver::start(|attempt| if attempt < 4 { 500 } else { 202 }).await;
    let crowd = Behaviour { concurrency: 8, disorder: 0.2, ..Behaviour::default() };
    let report = run(&deliveries, &url, IN_NO_TIME, crowd).await;

    let expected = Report {
        attempts: 240,
        accepted: 60,
        failed_attempts: 180,
        by_status: BTreeMap::from([(500, 180), (202, 60)]),
        ..Report::default()
    };
    assert_eq!(report, expected, "three refusals each, then accepted and left alone");

    let mut bodies = HashMap::new();
    for (headers, body) in receiver.received.lock().unwrap().iter() {
        let first = bodies.entry(text(headers, header::DELIVERY)).or_insert_with(|| body.clone());
        assert_eq!(first, body, "a retry is the same to the byte");
    }
    assert_eq!(bodies.len(), deliveries.len(), "nobody was left out");
}

#[tokio::test]
async fn six_refusals_exhaust_a_delivery() {
    let deliveries = morning(10);
    let (receiver, url) = Receiver::start(|_| 401).await;
    let all_twice = Behaviour { repeat: 1.0, ..Behaviour::default() };
    let report = run(&deliveries, &url, IN_NO_TIME, all_twice).await;

    assert_eq!((report.exhausted, report.accepted), (10, 0));
    assert_eq!(report.repeats, 0, "only what was accepted is repeated");
    assert_eq!(report.by_status, BTreeMap::from([(401, 60)]));
    for id in ids(&deliveries) {
        let tries = receiver.ids().iter().filter(|received| **received == id).count();
        assert_eq!(tries, ATTEMPTS, "never a seventh time");
    }
}

#[tokio::test]
async fn a_repeat_is_the_same_delivery_again() {
    let deliveries = morning(20);
    let (receiver, url) = Receiver::start(|_| 200).await;
    let all_twice = Behaviour { repeat: 1.0, ..Behaviour::default() };
    let report = run(&deliveries, &url, Pace::Fastest, all_twice).await;

    assert_eq!((report.accepted, report.repeats, report.attempts), (20, 20, 40));
    let received = receiver.received.lock().unwrap();
    for delivery in &deliveries {
        let copies = received.iter().filter(|(_, body)| *body == delivery.body).count();
        assert_eq!(copies, 2, "byte for byte, once more");
    }
}

#[tokio::test]
async fn disorder_changes_the_order_and_nothing_else() {
    let deliveries = morning(100);
    let late = Behaviour { disorder: 0.3, ..Behaviour::default() };
    let mut orders = Vec::new();
    for _ in 0..2 {
        let (receiver, url) = Receiver::start(|_| 200).await;
        let report = run(&deliveries, &url, Pace::Fastest, late).await;
        assert_eq!((report.accepted, report.attempts), (100, 100));
        orders.push(receiver.ids());
    }
    assert_eq!(orders[0], orders[1], "the same seed, the same disorder");
    assert_ne!(orders[0], ids(&deliveries), "some came behind later ones");
    let [mut came, mut sent] = [orders.remove(0), ids(&deliveries)];
    came.sort();
    sent.sort();
    assert_eq!(came, sent, "each exactly once all the same");
}

#[tokio::test]
async fn nobody_at_home_is_reported_not_an_error() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = url_of(free.local_addr().unwrap());
    drop(free);
    let report = run(&morning(3), &url, IN_NO_TIME, Behaviour::default()).await;
    assert_eq!((report.exhausted, report.unreachable), (3, 18));
    assert!(report.by_status.is_empty(), "nobody answered");
}

#[tokio::test]
async fn a_redirect_is_a_refusal() {
    let (receiver, url) = Receiver::start(|_| 307).await;
    let report = run(&morning(1), &url, IN_NO_TIME, Behaviour::default()).await;
    assert_eq!((report.exhausted, receiver.ids().len()), (1, ATTEMPTS), "not followed: only 2xx counts");
}

#[tokio::test]
async fn progress_is_told_once_for_each_delivery() {
    let (_receiver, url) = Receiver::start(|_| 204).await;
    let mut told = Vec::new();
    let crowd = Behaviour { concurrency: 4, ..Behaviour::default() };
    let report = play(morning(25), &url, &secret(), Pace::Fastest, crowd, |so_far| told.push(so_far.clone()))
        .await
        .unwrap();
    let accepted: Vec<u64> = told.iter().map(|so_far| so_far.accepted).collect();
    assert_eq!(accepted, (1..=25).collect::<Vec<u64>>());
    assert_eq!(told.last(), Some(&report), "the last word is the whole");
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_before_anything_is_sent() {
    for url in ["", "127.0.0.1:8787", "ftp://127.0.0.1/", "http://"] {
        let refused = play(morning(1), url, &secret(), Pace::Fastest, Behaviour::default(), |_| {}).await;
        assert!(matches!(&refused, Err(PlayError::Address(told)) if told == url), "{url:?}: {refused:?}");
    }
}
