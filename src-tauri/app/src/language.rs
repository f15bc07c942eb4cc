//! The language of what is said outside the window: the owner's choice, else the system's.

use desk::{Language, Settings};

/// Turkish where that was chosen, or where nothing was and the system speaks it; else English.
pub fn of(settings: &Settings) -> Language {
    let chosen = settings.language.clone().or_else(sys_locale::get_locale);
    if chosen.is_some_and(|name| name.to_lowercase().starts_with("tr")) { Language::Tr } else { Language::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_goes_before_the_system() {
        let chosen = |name: &str| of(&Settings { language: Some(name.into()), ..Settings::default() });
        assert_eq!(chosen("tr"), Language::Tr);
        assert_eq!(chosen("en"), Language::En);
    }
}
