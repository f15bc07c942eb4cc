//! From a page's Markdown to what the window shows. Nothing in it leads outside, and nothing in it runs.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd, html};

use super::page::{self, Page, Place};
use desk::Language;

/// A heading that can be gone to.
#[derive(Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: usize,
    /// Its words.
    pub words: String,
    /// Its name in addresses.
    pub id: String,
}

/// The whole HTML of a place.
pub fn document(place: Place) -> String {
    let language = place.language;
    format!(
        "<!doctype html>\n<html lang=\"{code}\" data-theme=\"{colours}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{heading} · {title}</title>\n<link rel=\"stylesheet\" href=\"/help.css\">\n</head>\n<body>\n\
         <nav aria-label=\"{pages}\">\n{index}<a class=\"close\" href=\"{close}\">{shut}</a>\n</nav>\n\
         <main>\n{body}</main>\n</body>\n</html>\n",
        code = page::code(language),
        colours = page::colours(place.theme),
        heading = escaped(&name(place.page, language)),
        title = page::title(language),
        pages = if language == Language::Tr { "Sayfalar" } else { "Pages" },
        index = index(place),
        close = page::CLOSE,
        shut = if language == Language::Tr { "Kapat" } else { "Close" },
        body = body(place.page.text(language)),
    )
}

/// Every heading of a page, in its order.
pub fn headings(markdown: &str) -> Vec<Heading> {
    let mut found = Vec::new();
    let mut open = None;
    for event in parse(markdown) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => open = Some((level as usize, String::new())),
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, words)) = &mut open {
                    words.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                found.extend(open.take().map(|(level, words)| Heading { level, id: id_of(&words), words }));
            }
            _ => {}
        }
    }
    found
}

/// What a page is called: its first heading.
fn name(page: Page, language: Language) -> String {
    headings(page.text(language)).into_iter().next().map(|first| first.words).unwrap_or_default()
}

/// The pages, which stay in sight, and below them the parts of the one that is open.
fn index(place: Place) -> String {
    let mut list = String::from("<ul>\n");
    for page in Page::ALL {
        let here = if page == place.page { " aria-current=\"page\"" } else { "" };
        let words = escaped(&name(page, place.language));
        list.push_str(&format!("<li><a href=\"{}\"{here}>{words}</a></li>\n", page.name()));
    }
    list + "</ul>\n" + &parts(place)
}

fn parts(place: Place) -> String {
    let heading = if place.language == Language::Tr { "Bu sayfada" } else { "On this page" };
    let lines = headings(place.page.text(place.language)).into_iter().filter(|heading| heading.level == 2);
    let lines = lines.map(|part| format!("<li><a href=\"#{}\">{}</a></li>\n", part.id, escaped(&part.words)));
    let lines = lines.collect::<String>();
    format!(
        "<p id=\"its-parts\">{heading}</p>\n<ul class=\"parts\" aria-labelledby=\"its-parts\">\n{lines}</ul>\n"
    )
}

/// The page itself.
fn body(markdown: &str) -> String {
    let mut names = headings(markdown).into_iter();
    let mut outside = Vec::new();
    let events = parse(markdown).flat_map(|event| match event {
        Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
            let id = names.next().map(|heading| heading.id.into());
            vec![Event::Start(Tag::Heading { level, id, classes, attrs })]
        }
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => match inside(&dest_url) {
            Some(dest_url) => {
                outside.push(None);
                vec![Event::Start(Tag::Link { link_type, dest_url: dest_url.into(), title, id })]
            }
            None => {
                outside.push(Some((link_type, dest_url)));
                Vec::new()
            }
        },
        Event::End(TagEnd::Link) => match outside.pop().flatten() {
            Some((LinkType::Autolink | LinkType::Email, _)) => Vec::new(),
            Some((_, url)) => vec![Event::Text(format!(" ({url})").into())],
            None => vec![Event::End(TagEnd::Link)],
        },
        // As it stands in the file: no element comes from there.
        Event::Html(text) | Event::InlineHtml(text) => vec![Event::Text(text)],
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => Vec::new(),
        other => vec![other],
    });
    let mut page = String::new();
    html::push_html(&mut page, events);
    page
}

