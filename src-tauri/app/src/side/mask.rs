//! What a stranger at the counter may read of a name: its first letter.

use unicode_segmentation::UnicodeSegmentation;

/// What stands for the rest, however long that is.
const REST: &str = "***";

/// The first letter of `name` as people see letters, a capital where its script has them. `None` where there is no letter.
pub fn mask(name: &str, turkish: bool) -> Option<String> {
    let letter = name.graphemes(true).find(|one| one.chars().next().is_some_and(char::is_alphabetic))?;
    Some(capital(letter, turkish) + REST)
}

fn capital(letter: &str, turkish: bool) -> String {
    let mut signs = letter.chars();
    let Some(first) = signs.next() else { return String::new() };
    let mut upper = first.to_uppercase();
    let capital = match (first, upper.next(), upper.next()) {
        ('i', ..) if turkish => 'İ',
        // A single capital, of those that names are written with: Georgian has capitals for headings alone.
        (_, Some(capital), None) if !('\u{1c90}'..='\u{1cbf}').contains(&capital) => capital,
        _ => first,
    };
    [capital].into_iter().chain(signs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_is_left_of_a_name() {
        for (name, masked) in [
            ("Ayşe Yılmaz", "A***"),
            ("şule", "Ş***"),
            ("ışıl", "I***"),
            ("ilker", "İ***"),
            ("İpek", "İ***"),
            ("çağla", "Ç***"),
            ("  öykü", "Ö***"),
        ] {
            assert_eq!(mask(name, true).as_deref(), Some(masked), "{name}, as Turkish writes it");
        }
        assert_eq!(mask("ilker", false).as_deref(), Some("I***"), "elsewhere i has no dot as a capital");
    }

    #[test]
    fn a_letter_is_what_people_call_one_whatever_the_script() {
        for (name, masked) in [
            ("s\u{327}ule", "S\u{327}***"), // a letter and its cedilla apart
            ("Ελένη", "Ε***"),
            ("żaneta", "Ż***"),
            ("дмитрий", "Д***"),
            ("გიორგი", "გ***"),
            ("عائشة", "ع***"),
            ("נועה", "נ***"),
            ("क्षितिज", "क्षि***"),
            ("김민준", "김***"),
            ("さくら", "さ***"),
            ("王小明", "王***"),
            ("ßara", "ß***"), // its capital would be two letters
        ] {
            assert_eq!(mask(name, true).as_deref(), Some(masked), "{name}");
        }
    }

    #[test]
    fn no_digit_of_a_code_and_no_sign_passes_for_a_letter() {
        assert_eq!(mask("482193 Ali", true).as_deref(), Some("A***"));
        assert_eq!(mask("👩🏽‍🦰 (zeynep)", true).as_deref(), Some("Z***"));
        for none in ["", "   ", "482193", "***", "☕️", "@"] {
            assert_eq!(mask(none, true), None, "{none:?} holds no name");
        }
    }
}
