//! The forms of a conversation: how long a connection lasts, who waits for whom, who speaks out of turn.

use listener::{Outcome, PATH, Reason};

use crate::client::{Client, Request};
use crate::shop::Shop;

const BODY: &str = r#"{"event":"customer.enrolled"}"#;

fn number(number: usize) -> String {
    format!("{{\"number\":{number}}}")
}

#[tokio::test]
async fn one_connection_carries_as_many_requests_as_the_client_likes() {
    let (shop, stored) = Shop::that_stores().await;
    let mut client = Client::connect(shop.address()).await;
    for at in 0..20 {
        client.send(&Request::delivery(&number(at)).bytes()).await;
        assert_eq!(client.reply().await.status, 200);
        client.send(&Request::delivery(BODY).signature("sha256=0").bytes()).await;
        assert_eq!(client.reply().await.status, 401, "which is no reason to hang up");
    }
    client.send(&Request::delivery(BODY).with("connection", "close").bytes()).await;
    assert_eq!(client.reply().await.header("connection"), Some("close"));
    assert!(client.is_closed_silently().await, "as asked");
    assert_eq!(stored.bodies().len(), 21);
    assert_eq!(shop.close().await.len(), 41);
}

#[tokio::test]
async fn the_oldest_form_is_still_understood() {
    let (shop, stored) = Shop::that_stores().await;
    let old = || Request::delivery(BODY).line(format!("POST {PATH} HTTP/1.0")).without("host");
    let mut client = Client::connect(shop.address()).await;
    client.send(&old().bytes()).await;
    assert_eq!(client.reply().await.status, 200);
    assert!(client.is_closed_silently().await, "HTTP/1.0 asks once per connection");

    let mut client = Client::connect(shop.address()).await;
    for _ in 0..2 {
        client.send(&old().with("connection", "keep-alive").bytes()).await;
        let reply = client.reply().await;
        assert_eq!(
            (reply.status, reply.header("connection")),
            (200, Some("keep-alive")),
            "unless it says so"
        );
    }
    assert_eq!(stored.bodies(), [BODY; 3]);
}

#[tokio::test]
async fn who_asks_ahead_is_answered_in_that_order() {
    let (shop, stored) = Shop::that_stores().await;
    let (mut all, mut expected) = (Vec::new(), Vec::new());
    for at in 0..50 {
        let (request, status) = match at % 3 {
            0 => (Request::delivery(&number(at)), 200),
            1 => (Request::delivery(&number(at)).signature("sha256="), 401),
            _ => (Request::bare("GET", "/elsewhere"), 404),
        };
        all.extend(request.bytes());
        expected.push(status);
    }
    let mut client = Client::connect(shop.address()).await;
    client.send(&all).await;
    for (at, status) in expected.into_iter().enumerate() {
        assert_eq!(client.reply().await.status, status, "request {at}");
    }
    let numbers: Vec<_> = (0..50).step_by(3).map(number).collect();
    assert_eq!(stored.bodies(), numbers, "handed over in the order in which they came");
    assert_eq!(shop.close().await.len(), 50);
}

#[tokio::test]
async fn who_waits_to_be_asked_for_the_body_is_asked() {
    let (shop, stored) = Shop::that_stores().await;
    let delivery = Request::delivery(BODY).with("expect", "100-continue");
    let mut client = Client::connect(shop.address()).await;
    client.send(&delivery.head()).await;
    assert_eq!(client.head().await.status, 100, "nothing in the head speaks against it");
    client.send(BODY.as_bytes()).await;
    assert_eq!(client.reply().await.status, 200);
    assert_eq!(stored.bodies(), [BODY]);
    assert_eq!(shop.close().await.len(), 1, "the first word was no answer");
}

#[tokio::test]
async fn who_waits_in_vain_is_told_at_once() {
    let (shop, stored) = Shop::that_stores().await;
    let delivery = || Request::delivery(BODY).with("expect", "100-continue");
    let refused = [
        (404, Reason::Path, delivery().to("/elsewhere")),
        (405, Reason::Method, delivery().line(format!("PUT {PATH} HTTP/1.1"))),
        (413, Reason::BodyTooLarge, delivery().without("content-length").with("content-length", "999999")),
        (415, Reason::ContentEncoding, delivery().with("content-encoding", "gzip")),
    ];
    for (status, reason, request) in refused {
        let (first, seen) = shop.answer_to(&request.head()).await;
        assert_eq!((first, seen.reason), (Some(status), Some(reason)), "and no 100 before it");
    }
    let other = Request::delivery(BODY).with("expect", "200-ok");
    assert_eq!(shop.answer_to(&other.bytes()).await.0, Some(200), "another expectation is none");
    assert_eq!(stored.bodies(), [BODY]);
}

#[tokio::test]
async fn an_upgrade_is_not_taken_up() {
    let (shop, stored) = Shop::that_stores().await;
    for to in ["h2c", "websocket"] {
        let request = Request::delivery(BODY)
            .with("connection", "Upgrade, HTTP2-Settings")
            .with("upgrade", to)
            .with("http2-settings", "AAMAAABkAAQAoAAAAAIAAAAA");
        assert_eq!(shop.answer_to(&request.bytes()).await.0, Some(200), "{to}: answered as if not asked for");
    }
    assert_eq!(stored.bodies().len(), 2);
}

#[tokio::test]
async fn who_has_said_all_and_listens_on_is_answered() {
    let (shop, stored) = Shop::that_stores().await;
    let mut client = Client::connect(shop.address()).await;
    client.send(&[Request::delivery(BODY).bytes(), Request::delivery(BODY).bytes()].concat()).await;
    client.hang_up().await; // its half of the connection
    for _ in 0..2 {
        assert_eq!(client.reply().await.status, 200);
    }
    assert!(client.is_closed_silently().await);
    assert_eq!(stored.bodies(), [BODY; 2]);
    let seen = shop.close().await;
    assert_eq!((seen.len(), seen[1].outcome), (2, Outcome::Stored));
}

#[tokio::test]
async fn a_body_that_ends_with_the_connection_is_broken() {
    let (shop, stored) = Shop::that_stores().await;
    let mut delivery = Request::delivery(BODY).bytes();
    delivery.pop();
    let mut client = Client::connect(shop.address()).await;
    client.send(&delivery).await;
    client.hang_up().await;
    client.is_closed().await;
    let seen = shop.close().await;
    assert_eq!((seen.len(), seen[0].reason), (1, Some(Reason::BodyBroken)));
    assert!(stored.bodies().is_empty());
}
