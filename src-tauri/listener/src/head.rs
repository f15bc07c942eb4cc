//! What a request's head says of its body, checked before a byte of it is read.

use axum::http::{HeaderMap, Request, header};

use crate::Reason;

/// About how long it is, in bytes, as it was written or would have been.
pub(crate) fn bytes<B>(request: &Request<B>) -> usize {
    let headers: usize =
        request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    request.uri().path_and_query().map_or(0, |path| path.as_str().len()) + headers
}

/// Refuses a body that is announced as anything but plain JSON of at most `body_bytes`.
pub(crate) fn check(headers: &HeaderMap, body_bytes: usize) -> Result<(), Reason> {
    if !is_json(headers) {
        return Err(Reason::MediaType);
    }
    if !is_unencoded(headers) {
        return Err(Reason::ContentEncoding);
    }
    if announced_length(headers).is_some_and(|length| length > body_bytes as u64) {
        return Err(Reason::BodyTooLarge);
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
    let only =
        |name, word: &[u8]| headers.get_all(name).iter().all(|it| it.as_bytes().eq_ignore_ascii_case(word));
    only(header::CONTENT_ENCODING, b"identity") && only(header::TRANSFER_ENCODING, b"chunked")
}

/// The length that the head tells, if it does: hyper has already refused a length that is malformed or contradicts another.
pub(crate) fn announced_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    fn check_one(name: HeaderName, value: &'static str) -> Result<(), Reason> {
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
                Err(Reason::MediaType),
                "{other} is another type"
            );
        }
        assert_eq!(check(&HeaderMap::new(), 10), Err(Reason::MediaType), "no type is no promise of JSON");
    }

    #[test]
    fn only_the_identity_encoding_passes() {
        assert_eq!(check_one(header::CONTENT_ENCODING, "Identity"), Ok(()));
        assert_eq!(check_one(header::CONTENT_ENCODING, "gzip"), Err(Reason::ContentEncoding));
    }

    #[test]
    fn the_largest_body_passes_and_the_next_does_not() {
        assert_eq!(check_one(header::CONTENT_LENGTH, "10"), Ok(()));
        assert_eq!(check_one(header::CONTENT_LENGTH, "11"), Err(Reason::BodyTooLarge));
    }
}
