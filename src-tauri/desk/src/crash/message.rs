//! What may be repeated of a panic's own words. They are put together at run time and may quote what lies in memory: an
//! event, a name, a secret. So only what stood in the program's text is repeated, and the beginnings that Rust itself uses.

use std::any::Any;

/// How Rust's own messages begin; what follows quotes values.
const RUSTS_OWN: [&str; 12] = [
    "called `Result::unwrap()` on an `Err` value",
    "index out of bounds",
    "range start index",
    "range end index",
    "slice index starts at",
    "byte index",
    "start byte index",
    "end byte index",
    "assertion `left == right` failed",
    "assertion `left != right` failed",
    "already borrowed",
    "already mutably borrowed",
];

/// What is not repeated is replaced by these words.
const LEFT_OUT: &str = "left out: it may quote data";

/// What may be repeated of `payload`.
pub fn harmless(payload: &(dyn Any + Send)) -> &'static str {
    if let Some(literal) = payload.downcast_ref::<&'static str>() {
        return literal;
    }
    let said = payload.downcast_ref::<String>().map_or("", String::as_str);
    RUSTS_OWN.into_iter().find(|own| said.starts_with(own)).unwrap_or(LEFT_OUT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(panic: impl FnOnce() + std::panic::UnwindSafe) -> &'static str {
        harmless(&*std::panic::catch_unwind(panic).expect_err("it panics"))
    }

    #[test]
    #[allow(clippy::unwrap_used)] // its panic is what is looked at
    fn nothing_that_was_put_together_at_run_time_is_repeated() {
        let code = std::hint::black_box("482193");
        assert_eq!(said(|| panic!("no such customer")), "no such customer", "it stood in the program's text");
        assert_eq!(said(move || panic!("no customer {code}")), LEFT_OUT);
        assert_eq!(said(move || std::panic::panic_any(code.to_owned())), LEFT_OUT);
        let refused = code.parse::<u8>().map_err(|_| code.to_owned());
        let unwrapped = said(move || assert_eq!(refused.unwrap(), 0));
        assert_eq!(unwrapped, "called `Result::unwrap()` on an `Err` value", "without the value");
        assert_eq!(
            said(move || assert_eq!(code, "")),
            "assertion `left == right` failed",
            "nor the two values"
        );
    }
}
