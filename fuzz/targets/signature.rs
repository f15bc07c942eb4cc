//! A body is accepted under exactly one header, the one that `sign` writes, in either case of its hex digits.
//!
//! An input is three parts, as a person would type them: the secret, the header, and below them the body.

#![no_main]

use libfuzzer_sys::fuzz_target;
use loyalite::Secret;
use loyalite::signature::{Rejected, sign, verify};

const SCHEME: &str = "sha256=";

fuzz_target!(|input: &[u8]| {
    let mut parts = input.splitn(3, |byte| *byte == b'\n');
    let mut part = || parts.next().unwrap_or_default();
    let (secret, header, body) = (part(), part(), part());
    let Ok(secret) = Secret::new(String::from_utf8_lossy(secret)) else { return };
    let header = String::from_utf8_lossy(header);

    let signed = sign(&secret, body);
    assert_eq!(verify(&secret, body, &header), told_by_hand(&signed, &header), "{header:?}");
    assert_eq!(verify(&secret, body, &signed), Ok(()), "what is signed verifies");
    assert_eq!(verify(&secret, body, &in_capitals(&signed)), Ok(()), "hex has two cases");
    if let Some(byte) = header.bytes().next() {
        let other = tampered(&signed, usize::from(byte));
        assert_eq!(verify(&secret, body, &other), Err(Rejected::Mismatch), "one digit of {signed} changed");
    }
});

/// The rule once more, over the text alone.
fn told_by_hand(signed: &str, header: &str) -> Result<(), Rejected> {
    let digits = header.strip_prefix(SCHEME).ok_or(Rejected::Malformed)?;
    if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(Rejected::Malformed);
    }
    if signed == format!("{SCHEME}{}", digits.to_ascii_lowercase()) {
        Ok(())
    } else {
        Err(Rejected::Mismatch)
    }
}

fn in_capitals(signed: &str) -> String {
    format!("{SCHEME}{}", signed[SCHEME.len()..].to_ascii_uppercase())
}

/// `signed` with another digit at one of its 64 places.
fn tampered(signed: &str, place: usize) -> String {
    let place = SCHEME.len() + place % 64;
    let other = if signed[place..].starts_with('0') { "1" } else { "0" };
    format!("{}{other}{}", &signed[..place], &signed[place + 1..])
}
