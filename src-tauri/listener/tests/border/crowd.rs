//! More visitors than there is room for: whoever only waits makes room, whoever asks is served.

use std::sync::Arc;
use std::time::Duration;

use listener::{Limits, Outcome, Reason, Receipt};
use tokio::task::JoinSet;

use crate::client::{Client, Request, soon};
use crate::shop::Shop;
use crate::tunnel::{Tunnel, told_if_any};

const BODY: &str = r#"{"event":"stamp.earned"}"#;

/// The usual limit on open files may be as low as 1,024 or even 256.
pub fn with_room_for_many_sockets() {
    #[cfg(unix)]
    rlimit::increase_nofile_limit(8192).unwrap();
}

async fn a_crowd_of(count: usize, shop: &Shop, beginning: &[u8]) -> Vec<Client> {
    let mut crowd = Vec::new();
    for _ in 0..count {
        let mut client = Client::connect(shop.address()).await;
        // It may have been sent away already.
        let _ = client.try_send(beginning).await;
        crowd.push(client);
    }
    crowd
}

async fn stay(crowd: &mut [Client]) -> usize {
    let mut staying = 0;
    for client in crowd {
        staying += usize::from(!client.has_been_told().await);
    }
    staying
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_thousand_who_only_stand_there_do_not_keep_a_delivery_out() {
    with_room_for_many_sockets();
    let (shop, stored) = Shop::that_stores().await;
    let mut crowd = a_crowd_of(1000, &shop, b"").await;
    for _ in 0..10 {
        crowd.extend(a_crowd_of(100, &shop, b"").await);
        assert_eq!(shop.send(Request::delivery(BODY)).await.status, 200);
    }
    assert_eq!(stored.bodies().len(), 10);
    assert!(stay(&mut crowd).await <= 512, "no more may stay than there is room for");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_make_room_before_a_tunnel_that_has_delivered() {
    let limits = Limits { connections: 4, ..Limits::default() };
    let shop = Shop::open_within(limits, async |_| Receipt::Stored).await;
    let mut tunnel = Client::connect(shop.address()).await;
    for _ in 0..4 {
        tunnel.send(&Request::delivery(BODY).bytes()).await;
        assert_eq!(tunnel.reply().await.status, 200, "its connection outlasts every crowd");
        let mut crowd = a_crowd_of(12, &shop, b"").await;
        soon(crowd[4].is_closed_silently()).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nor_do_those_who_never_finish_what_they_say() {
    with_room_for_many_sockets();
    let (shop, stored) = Shop::that_stores().await;
    let mut crowd = Vec::new();
    for _ in 0..6 {
        crowd.extend(a_crowd_of(100, &shop, b"POST /webhooks/loyalite HTTP/1.1\r\nhost:").await);
        assert_eq!(shop.send(Request::delivery(BODY)).await.status, 200);
    }
    assert_eq!(stored.bodies().len(), 6);
    assert!(stay(&mut crowd).await <= 512);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nor_do_those_whose_bodies_trickle_in() {
    let limits = Limits { receiving: 16, ..Limits::default() };
    let shop = Shop::open_within(limits, async |_| Receipt::Stored).await;
    let mut half = Request::delivery(BODY).bytes();
    half.pop();
    let mut crowd = a_crowd_of(26, &shop, &half).await;
    let slowest = shop.record.of(10).await;
    assert!(slowest.iter().all(|seen| seen.reason == Some(Reason::NoRoom)), "{slowest:?}");
    assert_eq!(shop.send(Request::delivery(BODY)).await.status, 200, "who is quick always finds room");

    let mut given_up = 0;
    soon(async {
        while given_up < 11 {
            for at in (0..crowd.len()).rev() {
                if crowd[at].has_been_told().await {
                    let reply = crowd.swap_remove(at).reply().await;
                    assert_eq!(reply.told(), (503, r#"{"error":"unavailable"}"#), "it may come again");
                    given_up += 1;
                }
            }
        }
    })
    .await;
    crowd.into_iter().for_each(Client::reset);
    let seen = shop.close().await;
    let counted = |reason| seen.iter().filter(|seen| seen.reason == reason).count();
    assert_eq!(counted(Some(Reason::NoRoom)), 11, "one for each who came when it was full");
    assert_eq!((counted(None), seen.len()), (1, 27), "and each request was counted once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nor_do_those_who_ask_and_never_take_the_answer() {
    let patient = Duration::from_secs(3600);
    let limits =
        Limits { connections: 2, header_read_timeout: patient, answer_timeout: patient, ..Limits::default() };
    let shop = Shop::open_within(limits, async |_| Receipt::Stored).await;
    let mut takers = Vec::new();
    for _ in 0..2 {
        let mut tunnel = Tunnel::that_takes_nothing(shop.address()).await;
        let answer = tunnel.deliver(BODY).await;
        assert_eq!(soon(answer).await.unwrap().status(), 200, "its head is there, its body never will be");
        takers.push(tunnel);
    }
    assert_eq!(shop.send(Request::delivery(BODY)).await.status, 200, "they make room all the same");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_who_asks_is_sent_away() {
    with_room_for_many_sockets();
    let (shop, stored) = Shop::that_stores().await;
    let shop = Arc::new(shop);
    let mut burst = JoinSet::new();
    for _ in 0..600 {
        let shop = Arc::clone(&shop);
        burst.spawn(async move { shop.send(Request::delivery(BODY)).await.status });
    }
    assert_eq!(
        burst.join_all().await,
        [200; 600],
        "more than there is room for at a time, and all are served"
    );
    assert_eq!(stored.bodies().len(), 600);
}

/// With room for one, everybody who comes in sends the one before away, in the very moment in which that one's answer
/// is made. Who has not asked yet may have to come again; whose delivery was stored must hear of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_is_written_before_its_reader_is_sent_away() {
    let limits = Limits { connections: 1, ..Limits::default() };
    let shop = Arc::new(Shop::open_within(limits, async |_| Receipt::Stored).await);
    let mut visitors = JoinSet::new();
    for number in 0..200 {
        let shop = Arc::clone(&shop);
        visitors.spawn(async move {
            if number % 2 == 0 { over_http1(&shop).await } else { over_http2(&shop).await }
        });
    }
    let heard = visitors.join_all().await.into_iter().filter(|status| *status == Some(200)).count();
    let seen = Arc::into_inner(shop).unwrap().close().await;
    let stored = seen.iter().filter(|seen| seen.outcome == Outcome::Stored).count();
    assert!(stored > 0, "some came in");
    assert_eq!(heard, stored, "what is stored and not answered is sent again for nothing");
}

async fn over_http1(shop: &Shop) -> Option<u16> {
    let mut client = Client::connect(shop.address()).await;
    client.try_send(&Request::delivery(BODY).bytes()).await.ok()?;
    client.head_if_any().await.map(|answer| answer.status)
}

async fn over_http2(shop: &Shop) -> Option<u16> {
    let answer = Tunnel::connect(shop.address()).await.try_to_deliver(BODY).await.ok()?;
    told_if_any(answer).await.ok().map(|(status, _)| status)
}
