//! Those who take their time, and what is noted of them.

use std::time::Duration;

use listener::{Limits, Outcome, Reason, Receipt};

use crate::client::{Client, Request, soon};
use crate::shop::Shop;

/// Short enough not to hold the tests up; nothing below depends on its length.
const SHORT: Duration = Duration::from_millis(50);
const BODY: &str = r#"{"event":"stamp.earned"}"#;

async fn impatient(limits: Limits) -> Shop {
    Shop::open_within(limits, async |_| Receipt::Stored).await
}

async fn impatient_about_heads() -> Shop {
    impatient(Limits { header_read_timeout: SHORT, ..Limits::default() }).await
}

#[tokio::test]
async fn a_head_may_not_trickle_in_for_ever() {
    let shop = impatient_about_heads().await;
    let mut client = Client::connect(shop.address()).await;
    client.send(b"GET / HTTP/1.1\r\nx: ").await;
    soon(async {
        while client.try_send(b"y").await.is_ok() {
            tokio::time::sleep(SHORT / 10).await; // its own slowness
        }
    })
    .await;
    let seen = shop.close().await;
    assert_eq!(seen.len(), 1);
    assert_eq!((seen[0].outcome, seen[0].reason), (Outcome::TooSlow, Some(Reason::HeadTooSlow)));
}

#[tokio::test]
async fn every_head_that_was_begun_is_counted() {
    let beginnings = ["P", "PRI * HT", "POST /webhooks/loyalite HTTP/1.1\r\nhost:"];
    let shop = impatient_about_heads().await;
    for beginning in beginnings {
        let mut client = Client::connect(shop.address()).await;
        client.send(beginning.as_bytes()).await;
        assert!(client.is_closed_silently().await, "{beginning:?}");
    }
    let seen = shop.close().await;
    let reasons: Vec<_> = seen.iter().map(|seen| seen.reason).collect();
    assert_eq!(reasons, [Some(Reason::HeadTooSlow); 3]);
}

#[tokio::test]
async fn so_is_the_second_on_a_connection() {
    let shop = impatient_about_heads().await;
    let mut client = Client::connect(shop.address()).await;
    client.send(&Request::delivery(BODY).bytes()).await;
    assert_eq!(client.reply().await.status, 200);
    client.send(b"POST /webhooks/loyalite HTTP/1.1\r\nhost:").await;
    assert!(client.is_closed_silently().await);

    let seen = shop.close().await;
    let reasons: Vec<_> = seen.iter().map(|seen| seen.reason).collect();
    assert_eq!(reasons, [None, Some(Reason::HeadTooSlow)]);
}

#[tokio::test]
async fn to_say_nothing_is_no_request() {
    let shop = impatient_about_heads().await;
    let mut silent = Client::connect(shop.address()).await;
    assert!(silent.is_closed_silently().await);
    let mut served = Client::connect(shop.address()).await;
    served.send(&Request::delivery(BODY).bytes()).await;
    assert_eq!(served.reply().await.status, 200);
    assert!(served.is_closed_silently().await, "a connection is not kept for what may never come");
    assert_eq!(shop.close().await.len(), 1);
}

#[tokio::test]
async fn a_body_may_not_trickle_in_for_ever() {
    let shop = impatient(Limits { body_timeout: SHORT, ..Limits::default() }).await;
    let endless = Request::delivery(BODY).framed("chunked", "");
    let mut client = Client::connect(shop.address()).await;
    client.send(&endless.bytes()).await;
    soon(async {
        while !client.has_been_told().await {
            client.try_send(b"1\r\n{\r\n").await.unwrap();
            tokio::time::sleep(SHORT / 10).await; // its own slowness
        }
    })
    .await;
    assert_eq!(client.reply().await.told(), (408, r#"{"error":"request_timeout"}"#));
    drop(client);
    let seen = shop.close().await;
    assert_eq!(seen.len(), 1);
    assert_eq!((seen[0].outcome, seen[0].reason), (Outcome::TooSlow, Some(Reason::BodyTooSlow)));
}
