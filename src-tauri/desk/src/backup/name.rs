//! What a backup is called: the moment that it is of, on the shop's clock, so that its owner can read it and the plan needs
//! to open none.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDateTime;

const BEGINS: &str = "stampdesk-";
const ENDS: &str = ".backup";
const SEALED: &str = ".age";
/// To the minute, without a colon, which some systems' file names must not have.
const MOMENT: &str = "%Y-%m-%d-%H%M";
/// How long a moment is, written so.
const LENGTH: usize = 15;

/// `stampdesk-2026-04-19-2130.backup`, the second of that minute `stampdesk-2026-04-19-2130-2.backup`; `.age` when encrypted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// On the shop's clock, to the minute.
    pub at: NaiveDateTime,
    /// 1 for the first of that minute.
    pub count: u32,
    /// It can be opened with the passphrase only.
    pub encrypted: bool,
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{BEGINS}{}", self.at.format(MOMENT))?;
        if self.count > 1 {
            write!(f, "-{}", self.count)?;
        }
        write!(f, "{ENDS}{}", if self.encrypted { SEALED } else { "" })
    }
}

/// It is called otherwise: not ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoName;

impl FromStr for Name {
    type Err = NoName;

    fn from_str(text: &str) -> Result<Self, NoName> {
        let (stem, encrypted) = match text.strip_suffix(SEALED) {
            Some(stem) => (stem, true),
            None => (text, false),
        };
        let stem = stem.strip_prefix(BEGINS).and_then(|it| it.strip_suffix(ENDS)).ok_or(NoName)?;
        let (moment, count) = stem.split_at_checked(LENGTH).ok_or(NoName)?;
        let at = NaiveDateTime::parse_from_str(moment, MOMENT).map_err(|_| NoName)?;
        let count =
            if count.is_empty() { Some(1) } else { count.strip_prefix('-').and_then(|it| it.parse().ok()) };
        let name = Self { at, count: count.ok_or(NoName)?, encrypted };
        if name.to_string() == text { Ok(name) } else { Err(NoName) } // written otherwise it is not ours
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_back_as_it_was_written() {
        for text in [
            "stampdesk-2026-04-19-2130.backup",
            "stampdesk-2026-04-19-2130.backup.age",
            "stampdesk-2026-04-19-0001-12.backup.age",
        ] {
            assert_eq!(text.parse::<Name>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_called_otherwise_is_not_ours() {
        for text in [
            "stampdesk.db",
            "stampdesk-2026-04-19.backup",
            "stampdesk-2026-04-19-2130.backup.partial",
            ".stampdesk-2026-04-19-2130.backup.partial",
            "Copy of stampdesk-2026-04-19-2130.backup",
            "stampdesk-2026-04-19-2130 (1).backup",
            "stampdesk-2026-04-19-2130-1.backup",
            "stampdesk-2026-04-19-2130-02.backup",
            "stampdesk-2026-02-30-2130.backup",
            "stampdesk-2026-04-19-2130ç.backup",
            "",
        ] {
            assert_eq!(text.parse::<Name>(), Err(NoName), "{text}");
        }
    }
}
