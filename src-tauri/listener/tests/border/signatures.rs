//! Every shape of signature that is none, and several secrets at once.

use listener::{Outcome, Reason};
use loyalite::{Secret, header, signature};

use crate::client::{Request, SECRET};
use crate::shop::Shop;

const BODY: &str = r#"{"event":"stamp.earned","data":{"stamps_added":2}}"#;
pub const SCHEME: &str = "sha256=";

pub fn signed_with(secret: &str) -> String {
    signature::sign(&Secret::new(secret).unwrap(), BODY.as_bytes())
}

/// Everything that is wrong with a signature, by what is wrong with it.
pub fn wrong_ones() -> Vec<(&'static str, Reason, Request)> {
    use Reason::{SignatureMalformed, SignatureMismatch, SignatureMissing, SignatureRepeated};
    let right = signed_with(SECRET);
    let digits = right.strip_prefix(SCHEME).unwrap();
    let delivery = || Request::delivery(BODY);
    let one = |value: Vec<u8>| delivery().signature(value);
    let text = |value: String| one(value.into());
    let twice = |second: String| delivery().with(header::SIGNATURE, second);
    vec![
        ("missing", SignatureMissing, delivery().without(header::SIGNATURE)),
        ("twice the same", SignatureRepeated, twice(right.clone())),
        ("a right one, then another", SignatureRepeated, twice(signed_with("guessed"))),
        ("a right one, then an empty one", SignatureRepeated, twice(String::new())),
        ("a guessed one", SignatureMismatch, text(signed_with("guessed"))),
        ("all zeros", SignatureMismatch, text(format!("{SCHEME}{}", "0".repeat(64)))),
        ("another body's", SignatureMismatch, delivery().body(&BODY.replace('2', "9"))),
        ("empty", SignatureMalformed, text(String::new())),
        ("the scheme alone", SignatureMalformed, text(SCHEME.into())),
        ("SHA-1", SignatureMalformed, text(format!("sha1={}", &digits[..40]))),
        ("SHA-1, of another length", SignatureMalformed, text(format!("sha1={digits}"))),
        ("SHA-512", SignatureMalformed, text(format!("sha512={digits}{digits}"))),
        ("the scheme in capitals", SignatureMalformed, text(format!("SHA256={digits}"))),
        ("another separator", SignatureMalformed, text(format!("sha256:{digits}"))),
        ("the bare digits", SignatureMalformed, text(digits.into())),
        ("a list", SignatureMalformed, text(format!("{right},{right}"))),
        ("a list with a space", SignatureMalformed, text(format!("{right}, {right}"))),
        ("a parameter", SignatureMalformed, text(format!("{right};v=1"))),
        ("quoted", SignatureMalformed, text(format!("\"{right}\""))),
        ("a space within", SignatureMalformed, text(format!("{SCHEME} {digits}"))),
        ("cut short", SignatureMalformed, text(right[..right.len() - 1].into())),
        ("cut to half", SignatureMalformed, text(right[..right.len() - 32].into())),
        ("a digit too many", SignatureMalformed, text(format!("{right}0"))),
        ("twice as long", SignatureMalformed, text(format!("{right}{digits}"))),
        ("no digits", SignatureMalformed, text(format!("{SCHEME}{}", "z".repeat(64)))),
        ("Base64", SignatureMalformed, text(format!("{SCHEME}oZb8v2l0dGhpcyBpcyBub3QgYSBzaWduYXR1cmUuLi4="))),
        ("accents", SignatureMalformed, text(format!("{SCHEME}{}é", &digits[2..]))),
        ("bytes that are no text", SignatureMalformed, one([SCHEME.as_bytes(), &[0xff; 64]].concat())),
        ("one such byte behind", SignatureMalformed, one([right.as_bytes(), &[0xff]].concat())),
        ("8 KiB of digits", SignatureMalformed, text(format!("{SCHEME}{}", digits.repeat(128)))),
    ]
}

#[tokio::test]
async fn every_wrong_signature_hears_the_very_same_answer() {
    let (shop, stored) = Shop::that_stores().await;
    let mut model: Option<Vec<(String, String)>> = None;
    for (told, (what, reason, request)) in wrong_ones().into_iter().enumerate() {
        let reply = shop.send(request).await;
        assert_eq!(reply.told(), (401, r#"{"error":"unauthorized"}"#), "{what}: any difference is a hint");
        let headers: Vec<_> = reply.constant_headers().into_iter().cloned().collect();
        assert_eq!(*model.get_or_insert(headers.clone()), headers, "{what}: and so is one in the headers");
        let seen = shop.record.of(told + 1).await[told];
        assert_eq!((seen.outcome, seen.reason), (Outcome::BadSignature, Some(reason)), "{what}");
        assert_eq!((seen.bytes, seen.digest.is_some()), (BODY.len() as u64, true), "{what}: read to its end");
    }
    assert!(stored.bodies().is_empty(), "nothing unverified may come near the store");
    assert!(shop.secrets.used().is_empty(), "no secret was of use to anyone");
}

/// HTTP counts the white space around a field's value as no part of it, and a proxy may add or remove it.
#[tokio::test]
async fn white_space_around_the_value_is_not_part_of_it() {
    let (shop, _) = Shop::that_stores().await;
    let right = signed_with(SECRET);
    for padded in [format!("   {right}"), format!("\t{right}"), format!("{right}  \t")] {
        let reply = shop.send(Request::delivery(BODY).signature(padded.clone())).await;
        assert_eq!(reply.status, 200, "{padded:?} is the same value");
    }
}

#[tokio::test]
async fn a_head_without_end_is_refused_before_it_is_whole() {
    let (shop, _) = Shop::that_stores().await;
    let reply = shop.send(Request::delivery(BODY).signature("f".repeat(40 * 1024))).await;
    assert_eq!(reply.told(), (431, ""), "whatever follows, 16 KiB are too much");
    let seen = shop.record.of(1).await[0];
    assert_eq!((seen.outcome, seen.reason), (Outcome::TooLarge, Some(Reason::HeadTooLarge)));
}

#[tokio::test]
async fn any_of_several_secrets_fits_and_it_is_known_which() {
    let (shop, _) = Shop::that_stores().await;
    let keys = ["whsec_first", "whsec_second", "whsec_third"];
    shop.secrets.set(&keys);
    for key in keys {
        assert_eq!(shop.send(Request::delivery(BODY).signature(signed_with(key))).await.status, 200, "{key}");
    }
    assert_eq!(shop.send(Request::delivery(BODY).signature(signed_with("whsec_fourth"))).await.status, 401);
    assert_eq!(shop.secrets.used(), keys, "so that the owner sees when an old one is no longer in use");

    shop.secrets.set(&["whsec_same", "whsec_same"]);
    assert_eq!(shop.send(Request::delivery(BODY).signature(signed_with("whsec_same"))).await.status, 200);
    assert_eq!(shop.secrets.used().len(), keys.len() + 1, "entered twice is used once");
}
