//! Forgers: deliveries in good form that the platform never signed.

use loyalite::{Secret, header, signature};

use super::{BODY, Target, post};
use crate::answer::Heard;

/// A well-formed signature header, made with a secret that is not the shop's.
pub fn header() -> String {
    format!("{}: {}\r\n", header::SIGNATURE, forged())
}

fn forged() -> String {
    Secret::new("whsec_of_somebody_else")
        .map_or_else(|_| String::new(), |it| signature::sign(&it, BODY.as_bytes()))
}

/// A well-formed signature that does not match.
pub async fn wrong(to: Target) -> Heard {
    to.ask(unsigned(&header())).await
}

/// A signature header of every shape that is none.
pub async fn malformed(to: Target, number: usize) -> Heard {
    to.ask(unsigned(&shape(number))).await
}

/// Well-formed ones again, over HTTP/2.
pub async fn over_http2(to: Target) -> Heard {
    let headers = [("content-type", "application/json".to_owned()), (header::SIGNATURE, forged())];
    to.http2.post(&headers, BODY).await
}

fn unsigned(headers: &str) -> String {
    post(&format!("{headers}content-length: {}\r\n", BODY.len())) + BODY
}

fn shape(number: usize) -> String {
    let (digest, name) = (forged().replace("sha256=", ""), header::SIGNATURE);
    match number % 11 {
        0 => String::new(),
        1 => format!("{name}:\r\n"),
        2 => header().repeat(2),
        3 => format!("{name}: sha1={digest}\r\n"),
        4 => format!("{name}: {digest}\r\n"),
        5 => format!("{name}: sha256={digest},sha256={digest}\r\n"),
        6 => format!("{name}: sha256={}\r\n", &digest[1..]),
        7 => format!("{name}: sha256={digest}00\r\n"),
        8 => format!("{name}: sha256={}\r\n", "z".repeat(64)),
        9 => format!("{name}: sha256={}ş\r\n", &digest[2..]),
        _ => format!("{name}: sha256={}\r\n", "0".repeat(8_000)),
    }
}
