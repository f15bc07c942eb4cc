//! The user's manual beside the window: pages of our own, shown without a script, a right or the internet.

mod answer;
mod page;
mod platform;
mod render;
mod topic;

pub use answer::answer;
use desk::{DeskError, ErrorCode, Language, Theme};
use page::Place;
use platform::ORIGIN;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
pub use topic::Topic;

/// The scheme that the pages are served by.
pub const SCHEME: &str = "help";
/// What the window is called.
const LABEL: &str = "help";
/// Width and height at first, and at least.
const SIZE: (f64, f64) = (1000.0, 740.0);
const LEAST: (f64, f64) = (560.0, 420.0);

/// Opens the manual where it speaks of `topic`, in the window's own language and colours.
#[tauri::command]
#[specta::specta]
pub async fn open_help(
    app: AppHandle,
    topic: Topic,
    language: Language,
    theme: Option<Theme>,
) -> Result<(), DeskError> {
    let (page, part) = topic.place(language);
    let place = Place { language, theme, page };
    let failed = |why: String| DeskError { code: ErrorCode::Storage, message: why };
    let url =
        Url::parse(&format!("{ORIGIN}{}#{part}", place.path())).map_err(|error| failed(error.to_string()))?;
    show(&app, url, language).map_err(|error| failed(error.to_string()))
}

fn show(app: &AppHandle, url: Url, language: Language) -> tauri::Result<()> {
    let window = match app.get_webview_window(LABEL) {
        Some(window) => {
            window.navigate(url)?;
            window
        }
        None => open(app, url)?,
    };
    window.set_title(page::title(language))?;
    window.unminimize()?;
    window.show()?;
    window.set_focus()
}

fn open(app: &AppHandle, url: Url) -> tauri::Result<WebviewWindow> {
    let held = app.clone();
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::CustomProtocol(url))
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(LEAST.0, LEAST.1)
        .disable_javascript()
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_navigation(move |url| {
            let way = way(url);
            if way == Way::Close
                && let Some(window) = held.get_webview_window(LABEL)
                && let Err(error) = window.close()
            {
                tracing::warn!(%error, "the help stays open");
            }
            way == Way::Page
        })
        .build()
}

/// What following a link comes to.
#[derive(Debug, PartialEq, Eq)]
enum Way {
    Page,
    Close,
    Nowhere,
}

fn way(url: &Url) -> Way {
    let Some(path) = url.as_str().strip_prefix(ORIGIN).filter(|path| path.starts_with('/')) else {
        return Way::Nowhere;
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    match path {
        page::CLOSE => Way::Close,
        path if Place::at(path).is_some() => Way::Page,
        _ => Way::Nowhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> Way {
        way(&Url::parse(url).expect("an address"))
    }

    #[test]
    fn only_our_own_pages_are_gone_to() {
        assert_eq!(of(&format!("{ORIGIN}/tr/dark/connect#tunel")), Way::Page);
        assert_eq!(of(&format!("{ORIGIN}/close")), Way::Close);
        for elsewhere in [
            "https://example.com/tr/dark/connect",
            "file:///etc/passwd",
            "tauri://localhost/index.html",
            "help://localhost.example.com/tr/dark/connect",
            "help://elsewhere/tr/dark/connect",
            "about:blank",
        ] {
            assert_eq!(of(elsewhere), Way::Nowhere, "{elsewhere}");
        }
        for unknown in
            ["/tr/dark/secrets", "/tr/dark/../connect/x", "/", "/de/dark/connect", "/tr/dark/connect/"]
        {
            assert_eq!(of(&format!("{ORIGIN}{unknown}")), Way::Nowhere, "{unknown}");
        }
    }
}
