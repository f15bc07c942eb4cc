//! Splitting the owner's command line into words, without a shell.

/// The words of `line`. `"…"` and `'…'` keep spaces; nothing else is special, so Windows paths stay whole. `None` when
/// there is no word, or a quotation mark is not closed.
pub(crate) fn words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for letter in line.chars() {
        match quote {
            Some(open) if letter == open => quote = None,
            Some(_) => word.get_or_insert_default().push(letter),
            None if letter == '"' || letter == '\'' => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            None if letter.is_whitespace() => words.extend(word.take()),
            None => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    if quote.is_none() && words.first().is_some_and(|first| !first.is_empty()) { Some(words) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_split_as_people_write_it() {
        let split = words(r#"  C:\bin\frpc.exe  -c "my shop.ini" --name='a "b"' "" "#).unwrap();
        assert_eq!(split, [r"C:\bin\frpc.exe", "-c", "my shop.ini", r#"--name=a "b""#, ""]);
    }

    #[test]
    fn what_names_no_program_is_refused() {
        for line in ["", "  ", r#"frpc "open"#, r#""""#] {
            assert_eq!(words(line), None, "{line:?} cannot be started");
        }
    }
}
