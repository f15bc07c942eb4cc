//! Deliveries that the platform really signed.

use listener::{PATH, Receipt};
use loyalite::{Secret, header, signature};

use crate::client::{Client, Request, SECRET};
use crate::shop::Shop;

/// Spaces and a non-ASCII name: re-serialising it anywhere would change the bytes.
const STAMPS: &str = r#"{ "event": "stamp.redeemed",  "data": {"coupon_name": "Ücretsiz Kahve"} }"#;

#[tokio::test]
async fn a_purchase_reaches_the_shop_byte_for_byte() {
    let (shop, stored) = Shop::that_stores().await;
    let reply = shop.send(Request::delivery(STAMPS)).await;
    assert_eq!(reply.told(), (200, r#"{"status":"stored"}"#));
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(stored.bodies(), [STAMPS], "the log must hold exactly what was signed");
}

#[tokio::test]
async fn a_body_need_not_be_json_to_be_handed_over() {
    let (shop, stored) = Shop::that_stores().await;
    for odd in ["", "not json", "[1,2"] {
        assert_eq!(
            shop.send(Request::delivery(odd)).await.status,
            200,
            "{odd:?}: what it means is not for here"
        );
    }
    assert_eq!(stored.bodies().len(), 3);
}

#[tokio::test]
async fn the_platform_hears_what_became_of_its_delivery() {
    let outcomes = [
        (Receipt::Duplicate, r#"{"status":"duplicate"}"#),
        (Receipt::Conflict, r#"{"status":"conflict"}"#),
        (Receipt::SetAside, r#"{"status":"set_aside"}"#),
    ];
    for (receipt, body) in outcomes {
        let shop = Shop::open(move |_| async move { receipt }).await;
        let reply = shop.send(Request::delivery(STAMPS)).await;
        assert_eq!(
            reply.told(),
            (200, body),
            "sending it again would change nothing, so it must not be a failure"
        );
    }
}

#[tokio::test]
async fn a_tunnel_may_spell_things_its_own_way() {
    let (shop, stored) = Shop::that_stores().await;
    let signature = signature::sign(&Secret::new(SECRET).unwrap(), STAMPS.as_bytes());
    let upper_case = format!("sha256={}", signature["sha256=".len()..].to_uppercase());
    let delivery = || Request::delivery(STAMPS);
    let spellings = [
        ("upper-case digits are the same number", delivery().signature(upper_case)),
        (
            "header names know no case",
            delivery().without(header::SIGNATURE).with("X-Loyalite-Signature-256", signature),
        ),
        (
            "a charset is a parameter",
            delivery().without("content-type").with("content-type", "Application/JSON; charset=UTF-8"),
        ),
        ("identity is no encoding", delivery().with("content-encoding", "identity")),
        ("a query is ignored", delivery().to(&format!("{PATH}?from=tunnel"))),
        ("a proxy's form of the path", delivery().to(&format!("http://shop.example{PATH}"))),
    ];
    let count = spellings.len();
    for (why, request) in spellings {
        assert_eq!(shop.send(request).await.status, 200, "{why}");
    }
    assert_eq!(stored.bodies(), vec![STAMPS; count]);
}

#[tokio::test]
async fn a_tunnel_may_keep_its_connection_and_send_in_chunks() {
    let (shop, stored) = Shop::that_stores().await;
    let mut tunnel = Client::connect(shop.address()).await;
    tunnel.send(&Request::delivery(STAMPS).bytes()).await;
    assert_eq!(tunnel.reply().await.status, 200);

    let head =
        Request::delivery(STAMPS).without("content-length").with("transfer-encoding", "chunked").head();
    let chunked = format!("{:x}\r\n{STAMPS}\r\n0\r\n\r\n", STAMPS.len());
    tunnel.send(&[head, chunked.into()].concat()).await;
    assert_eq!(tunnel.reply().await.status, 200);
    assert_eq!(stored.bodies(), [STAMPS, STAMPS], "the signature covers the content, not how it was cut up");
}

#[tokio::test]
async fn the_owner_rotates_the_secret_while_the_shop_is_open() {
    let (shop, _) = Shop::that_stores().await;
    shop.secrets.set(&["whsec_before"]);
    assert_eq!(shop.send(Request::delivery(STAMPS)).await.status, 401, "the new secret is not known yet");

    shop.secrets.set(&["whsec_before", SECRET]);
    assert_eq!(shop.send(Request::delivery(STAMPS)).await.status, 200, "a second secret counts at once");

    shop.secrets.set(&["whsec_before"]);
    assert_eq!(shop.send(Request::delivery(STAMPS)).await.status, 401, "and stops counting at once");
}
