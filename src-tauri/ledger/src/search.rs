//! How text is compared when somebody searches: without regard to case, dots and accents. A Turkish keyboard writes "IŞIL"
//! for "ışıl", an English one "isil"; each finds the other.

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text as it is compared.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase(); // the same, sooner
    }
    letter_by_letter(text)
}

fn letter_by_letter(text: &str) -> String {
    let lower = text.to_lowercase(); // İ becomes i and a combining dot
    lower
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .map(|it| if it == 'ı' { 'i' } else { it })
        .collect()
}

/// Gives `folded(text)` to the SQL of `connection`.
pub fn teach(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("folded", 1, flags, |context| {
        Ok(context.get::<Option<String>>(0)?.as_deref().map(folded))
    })
}

/// What `LIKE … ESCAPE '\'` finds a part of a folded text by.
pub fn pattern(part: &str) -> String {
    let escaped = folded(part.trim()).replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

/// Whether a part is of digits alone: only then a code may hold it.
pub fn is_digits(part: &str) -> bool {
    folded(part.trim()).bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turkish_letters_meet_however_they_are_written() {
        for (one, other) in [
            ("IŞIL", "ışıl"),
            ("İnci", "inci"),
            ("ISPARTA", "ısparta"),
            ("İZMİR", "izmir"),
            ("Çağrı", "CAGRI"),
            ("Gülöz", "guloz"),
            ("Şule", "sule"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} and {other}");
        }
        assert_ne!(folded("Ali"), folded("Alı Can"));
        assert_eq!(pattern(" 50%_\\ "), "%50\\%\\_\\\\%", "what stands for itself stands for itself");
    }

    #[test]
    fn ascii_is_folded_as_all_text_is() {
        let ascii: Vec<String> = (0..128u8).map(|letter| char::from(letter).to_string()).collect();
        for text in ascii.iter().chain([&ascii.concat()]) {
            assert_eq!(folded(text), letter_by_letter(text), "{text:?}");
        }
        assert_eq!(folded("ISIL"), "isil", "a capital I without a dot is an i, as ı is");
    }

    #[test]
    fn only_digits_are_looked_for_in_codes() {
        assert!(is_digits(" 482 ") && is_digits("４８２"), "however wide they are written");
        assert!(!is_digits("48a") && !is_digits("48%") && !is_digits("ayşe"));
    }
}
