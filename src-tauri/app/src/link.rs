//! Links such as `stampdesk://customer/482193`, by which a till program opens a card. A link only ever shows who goes by a
//! code; whatever else it says is ignored.

use desk::CustomerCode;
use tauri::{App, AppHandle};
use tauri_plugin_deep_link::DeepLinkExt;

use crate::shell::{self, Place};

/// All that a link says before the code.
const CUSTOMER: &str = "stampdesk://customer/";

/// Begins to follow links: that of this start, and those that a second start or the system passes on.
pub fn start(app: &App) {
    let links = app.deep_link();
    // What is installed is known to the system; an AppImage has to say so itself.
    if std::env::var_os("APPIMAGE").is_some()
        && let Err(error) = links.register_all()
    {
        tracing::warn!(%error, "links do not lead here");
    }
    if let Ok(Some(urls)) = links.get_current() {
        urls.iter().for_each(|url| follow(app.handle(), url.as_str()));
    }
    let led = app.handle().clone();
    links.on_open_url(move |event| event.urls().iter().for_each(|url| follow(&led, url.as_str())));
}

fn follow(app: &AppHandle, link: &str) {
    match code(link) {
        Some(code) => shell::show(app, Some(Place::LookUp { code: code.to_string() })),
        // It may hold anything, so the log does not repeat it.
        None => tracing::warn!("a link was ignored: it is not stampdesk://customer/ and six digits"),
    }
}

/// The code that a link speaks of.
fn code(link: &str) -> Option<CustomerCode> {
    link.strip_prefix(CUSTOMER)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_six_digits_of_a_customer_are_followed() {
        assert_eq!(code("stampdesk://customer/048219").unwrap().to_string(), "048219");
        for odd in [
            "stampdesk://customer/48219",
            "stampdesk://customer/4821930",
            "stampdesk://customer/482193/",
            "stampdesk://customer/482193/forget",
            "stampdesk://customer/482193?forget=yes",
            "stampdesk://customer/482193#x",
            "stampdesk://customer//482193",
            "stampdesk://customer/%34%38%32193",
            "stampdesk://customer/48219٣",
            "stampdesk://forget/482193",
            "stampdesk:customer/482193",
            "https://customer/482193",
            "stampdesk://customer@evil/482193",
            "",
        ] {
            assert_eq!(code(odd), None, "{odd}");
        }
    }
}
