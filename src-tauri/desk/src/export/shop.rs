//! What every table is written by: the shop's clock, its money, and the reader's language.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use export::{Cell, Column, Kind};
use uuid::Uuid;

use super::Language;
use crate::{Settings, Zone};

pub struct Shop {
    pub language: Language,
    pub currency: String,
    pub zone: Zone,
    clock: Tz,
}

impl Shop {
    pub fn of(settings: &Settings, language: Language) -> Self {
        let zone = Zone::of(settings);
        let clock = zone.name().parse().unwrap_or(Tz::UTC); // the name of a zone is one
        Self { language, currency: settings.currency.clone(), zone, clock }
    }

    /// What the shop's clock showed then.
    pub fn time(&self, time: impl Into<Option<DateTime<Utc>>>) -> Cell {
        time.into().map(|time| time.with_timezone(&self.clock).naive_local()).into()
    }

    /// A column of money.
    pub fn money(&self, turkish: &str, english: &str) -> Column {
        let title = match self.language {
            Language::Tr => turkish,
            Language::En => english,
        };
        Column::new(format!("{title} ({})", self.currency), Kind::Decimal)
    }

    /// Those days, from the beginning of time where no first one is said, up to its end where no last one is.
    pub fn span(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Range<DateTime<Utc>> {
        let (from, to) = match (from, to) {
            (Some(from), Some(to)) => (Some(from.min(to)), Some(from.max(to))),
            other => other,
        };
        let begin = from.map_or(DateTime::<Utc>::MIN_UTC, |day| self.zone.begin(day));
        begin..to.map_or(DateTime::<Utc>::MAX_UTC, |day| self.zone.span(day, day).end)
    }
}

pub fn id(id: impl Into<Option<Uuid>>) -> Cell {
    id.into().map(|id| id.to_string()).into()
}
