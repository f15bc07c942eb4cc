//! Whatever else the internet sends to an open port.

use listener::{Outcome, Reason};

use crate::client::{Client, Request};
use crate::shop::Shop;

const BODY: &str = r#"{"event":"points.spent"}"#;

/// How a browser begins when it takes the port for HTTPS.
const CLIENT_HELLO: [u8; 16] = [0x16, 3, 1, 0, 0xc8, 1, 0, 0, 0xc4, 3, 3, 0x5f, 0xa1, 0x9c, 0x0d, 0x0a];

#[tokio::test]
async fn what_is_not_http_is_counted_and_costs_nothing_else() {
    let (shop, stored) = Shop::that_stores().await;
    let strangers: [(&str, &[u8]); 12] = [
        ("TLS", &CLIENT_HELLO),
        ("SSH", b"SSH-2.0-OpenSSH_9.6\r\n"),
        ("SMTP", b"EHLO shop.example\r\n"),
        ("SOCKS", &[5, 1, 0]),
        ("RDP", b"\x03\x00\x00\x13\x0e\xe0\x00\x00\x00\x00\x00\x01\x00\x08\x00\x03\x00\x00\x00"),
        ("zeros", &[0; 64]),
        ("bytes that are no text", &[0xff; 64]),
        ("HTTP/0.9", b"GET /\r\n\r\n"),
        ("a version yet to come", b"GET / HTTP/3.0\r\n\r\n"),
        ("a name with a space", b"GET / HTTP/1.1\r\nna me: value\r\n\r\n"),
        ("a name without a value", b"GET / HTTP/1.1\r\nname\r\n\r\n"),
        ("a folded line", b"GET / HTTP/1.1\r\nname: one\r\n two\r\n\r\n"),
    ];
    let count = strangers.len();
    for (who, bytes) in strangers {
        let (status, seen) = shop.answer_to(bytes).await;
        assert_eq!(
            (status, seen.outcome, seen.reason),
            (Some(400), Outcome::Malformed, Some(Reason::NotHttp)),
            "{who}"
        );
        assert_eq!((seen.bytes, seen.digest), (0, None), "{who}: nothing of it is kept");
    }
    assert_eq!(shop.send(Request::delivery(BODY)).await.status, 200, "the next one is served as ever");
    assert_eq!(stored.bodies(), [BODY]);
    assert_eq!(shop.close().await.len(), count + 1, "each was counted once");
}

#[tokio::test]
async fn heads_have_bounds_in_bytes_and_in_lines() {
    let (shop, _) = Shop::that_stores().await;
    let many = (0..200).fold(Request::delivery(BODY), |request, _| request.with("x", "y"));
    let wide = Request::delivery(BODY).with("x", "y".repeat(40 * 1024));
    let wide_name = format!("GET / HTTP/1.1\r\n{}: y\r\n\r\n", "x".repeat(40 * 1024));
    for (what, bytes) in
        [("many lines", many.bytes()), ("a long line", wide.bytes()), ("a long name", wide_name.into())]
    {
        let (status, seen) = shop.answer_to(&bytes).await;
        let (status, reason) = (status, seen.reason);
        assert_eq!((status, reason), (Some(431), Some(Reason::HeadTooLarge)), "{what}");
    }
    let generous = Request::delivery(BODY).with("x-forwarded-everything", "y".repeat(12 * 1024));
    assert_eq!(shop.answer_to(&generous.bytes()).await.0, Some(200), "a tunnel may add a good deal");
}

#[tokio::test]
async fn a_line_break_in_the_wrong_place_makes_no_second_header() {
    let (shop, stored) = Shop::that_stores().await;
    for odd in [&b"a\0b"[..], b"a\rb", b"a\x7fb"] {
        let (status, seen) = shop.answer_to(&Request::delivery(BODY).with("x", odd).bytes()).await;
        assert_eq!((status, seen.reason), (Some(400), Some(Reason::NotHttp)), "{odd:?}");
    }
    assert!(stored.bodies().is_empty());
}

#[tokio::test]
async fn half_a_request_whose_client_leaves_disturbs_nobody() {
    let (shop, stored) = Shop::that_stores().await;
    let delivery = Request::delivery(BODY).bytes();
    for cut in [0, 1, 20, delivery.len() - BODY.len() - 1] {
        let mut client = Client::connect(shop.address()).await;
        client.send(&delivery[..cut]).await;
        client.hang_up().await;
        assert!(client.is_closed_silently().await, "after {cut} bytes there is nothing to answer");
    }
    assert_eq!(shop.send(Request::delivery(BODY)).await.status, 200);
    assert_eq!(stored.bodies(), [BODY]);
    assert_eq!(shop.close().await.len(), 1, "without a whole head there was no request to count");
}
