//! Where a body ends: chunks, lengths, and the contradictions between them with which requests are smuggled past a proxy.

use listener::{Outcome, Reason};

use crate::client::{Client, Request};
use crate::shop::Shop;

const STAMPS: &str = r#"{ "event": "stamp.redeemed",  "data": {"coupon_name": "Ücretsiz Kahve"} }"#;

fn chunked(body: impl Into<Vec<u8>>) -> Request {
    Request::delivery(STAMPS).framed("chunked", body)
}

/// `STAMPS` in one chunk, without the last.
fn one_chunk() -> String {
    format!("{:x}\r\n{STAMPS}\r\n", STAMPS.len())
}

#[tokio::test]
async fn a_body_may_be_cut_up_in_every_way_that_http_knows() {
    let (shop, stored) = Shop::that_stores().await;
    let bytes: String = STAMPS.bytes().map(|_| "1\r\n?\r\n").collect();
    let mut byte_by_byte = bytes.into_bytes();
    for (chunk, byte) in byte_by_byte.chunks_mut(6).zip(STAMPS.bytes()) {
        chunk[3] = byte;
    }
    byte_by_byte.extend(b"0\r\n\r\n");
    let (size, one) = (STAMPS.len(), one_chunk());
    let ways: [(&str, Vec<u8>); 6] = [
        ("one chunk", format!("{one}0\r\n\r\n").into()),
        ("a chunk per byte", byte_by_byte),
        ("a size in capitals with zeros before it", format!("000{size:X}\r\n{STAMPS}\r\n0\r\n\r\n").into()),
        ("an extension", format!("{size:x};name=\"value\"\r\n{STAMPS}\r\n0;last\r\n\r\n").into()),
        ("a trailer", format!("{one}0\r\nx-checksum: 1\r\n\r\n").into()),
        (
            "a trailer that would sign",
            format!("{one}0\r\nx-loyalite-signature-256: sha256=00\r\n\r\n").into(),
        ),
    ];
    let count = ways.len();
    for (way, body) in ways {
        let (status, seen) = shop.answer_to(&chunked(body).bytes()).await;
        assert_eq!((status, seen.outcome), (Some(200), Outcome::Stored), "{way}");
        assert_eq!(seen.bytes, STAMPS.len() as u64, "{way}: the content counts, not its wrapping");
    }
    assert_eq!(stored.bodies(), vec![STAMPS; count], "the signature covers the content alone");
}

#[tokio::test]
async fn chunks_that_do_not_add_up_are_a_broken_body() {
    let (shop, stored) = Shop::that_stores().await;
    let size = STAMPS.len();
    let broken = [
        ("a size that is no number", format!("zz\r\n{STAMPS}\r\n0\r\n\r\n")),
        ("a negative size", format!("-{size:x}\r\n{STAMPS}\r\n0\r\n\r\n")),
        ("a size beyond all bounds", format!("fffffffffffffffff\r\n{STAMPS}\r\n0\r\n\r\n")),
        ("no size", format!("\r\n{STAMPS}\r\n0\r\n\r\n")),
        ("a size one too small", format!("{:x}\r\n{STAMPS}\r\n0\r\n\r\n", size - 1)),
        ("extensions without end", format!("1;{}\r\n", "x".repeat(40 * 1024))),
        ("trailers without end", format!("{}0\r\n{}", one_chunk(), "x: y\r\n".repeat(4000))),
    ];
    for (what, body) in broken {
        let (status, seen) = shop.answer_to(&chunked(body).bytes()).await;
        assert_eq!((status, seen.reason), (Some(400), Some(Reason::BodyBroken)), "{what}");
    }
    assert!(stored.bodies().is_empty(), "half a body is none");
}

#[tokio::test]
async fn a_length_that_is_none_is_not_http() {
    let (shop, stored) = Shop::that_stores().await;
    let delivery = || Request::delivery(STAMPS).without("content-length");
    let length = STAMPS.len().to_string();
    let odd = ["-1", "+5", "0x10", "5 5", "5, 5", "5;", "abc", "", "99999999999999999999999"];
    for odd in odd {
        let (status, seen) = shop.answer_to(&delivery().with("content-length", odd).bytes()).await;
        assert_eq!((status, seen.reason), (Some(400), Some(Reason::NotHttp)), "{odd:?}");
    }
    let two = delivery().with("content-length", length.clone()).with("content-length", "1");
    let (status, seen) = shop.answer_to(&two.bytes()).await;
    assert_eq!((status, seen.reason), (Some(400), Some(Reason::NotHttp)), "two lengths, no telling which");
    assert!(stored.bodies().is_empty());

    let twice = delivery().with("content-length", length.clone()).with("content-length", length);
    assert_eq!(shop.answer_to(&twice.bytes()).await.0, Some(200), "said twice, it is still one length");
}

#[tokio::test]
async fn an_encoding_other_than_chunks_is_refused() {
    let (shop, stored) = Shop::that_stores().await;
    let body = format!("{}0\r\n\r\n", one_chunk());
    let delivery = |encoding: &str| Request::delivery(STAMPS).framed(encoding, body.clone());
    let encodings = [
        ("compressed on the way", delivery("gzip, chunked"), 415, Reason::ContentEncoding),
        ("an identity that is none", delivery("identity, chunked"), 415, Reason::ContentEncoding),
        ("chunks in chunks", delivery("chunked, chunked"), 415, Reason::ContentEncoding),
        ("in two lines", delivery("gzip").with("transfer-encoding", "chunked"), 415, Reason::ContentEncoding),
        (
            "compressed within",
            delivery("chunked").with("content-encoding", "gzip"),
            415,
            Reason::ContentEncoding,
        ),
        ("chunks are not the last", delivery("chunked, gzip"), 400, Reason::NotHttp),
        ("no end to be seen", delivery("gzip"), 400, Reason::NotHttp),
        ("nearly chunked", delivery("xchunked"), 400, Reason::NotHttp),
        ("nearly chunked too", delivery("chunked\u{b}"), 400, Reason::NotHttp),
        ("empty", delivery(""), 400, Reason::NotHttp),
        (
            "older than chunks",
            delivery("chunked").line(format!("POST {} HTTP/1.0", listener::PATH)),
            400,
            Reason::NotHttp,
        ),
    ];
    for (what, request, expected, reason) in encodings {
        let (status, seen) = shop.answer_to(&request.bytes()).await;
        assert_eq!((status, seen.reason), (Some(expected), Some(reason)), "{what}");
    }
    assert!(stored.bodies().is_empty());
}

/// RFC 9112, 6.3: chunks win over a length, and nothing more is read from such a connection. So what one side takes
/// for a body can never be a second request to the other.
#[tokio::test]
async fn nothing_is_smuggled_behind_a_body_of_two_lengths() {
    let (shop, stored) = Shop::that_stores().await;
    let hidden = Request::bare("GET", "/healthz").bytes();
    let body = [format!("{}0\r\n\r\n", one_chunk()).into_bytes(), hidden].concat();
    let after = chunked(body.clone()).with("content-length", STAMPS.len().to_string());
    let before = Request::delivery(STAMPS).with("transfer-encoding", "chunked").head();
    for request in [after.bytes(), [before, body].concat()] {
        let mut client = Client::connect(shop.address()).await;
        client.send(&request).await;
        let reply = client.reply().await;
        assert_eq!((reply.status, reply.header("connection")), (200, Some("close")));
        assert!(client.is_closed_silently().await, "what follows is not read");
    }
    assert_eq!(stored.bodies(), [STAMPS, STAMPS]);
    assert_eq!(shop.close().await.len(), 2, "the hidden request was never one");
}
