//! What must not get in, and how little it is told.

use listener::{PATH, Receipt};
use loyalite::{Secret, header, signature};

use crate::client::{Client, Request, SECRET};
use crate::shop::Shop;

const BODY: &str = r#"{"event":"stamp.earned","data":{"stamps_added":2}}"#;

fn signed_with(secret: &str, body: &str) -> String {
    signature::sign(&Secret::new(secret).unwrap(), body.as_bytes())
}

#[tokio::test]
async fn whoever_cannot_sign_hears_one_and_the_same_word() {
    let (shop, stored) = Shop::that_stores().await;
    let right = signed_with(SECRET, BODY);
    let digits = right["sha256=".len()..].to_string();
    let delivery = || Request::delivery(BODY);
    let strangers = [
        ("tampered with on the way", delivery().body(&BODY.replace('2', "9"))),
        ("signed by somebody else", delivery().signature(signed_with("guessed", BODY))),
        ("not signed", delivery().without(header::SIGNATURE)),
        ("signed twice, even if both hold", delivery().with(header::SIGNATURE, right.clone())),
        ("two signatures in one line", delivery().signature(format!("{right}, {right}"))),
        ("another scheme", delivery().signature(format!("sha1={digits}"))),
        ("no scheme", delivery().signature(digits.clone())),
        ("cut short", delivery().signature(&right[..right.len() - 1])),
        ("not hexadecimal", delivery().signature(format!("sha256={}", "z".repeat(64)))),
        ("not even text", delivery().signature("sha256=\u{fffd}")),
        ("empty", delivery().signature("")),
        (
            "in the header of another convention",
            delivery().without(header::SIGNATURE).with("x-hub-signature-256", right),
        ),
    ];
    for (who, request) in strangers {
        let reply = shop.send(request).await;
        assert_eq!(
            reply.told(),
            (401, r#"{"error":"unauthorized"}"#),
            "{who}: any difference would be a hint"
        );
    }
    assert!(stored.bodies().is_empty(), "nothing unverified may come near the store");
}

#[tokio::test]
async fn without_a_secret_the_shop_is_closed_not_open() {
    let (shop, stored) = Shop::that_stores().await;
    shop.secrets.set(&[]);
    for request in [Request::delivery(BODY), Request::delivery(BODY).without(header::SIGNATURE)] {
        let reply = shop.send(request).await;
        assert_eq!(reply.told(), (503, r#"{"error":"unavailable"}"#), "the platform is to try again later");
        assert_eq!(reply.header("retry-after"), Some("30"));
    }
    assert!(stored.bodies().is_empty());
}

#[tokio::test]
async fn a_store_that_cannot_write_is_a_failed_attempt() {
    let shop = Shop::open(async |_| Receipt::Unavailable).await;
    let reply = shop.send(Request::delivery(BODY)).await;
    assert_eq!(reply.told(), (503, r#"{"error":"unavailable"}"#), "a 2xx would lose the event for good");
    assert_eq!(reply.header("retry-after"), Some("30"));
}

#[tokio::test]
async fn a_panic_costs_one_delivery_not_the_shop() {
    let shop = Shop::open(async |body| {
        assert!(!body.starts_with(b"poison"), "this body trips a bug");
        Receipt::Stored
    })
    .await;
    let reply = shop.send(Request::delivery("poison")).await;
    assert_eq!(reply.told(), (500, r#"{"error":"internal"}"#), "the bug is not the client's to read");
    assert_eq!(shop.send(Request::delivery(BODY)).await.status, 200, "the next one is served as ever");
}

#[tokio::test]
async fn only_the_exact_path_exists() {
    let (shop, stored) = Shop::that_stores().await;
    let others = [
        "/",
        "/webhooks",
        "/webhooks/loyalite/",
        "/webhooks%2Floyalite",
        "/Webhooks/loyalite",
        "//webhooks/loyalite",
    ];
    for path in others {
        let reply = shop.send(Request::delivery(BODY).to(path)).await;
        assert_eq!(reply.told(), (404, r#"{"error":"not_found"}"#), "{path}");
    }
    assert!(stored.bodies().is_empty(), "a right signature does not make a wrong path right");
}

#[tokio::test]
async fn a_browser_that_looks_in_is_told_what_is_allowed() {
    let (shop, _) = Shop::that_stores().await;
    for method in ["GET", "PUT", "DELETE", "OPTIONS"] {
        let reply = shop.send(Request::bare(method, PATH)).await;
        assert_eq!(reply.told(), (405, r#"{"error":"method_not_allowed"}"#), "{method}");
        assert_eq!(reply.header("allow"), Some("POST"), "{method}: RFC 9110 asks for it");
    }
}

#[tokio::test]
async fn only_plain_json_is_read() {
    let (shop, stored) = Shop::that_stores().await;
    let delivery = || Request::delivery(BODY);
    let others = [
        (
            "a form",
            delivery().without("content-type").with("content-type", "application/x-www-form-urlencoded"),
        ),
        ("no type at all", delivery().without("content-type")),
        ("compressed", delivery().with("content-encoding", "gzip")),
    ];
    for (what, request) in others {
        let reply = shop.send(request).await;
        assert_eq!(reply.told(), (415, r#"{"error":"unsupported_media_type"}"#), "{what}");
    }
    assert!(stored.bodies().is_empty());
}

#[tokio::test]
async fn a_monitor_learns_that_it_is_up_and_nothing_else() {
    let (shop, _) = Shop::that_stores().await;
    shop.secrets.set(&[]);
    let reply = shop.send(Request::bare("GET", "/healthz")).await;
    assert_eq!(reply.told(), (200, r#"{"status":"ok"}"#), "whether a secret is set up is nobody's business");
    assert_eq!(reply.header("server"), None, "nor what it is built with");

    let posted = shop.send(Request::bare("POST", "/healthz").with("content-length", "0")).await;
    assert_eq!((posted.status, posted.header("allow")), (405, Some("GET,HEAD")));
}

#[tokio::test]
async fn a_monitor_may_ask_for_the_head_alone() {
    let (shop, _) = Shop::that_stores().await;
    let mut monitor = Client::connect(shop.address()).await;
    monitor.send(&Request::bare("HEAD", "/healthz").with("connection", "close").bytes()).await;
    assert_eq!(monitor.head().await.status, 200);
    assert!(monitor.is_closed_silently().await, "HEAD has no body");
}
