//! What a request's head says of its body, checked before a byte of it is read.

use axum::http::{HeaderMap, header};

use crate::refusal::Refusal;

/// Refuses a body that is announced as anything but plain JSON of at most `body_bytes`.
pub(crate) fn check(headers: &HeaderMap, body_bytes: usize) -> Result<(), Refusal> {
    if !is_json(headers) {
        return Err(Refusal::MediaType);
    }
    if !is_unencoded(headers) {
        return Err(Refusal::ContentEncoding);
    }
    if announced_length(headers).is_some_and(|length| length > body_bytes as u64) {
        return Err(Refusal::BodyTooLarge);
    }
    Ok(())
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.and_then(|value| value.split(';').next());
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

/// The signature covers the bytes as sent; an encoding would be one more thing to undo before they can be read.
fn is_unencoded(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::CONTENT_ENCODING)
        .iter()
        .all(|value| value.as_bytes().eq_ignore_ascii_case(b"identity"))
}

/// hyper has already refused a length that is malformed or contradicts another.
fn announced_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    fn check_one(name: HeaderName, value: &'static str) -> Result<(), Refusal> {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
        headers.insert(name, value.parse().unwrap());
        check(&headers, 10)
    }

    #[test]
    fn json_is_json_however_it_is_spelled() {
        for json in
            ["application/json", "Application/JSON", "application/json; charset=utf-8", "application/json ;x"]
        {
            assert_eq!(check_one(header::CONTENT_TYPE, json), Ok(()), "{json} names the same type");
        }
        for other in
            ["", "text/plain", "application/jsonp", "text/plain; application/json", "application/x-json"]
        {
            assert_eq!(
                check_one(header::CONTENT_TYPE, other),
                Err(Refusal::MediaType),
                "{other} is another type"
            );
        }
        assert_eq!(check(&HeaderMap::new(), 10), Err(Refusal::MediaType), "no type is no promise of JSON");
    }

    #[test]
    fn only_the_identity_encoding_passes() {
        assert_eq!(check_one(header::CONTENT_ENCODING, "Identity"), Ok(()));
        assert_eq!(check_one(header::CONTENT_ENCODING, "gzip"), Err(Refusal::ContentEncoding));
    }

    #[test]
    fn the_largest_body_passes_and_the_next_does_not() {
        assert_eq!(check_one(header::CONTENT_LENGTH, "10"), Ok(()));
        assert_eq!(check_one(header::CONTENT_LENGTH, "11"), Err(Refusal::BodyTooLarge));
    }
}
