//! Which code each window asked for last. A page with a code that nobody goes by asks for it again whenever something arrives:
//! it may be known by then.

use std::collections::HashMap;

use desk::CustomerCode;

/// The last question of each window, by its label.
#[derive(Debug, Default)]
pub struct Asked(HashMap<String, CustomerCode>);

impl Asked {
    /// Whether `window` had not asked for `code` just before: then somebody else stands at the counter.
    pub fn is_new(&mut self, window: &str, code: CustomerCode) -> bool {
        self.0.insert(window.to_owned(), code) != Some(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_only_asks_again_does_not_send_the_next_customer_away() {
        let code = |digits: &str| digits.parse().expect("six digits");
        let (unknown, known) = (code("111111"), code("482193"));
        let mut asked = Asked::default();
        assert!(asked.is_new("main", unknown));
        assert!(asked.is_new("strip", known), "the next customer, at the strip");
        assert!(!asked.is_new("main", unknown), "what the next one earned has arrived");
        assert!(asked.is_new("main", known));
        assert!(asked.is_new("main", unknown), "and this is another customer");
    }
}
