//! The pages there are: four in each language, part of the program.

use desk::{Language, Theme};

/// The link that closes the window.
pub const CLOSE: &str = "/close";

/// One page of the manual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// From the package to the first window.
    Install,
    /// The shop's programme reaches this PC.
    Connect,
    /// What is done at the counter, and in the evening.
    DailyUse,
    /// What is wrong, by what is seen.
    Troubleshooting,
}

impl Page {
    /// All of them, in the order in which they are needed.
    pub const ALL: [Self; 4] = [Self::Install, Self::Connect, Self::DailyUse, Self::Troubleshooting];

    /// Its file's name without the ending, which is its name in addresses too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Install => "install",
            Self::Connect => "connect",
            Self::DailyUse => "daily-use",
            Self::Troubleshooting => "troubleshooting",
        }
    }

    /// The page of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.name() == name)
    }

    /// Its Markdown.
    pub fn text(self, language: Language) -> &'static str {
        macro_rules! file {
            ($name:literal) => {
                match language {
                    Language::En => include_str!(concat!("../../../../docs/user/en/", $name, ".md")),
                    Language::Tr => include_str!(concat!("../../../../docs/user/tr/", $name, ".md")),
                }
            };
        }
        match self {
            Self::Install => file!("install"),
            Self::Connect => file!("connect"),
            Self::DailyUse => file!("daily-use"),
            Self::Troubleshooting => file!("troubleshooting"),
        }
    }
}

/// A page as it is shown: `/tr/dark/connect`. Links between pages are relative, so language and colours go with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The window's language.
    pub language: Language,
    /// `None` follows the system.
    pub theme: Option<Theme>,
    /// Which page.
    pub page: Page,
}

impl Place {
    /// Every place there is.
    pub fn all() -> impl Iterator<Item = Self> {
        let themes = [None, Some(Theme::Light), Some(Theme::Dark)];
        [Language::Tr, Language::En].into_iter().flat_map(move |language| {
            themes.into_iter().flat_map(move |theme| Page::ALL.map(|page| Self { language, theme, page }))
        })
    }

    /// Its path in addresses.
    pub fn path(self) -> String {
        format!("/{}/{}/{}", code(self.language), colours(self.theme), self.page.name())
    }

    /// The place of that path, to the letter.
    pub fn at(path: &str) -> Option<Self> {
        Self::all().find(|place| place.path() == path)
    }
}

/// What HTML calls a language.
pub fn code(language: Language) -> &'static str {
    match language {
        Language::Tr => "tr",
        Language::En => "en",
    }
}

/// What the stylesheet calls them.
pub fn colours(theme: Option<Theme>) -> &'static str {
    match theme {
        None => "system",
        Some(Theme::Light) => "light",
        Some(Theme::Dark) => "dark",
    }
}

/// What the window is called.
pub fn title(language: Language) -> &'static str {
    match language {
        Language::Tr => "Stampdesk yardımı",
        Language::En => "Stampdesk help",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_by_its_own_path_and_by_no_other() {
        for place in Place::all() {
            assert_eq!(Place::at(&place.path()), Some(place));
        }
        for path in ["", "/", "/tr", "/tr/dark", "/tr/dark/connect/", "//tr/dark/connect", "/TR/dark/connect"]
        {
            assert_eq!(Place::at(path), None, "{path}");
        }
        for path in
            ["/tr/dark/../../etc/passwd", "/tr/dark/connect.md", "/tr/dark/%63onnect", "/de/dark/connect"]
        {
            assert_eq!(Place::at(path), None, "{path}");
        }
    }
}
