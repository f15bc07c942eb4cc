//! Where a request is addressed to: only two paths exist, spelled in one way, and the host is the tunnel's affair.

use listener::{Outcome, PATH, Reason};

use crate::client::Request;
use crate::shop::Shop;

const BODY: &str = r#"{"event":"points.earned"}"#;

#[tokio::test]
async fn the_host_is_whatever_the_tunnel_calls_it() {
    let (shop, stored) = Shop::that_stores().await;
    let hostless = || Request::delivery(BODY).without("host");
    let hosts: [(&str, Request); 8] = [
        ("none, though HTTP/1.1 asks for one", hostless()),
        ("empty", hostless().with("host", "")),
        ("another", hostless().with("host", "kahveci.trycloudflare.com")),
        ("with a port", hostless().with("host", "[::1]:99999")),
        ("nonsense", hostless().with("host", "a b\tc/../?")),
        ("no text", hostless().with("host", [0xff, 0xfe])),
        ("two", hostless().with("host", "a").with("host", "b")),
        ("another than in the path", Request::delivery(BODY).to(&format!("http://elsewhere:1{PATH}"))),
    ];
    let count = hosts.len();
    for (host, request) in hosts {
        assert_eq!(shop.answer_to(&request.bytes()).await.0, Some(200), "{host}");
    }
    assert_eq!(stored.bodies().len(), count);
}

#[tokio::test]
async fn the_path_has_one_spelling() {
    let (shop, stored) = Shop::that_stores().await;
    for right in [PATH.into(), format!("{PATH}?"), format!("{PATH}?a=%2f&b=//..")] {
        assert_eq!(shop.answer_to(&Request::delivery(BODY).to(&right).bytes()).await.0, Some(200), "{right}");
    }
    let stored_before = stored.bodies().len();
    let others = [
        "/",
        "//webhooks/loyalite",
        "/webhooks//loyalite",
        "/webhooks/loyalite/",
        "/webhooks/loyalite//",
        "/./webhooks/loyalite",
        "/webhooks/./loyalite",
        "/webhooks/x/../loyalite",
        "/../webhooks/loyalite",
        "/webhooks%2Floyalite",
        "/webhooks/loyalit%65",
        "/webhooks/loyalite%00",
        "/webhooks/loyalite%",
        "/webhooks/loyalite;v=1",
        "/webhooks/LOYALITE",
        "/webhooks\\loyalite",
        "/healthz/",
        "/admin",
        "/.env",
        "http://shop.example",
        "http://shop.example/",
        "*",
    ];
    for other in others {
        let (status, seen) = shop.answer_to(&Request::delivery(BODY).to(other).bytes()).await;
        assert_eq!((status, seen.reason), (Some(404), Some(Reason::Path)), "{other}");
    }
    let long = format!("/{}", "webhooks/".repeat(1000));
    let (status, seen) = shop.answer_to(&Request::delivery(BODY).to(&long).bytes()).await;
    assert_eq!((status, seen.reason), (Some(404), Some(Reason::Path)), "9 KB are only another path");
    assert_eq!(stored.bodies().len(), stored_before, "a right signature does not make a wrong path right");
}

#[tokio::test]
async fn a_path_that_is_no_path_is_not_http() {
    let (shop, _) = Shop::that_stores().await;
    let too_long = format!("/{}", "x".repeat(40 * 1024));
    let (status, seen) = shop.answer_to(&Request::delivery(BODY).to(&too_long).bytes()).await;
    assert_eq!(
        (status, seen.reason),
        (Some(431), Some(Reason::HeadTooLarge)),
        "16 KiB are too much of a path"
    );

    for odd in ["", "webhooks/loyalite", "/webhooks/loy alite", "/webhooks/loyalite HTTP/1.1\r\nx", "\u{1}"] {
        let (status, seen) = shop.answer_to(&Request::delivery(BODY).to(odd).bytes()).await;
        assert_eq!((status, seen.reason), (Some(400), Some(Reason::NotHttp)), "{odd:?}");
    }
}

#[tokio::test]
async fn only_posts_are_deliveries() {
    let (shop, stored) = Shop::that_stores().await;
    let on =
        |method: &str, path: &str| Request::delivery(BODY).line(format!("{method} {path} HTTP/1.1")).bytes();
    for method in
        ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "post", "Post", "POSTS", "PROPFIND"]
    {
        let (status, seen) = shop.answer_to(&on(method, PATH)).await;
        assert_eq!((status, seen.reason), (Some(405), Some(Reason::Method)), "{method}");
    }
    let (status, seen) = shop.answer_to(&on("CONNECT", "shop.example:443")).await;
    assert_eq!((status, seen.reason), (Some(404), Some(Reason::Path)), "this is nobody's proxy");
    let (status, seen) = shop.answer_to(&on("OPTIONS", "*")).await;
    assert_eq!((status, seen.outcome), (Some(404), Outcome::Refused), "nor does it tell what it can do");
    assert!(stored.bodies().is_empty());
}

#[tokio::test]
async fn a_probe_is_counted_as_one_whatever_it_carries() {
    let (shop, _) = Shop::that_stores().await;
    for method in ["GET", "HEAD"] {
        let line = format!("{method} /healthz?now HTTP/1.1");
        for probe in [Request::delivery(BODY).line(line.clone()), Request::bare(method, "/healthz")] {
            let (status, seen) = shop.answer_to(&probe.bytes()).await;
            assert_eq!((status, seen.outcome, seen.reason), (Some(200), Outcome::Probed, None), "{line}");
        }
    }
}
