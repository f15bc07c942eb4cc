//! HTTP/2 that takes too much: of streams, of patience.

use std::time::Duration;

use listener::{Limits, Reason, Receipt};

use crate::client::{Client, soon};
use crate::shop::Shop;
use crate::tunnel::{
    self, HEADERS, PING, PREFACE, RESET, SETTINGS, Tunnel, WHOLE_HEAD, WHOLE_REQUEST, frame, told,
};

/// Short enough not to hold the tests up; nothing below depends on its length.
const SHORT: Duration = Duration::from_millis(50);

/// As many streams at a time as HTTP/2 advises (RFC 9113, 6.5.2), and as clients take for granted until they are told.
const STREAMS: usize = 100;

#[tokio::test]
async fn a_tunnel_is_told_how_many_streams_it_may_have() {
    let (shop, _) = Shop::that_stores().await;
    let mut tunnel = Tunnel::connect(shop.address()).await;
    // The first answer comes after the other side's settings.
    assert_eq!(told(tunnel.deliver("{}").await).await.0, 200);
    assert_eq!(tunnel.streams(), STREAMS);
}

#[tokio::test]
async fn streams_beyond_that_are_not_let_in() {
    let (shop, _) = Shop::that_stores().await;
    let mut rude = Client::connect(shop.address()).await;
    let mut bytes = [PREFACE, &frame(SETTINGS, 0, 0, &[])].concat();
    for number in 0..300 {
        // Each waits for its body.
        bytes.extend(frame(HEADERS, WHOLE_HEAD, 2 * number + 1, &tunnel::post(listener::PATH)));
    }
    rude.send(&bytes).await;
    rude.hang_up().await;
    rude.is_closed().await;
    let seen = shop.close().await;
    assert_eq!(seen.len(), STREAMS, "the others were reset before they were requests");
    assert!(seen.iter().all(|seen| seen.reason == Some(Reason::BodyBroken)), "none had come to its end");
}

#[tokio::test]
async fn a_flood_of_requests_taken_back_at_once_ends_the_connection_not_the_shop() {
    let (shop, stored) = Shop::that_stores().await;
    let mut flood = Client::connect(shop.address()).await;
    flood.send(&[PREFACE, &frame(SETTINGS, 0, 0, &[])].concat()).await;
    let mut numbers = (1..).step_by(2);
    // Until the other side has had enough of it.
    soon(async {
        loop {
            let hundred = numbers.by_ref().take(100).flat_map(|number| {
                let head = frame(HEADERS, WHOLE_REQUEST, number, &tunnel::post("/"));
                [head, frame(RESET, 0, number, &[0, 0, 0, 8])].concat()
            });
            if flood.try_send(&hundred.collect::<Vec<_>>()).await.is_err() {
                break;
            }
        }
    })
    .await;
    let mut tunnel = Tunnel::connect(shop.address()).await;
    assert_eq!(told(tunnel.deliver("{}").await).await.0, 200, "everybody else is served as ever");
    assert_eq!(stored.bodies(), ["{}"]);
}

#[tokio::test]
async fn a_tunnel_that_only_says_that_it_lives_is_cut_off() {
    let limits = Limits { header_read_timeout: SHORT, answer_timeout: SHORT, ..Limits::default() };
    let shop = Shop::open_within(limits, async |_| Receipt::Stored).await;
    let mut pinging = Client::connect(shop.address()).await;
    pinging.send(&[PREFACE, &frame(SETTINGS, 0, 0, &[])].concat()).await;
    soon(async { while pinging.try_send(&frame(PING, 0, 0, &[0; 8])).await.is_ok() {} }).await;
}

#[tokio::test]
async fn what_only_begins_like_http2_is_not_http() {
    let (shop, _) = Shop::that_stores().await;
    let mut stranger = Client::connect(shop.address()).await;
    stranger.send(&[PREFACE, b"GET / HTTP/1.1\r\n\r\n"].concat()).await;
    stranger.is_closed().await;
    let seen = shop.close().await;
    assert_eq!((seen.len(), seen[0].reason), (1, Some(Reason::NotHttp)));
}
