//! What the owner chose of notifications: which, and the hours in which there are none.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use crate::{DeskError, ErrorCode};

/// What is announced on the desktop while nobody looks at the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Notifications {
    /// Anything at all.
    pub on: bool,
    /// A reward is waiting.
    pub coupons: bool,
    /// The connection is in trouble, or it is unusually silent.
    pub trouble: bool,
    /// The hours of every day in which nothing is announced; `None` for none.
    pub quiet: Option<QuietHours>,
}

impl Default for Notifications {
    fn default() -> Self {
        Self { on: true, coupons: true, trouble: true, quiet: None }
    }
}

/// Hours of the shop's day, by the clock on its wall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct QuietHours {
    /// When they begin, `HH:MM`.
    pub from: String,
    /// When they are over, `HH:MM`: on the next day where that is the earlier time.
    pub to: String,
}

impl QuietHours {
    /// Whether they are at this time of day.
    pub fn hold_at(&self, clock: NaiveTime) -> bool {
        match (time(&self.from), time(&self.to)) {
            (Some(from), Some(to)) if from <= to => from <= clock && clock < to,
            (Some(from), Some(to)) => from <= clock || clock < to,
            _ => false,
        }
    }

    /// Refuses what are no hours.
    ///
    /// # Errors
    /// Why they are none.
    pub(crate) fn check(&self) -> Result<(), DeskError> {
        let refused = |why: &str| Err(DeskError::new(ErrorCode::Settings, why));
        match (time(&self.from), time(&self.to)) {
            (Some(from), Some(to)) if from != to => Ok(()),
            (Some(_), Some(_)) => refused("quiet hours begin and end at different times"),
            _ => refused("quiet hours begin and end at a time such as 22:00"),
        }
    }
}

fn time(text: &str) -> Option<NaiveTime> {
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let (hours, minutes) =
        text.split_once(':').filter(|(hours, minutes)| digits(hours) && digits(minutes))?;
    NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(from: &str, to: &str) -> QuietHours {
        QuietHours { from: from.into(), to: to.into() }
    }

    #[test]
    fn they_begin_with_their_first_minute_and_end_before_their_last() {
        for (quiet, at, silent) in [
            (hours("13:00", "14:30"), "12:59:59", false),
            (hours("13:00", "14:30"), "13:00:00", true),
            (hours("13:00", "14:30"), "14:29:59", true),
            (hours("13:00", "14:30"), "14:30:00", false),
            (hours("22:00", "07:00"), "21:59:59", false),
            (hours("22:00", "07:00"), "23:59:59", true),
            (hours("22:00", "07:00"), "00:00:00", true),
            (hours("22:00", "07:00"), "06:59:59", true),
            (hours("22:00", "07:00"), "07:00:00", false),
            (hours("22:00", "00:00"), "23:30:00", true),
            (hours("22:00", "00:00"), "00:00:00", false),
        ] {
            assert_eq!(quiet.hold_at(at.parse().unwrap()), silent, "{quiet:?} at {at}");
        }
    }

    #[test]
    fn only_two_different_times_of_day_are_taken() {
        assert!(hours("22:00", "07:00").check().is_ok());
        for (from, to) in
            [("22:00", "22:00"), ("24:00", "07:00"), ("9:00", "10:00"), ("", "07:00"), ("+1:00", "07:00")]
        {
            assert!(hours(from, to).check().is_err(), "{from} to {to}");
        }
    }

    #[test]
    fn settings_from_before_there_were_any_announce_everything() {
        let kept: Notifications = serde_json::from_str("{}").unwrap();
        assert_eq!(kept, Notifications { on: true, coupons: true, trouble: true, quiet: None });
    }
}