/// Where a link between the pages leads to in the window; `None` for whatever leads elsewhere.
fn inside(link: &str) -> Option<String> {
    let (file, part) = link.split_once('#').map_or((link, None), |(file, part)| (file, Some(part)));
    let page = match file.strip_suffix(".md") {
        Some(name) => Page::named(name)?.name(),
        None if file.is_empty() && part.is_some() => "",
        None => return None,
    };
    Some(part.map_or_else(|| page.to_owned(), |part| format!("{page}#{part}")))
}

/// A heading's name in addresses, as code hosts make it too: small letters and digits, a hyphen for a space.
fn id_of(words: &str) -> String {
    let small = words.to_lowercase();
    let kept = small.chars().filter(|sign| sign.is_alphanumeric() || matches!(sign, ' ' | '-'));
    kept.map(|sign| if sign == ' ' { '-' } else { sign }).collect()
}

fn parse(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_between_pages_stay_inside_and_links_to_the_outside_are_text() {
        let page = body(
            "[here](connect.md#a-tunnel) [up](#top) [there](https://example.com/x) <https://example.org>",
        );
        assert!(page.contains("<a href=\"connect#a-tunnel\">here</a>"), "{page}");
        assert!(page.contains("<a href=\"#top\">up</a>"), "{page}");
        assert!(page.contains("there (https://example.com/x) https://example.org"), "{page}");
        for elsewhere in
            ["javascript:alert(1)", "../../README.md", "secrets.md", "/etc/passwd", "tauri://localhost"]
        {
            let page = body(&format!("[x]({elsewhere})"));
            assert!(!page.contains("<a"), "{elsewhere}: {page}");
        }
    }

    #[test]
    fn no_element_comes_out_of_the_markdown_but_its_own() {
        let page =
            body("a <b onclick=\"x()\">c</b>\n\n<script>x()</script>\n\n![d](https://example.com/d.png)");
        assert!(!page.contains("<b") && !page.contains("<script") && !page.contains("<img"), "{page}");
        assert!(page.contains("&lt;script&gt;"), "it is shown as it was written: {page}");
    }

    #[test]
    fn a_heading_is_gone_to_by_its_words() {
        let found = headings("# Yardım\n\n## “Kod bilinmiyor”, ya da *hiç* yok!\n");
        assert_eq!(found[1].id, "kod-bilinmiyor-ya-da-hiç-yok");
        assert_eq!((found[1].level, found[1].words.as_str()), (2, "“Kod bilinmiyor”, ya da hiç yok!"));
        assert!(body("## A & B\n").contains("<h2 id=\"a--b\">A &amp; B</h2>"));
    }

    #[test]
    fn every_link_of_every_page_arrives() {
        for place in Place::all() {
            let markdown = place.page.text(place.language);
            for event in parse(markdown) {
                let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
                let Some(link) = inside(&dest_url) else {
                    assert!(dest_url.starts_with("https://"), "{:?}: {dest_url} leads nowhere", place.page);
                    continue;
                };
                let (name, part) = link.split_once('#').unwrap_or((&link, ""));
                let page = Page::named(name).unwrap_or(place.page);
                let there = headings(page.text(place.language));
                let known = part.is_empty() || there.iter().any(|heading| heading.id == part);
                assert!(known, "{}: {dest_url} has no such heading", place.path());
            }
        }
    }

    #[test]
    fn both_languages_tell_the_same_in_the_same_order() {
        for page in Page::ALL {
            let levels = |language| -> Vec<usize> {
                headings(page.text(language)).iter().map(|heading| heading.level).collect()
            };
            assert_eq!(levels(Language::Tr), levels(Language::En), "{page:?}");
            for language in [Language::Tr, Language::En] {
                let mut ids: Vec<String> =
                    headings(page.text(language)).into_iter().map(|it| it.id).collect();
                let all = ids.len();
                ids.sort();
                ids.dedup();
                assert_eq!(ids.len(), all, "{page:?}: no two headings have the same name");
            }
        }
    }

    #[test]
    fn a_document_says_its_language_and_colours_and_holds_no_script() {
        for place in Place::all() {
            let page = document(place);
            let begins = format!(
                "lang=\"{}\" data-theme=\"{}\"",
                page::code(place.language),
                page::colours(place.theme)
            );
            assert!(page.contains(&begins), "{}", place.path());
            assert!(!page.contains("<script") && !page.contains("javascript:"), "{}", place.path());
            assert_eq!(page.matches("aria-current=\"page\"").count(), 1, "{}", place.path());
        }
    }
}
