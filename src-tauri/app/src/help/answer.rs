//! What the scheme answers: a page, the stylesheet, the house's two font files, and nothing else.

use std::borrow::Cow;

use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Runtime, UriSchemeContext};

use super::page::Place;
use super::render::document;

/// No script, nothing from outside, no frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";
const STYLE: &str = include_str!("help.css");
/// The two font files, by their names here and by how they begin among the window's own files.
const FONTS: [(&str, &str); 2] = [
    ("/latin.woff2", "bricolage-grotesque-latin-wght"),
    ("/latin-ext.woff2", "bricolage-grotesque-latin-ext-wght"),
];

/// Answers a request of the help window.
pub fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
) -> Response<Cow<'static, [u8]>> {
    let found = found(request.uri().path(), |begins| {
        let assets = context.app_handle().asset_resolver();
        let name = assets.iter().map(|(name, _)| name.into_owned()).find(|name| name.contains(begins))?;
        Some(assets.get(name)?.bytes)
    });
    let (status, kind, body) = match found {
        Some((kind, body)) => (StatusCode::OK, kind, body),
        None => (StatusCode::NOT_FOUND, "text/plain; charset=utf-8", Cow::Borrowed(b"404".as_slice())),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_SECURITY_POLICY, header::HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    response
}

/// What stands at that path, with its media type.
fn found(
    path: &str,
    font: impl FnOnce(&str) -> Option<Vec<u8>>,
) -> Option<(&'static str, Cow<'static, [u8]>)> {
    // Headings have Turkish letters, but they are not part of a path; whatever is encoded in one is no page of ours.
    if let Some(place) = Place::at(path) {
        return Some(("text/html; charset=utf-8", document(place).into_bytes().into()));
    }
    if path == "/help.css" {
        return Some(("text/css; charset=utf-8", STYLE.as_bytes().into()));
    }
    let (_, begins) = FONTS.into_iter().find(|(name, _)| *name == path)?;
    Some(("font/woff2", font(begins)?.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(path: &str) -> Option<&'static str> {
        found(path, |_| Some(Vec::new())).map(|(kind, _)| kind)
    }

    #[test]
    fn pages_style_and_fonts_are_answered_and_nothing_else() {
        assert_eq!(kind("/tr/dark/connect"), Some("text/html; charset=utf-8"));
        assert_eq!(kind("/help.css"), Some("text/css; charset=utf-8"));
        assert_eq!(kind("/latin.woff2"), Some("font/woff2"));
        for path in
            ["/", "/index.html", "/assets/latin.woff2", "/close", "/../help.css", "/tr/dark/..%2Fconnect"]
        {
            assert_eq!(kind(path), None, "{path}");
        }
    }

    #[test]
    fn a_page_asks_for_nothing_that_is_not_answered() {
        for asked in ["/help.css", "/latin.woff2", "/latin-ext.woff2"] {
            let wanted = format!("\"{asked}\"");
            let page = Place::all().next().map(document).unwrap_or_default();
            assert!(page.contains(&wanted) || STYLE.contains(&wanted), "{asked} is used");
        }
        assert_eq!(STYLE.matches("url(").count(), FONTS.len(), "the stylesheet fetches the fonts alone");
    }
}
