//! What the window asks about, and where the manual speaks of it.

use desk::Language;
use serde::Deserialize;

use super::page::Page;

/// What help is wanted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename = "HelpTopic", rename_all = "snake_case")]
pub enum Topic {
    /// The first start.
    FirstStart,
    /// The home screen.
    Counter,
    /// One customer's page.
    Customer,
    /// All customers.
    Customers,
    /// Coupons.
    Coupons,
    /// Points.
    Points,
    /// Reports and the end of the day.
    Reports,
    /// The way to this PC.
    Connection,
    /// The owner's choices.
    Settings,
    /// Backups and the rest of the data.
    Data,
    /// Something is wrong.
    Trouble,
    /// The owner's PIN is asked for.
    Pin,
}

impl Topic {
    /// The page, and the name of the heading on it; empty for its beginning.
    pub fn place(self, language: Language) -> (Page, &'static str) {
        let (page, tr, en) = match self {
            Self::FirstStart => (Page::Connect, "", ""),
            Self::Counter => (Page::DailyUse, "", ""),
            Self::Customer => (Page::DailyUse, "müşteriyi-açmak", "opening-a-customer"),
            Self::Customers => (Page::DailyUse, "müşteri-listesi", "the-list-of-customers"),
            Self::Coupons => (Page::DailyUse, "kuponlar", "coupons"),
            Self::Points => (Page::DailyUse, "puanlar", "points"),
            Self::Reports => (Page::DailyUse, "raporlar-ve-gün-sonu", "reports-and-the-end-of-the-day"),
            Self::Connection => (Page::Connect, "bağlantı-ekranı", "the-connection-screen"),
            Self::Settings => (Page::DailyUse, "ayarlar", "settings"),
            Self::Data => (Page::DailyUse, "yedekler", "backups"),
            Self::Trouble => (Page::Troubleshooting, "", ""),
            Self::Pin => (Page::Troubleshooting, "pini-unuttum", "i-forgot-the-pin"),
        };
        (page, if language == Language::Tr { tr } else { en })
    }
}

#[cfg(test)]
mod tests {
    use super::super::render::headings;
    use super::*;

    #[test]
    fn every_topic_leads_to_a_heading_that_is_there() {
        use Topic::*;
        let topics = [
            FirstStart, Counter, Customer, Customers, Coupons, Points, Reports, Connection, Settings, Data,
            Trouble, Pin,
        ];
        for topic in topics {
            for language in [Language::Tr, Language::En] {
                let (page, part) = topic.place(language);
                let there = headings(page.text(language)).iter().any(|heading| heading.id == part);
                assert!(part.is_empty() || there, "{topic:?} in {language:?}: {part}");
            }
        }
    }
}
