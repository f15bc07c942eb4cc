//! The two languages that files are written in.

use export::{Cell, Column, Kind, Locale};
use serde::{Deserialize, Serialize};

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Language {
    /// Turkish.
    Tr,
    /// English.
    En,
}

impl Language {
    pub(super) fn locale(self) -> Locale {
        match self {
            Self::Tr => Locale::Turkish,
            Self::En => Locale::English,
        }
    }

    /// The words that are this language's.
    pub(super) fn say(self, turkish: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Tr => turkish,
            Self::En => english,
        }
    }

    pub(super) fn column(self, turkish: &'static str, english: &'static str, kind: Kind) -> Column {
        Column::new(self.say(turkish, english), kind)
    }

    /// A column of ids, as the platform writes them.
    pub(super) fn ids(self, turkish: &'static str, english: &'static str) -> Column {
        self.column(turkish, english, Kind::Text).wide(38.0)
    }

    pub(super) fn yes_or_no(self, yes: bool) -> Cell {
        if yes { self.say("evet", "yes") } else { self.say("hayır", "no") }.into()
    }

    /// What happened, in words; what has no word of ours by the platform's name.
    pub(super) fn event(self, name: &str) -> &str {
        match name {
            "stamp.earned" => self.say("Damga kazandı", "Earned stamps"),
            "stamp.redeemed" => self.say("Kartı doldu, kupon kazandı", "Card filled, earned a coupon"),
            "points.earned" => self.say("Puan kazandı", "Earned points"),
            "points.spent" => self.say("Puan harcadı", "Spent points"),
            "coupon.redeemed" => self.say("Kuponunu kullandı", "Used a coupon"),
            "customer.enrolled" => self.say("Programa katıldı", "Joined"),
            other => other,
        }
    }
}
