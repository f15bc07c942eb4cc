//! The people: who they are, how often they come, and what their cards hold.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::dice::Dice;
use super::hours::{around, arrival, clock, is_workday};

/// The code of a customer of every shop who collects stamps, and enrols on the opening day.
pub const STAMPS_REGULAR: u32 = 482_193;
/// The code of a customer of every shop who collects points, and enrols on the opening day.
pub const POINTS_REGULAR: u32 = 391_047;

const INITIALS: &[u8] = b"aaaabbccdddeeeeffggghhhiiikkklmmmmmmnnnooprrsssstttuuvyyyz";
const MAIL_PROVIDERS: [(u32, &str); 7] = [
    (58, "gmail.com"),
    (16, "hotmail.com"),
    (9, "outlook.com"),
    (7, "icloud.com"),
    (4, "yahoo.com"),
    (4, "windowslive.com"),
    (2, "mynet.com"),
];

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Collects {
    Stamps,
    Points,
    Both,
}

pub(super) struct Customer {
    pub id: Uuid,
    pub code: u32,
    /// Whether `customer.enrolled` has been told; people from before the webhook never are announced.
    pub announced: bool,
    pub collects: Collects,
    pub habit: Habit,
    pub stamps: u32,
    pub points: u32,
    pub coupons: Vec<Coupon>,
}

/// A reward that was issued and not used yet.
pub(super) struct Coupon {
    pub id: Uuid,
    /// The day on which its owner thinks of it; some never do.
    pub remembered_on: Option<NaiveDate>,
}

impl Customer {
    pub fn masked_email(dice: &mut Dice) -> String {
        let initial = INITIALS[dice.between(0..=INITIALS.len() as u32 - 1) as usize];
        format!("{}***@{}", char::from(initial), dice.pick(&MAIL_PROVIDERS))
    }
}

/// When someone comes.
pub(super) struct Habit {
    /// The chance that a day is one of theirs.
    pub attendance: f64,
    /// The usual second of the day of someone who comes from the office.
    pub office_hour: Option<u32>,
    /// The last day before they move on.
    pub until: NaiveDate,
}

impl Habit {
    /// Works nearby: a daily coffee at the same time.
    pub fn office(day: NaiveDate, dice: &mut Dice) -> Self {
        let hour = dice.pick(&[(60, clock(8, 40)), (25, clock(13, 0)), (15, clock(17, 0))]);
        Self {
            attendance: 0.65 + 0.3 * dice.share(),
            office_hour: Some(around(around(hour, dice), dice)),
            until: after(day, dice.between(60..=400)),
        }
    }

    /// Lives nearby. Few come nearly every day, most of them seldom: Zipf's law.
    pub fn neighbour(day: NaiveDate, dice: &mut Dice) -> Self {
        let rank = 0.1 + 0.9 * dice.share();
        Self { attendance: 0.09 / rank, office_hour: None, until: after(day, dice.between(20..=200)) }
    }

    /// Seen a few times, then never again.
    pub fn passer_by(day: NaiveDate, dice: &mut Dice) -> Self {
        Self { attendance: 0.12, office_hour: None, until: after(day, dice.between(0..=45)) }
    }

    /// Comes nearly every workday, for as long as the shop exists.
    pub fn faithful() -> Self {
        Self { attendance: 0.95, office_hour: Some(clock(8, 30)), until: NaiveDate::MAX }
    }

    /// The seconds of `day` at which they walk in.
    pub fn arrivals(&self, day: NaiveDate, dice: &mut Dice) -> Vec<u32> {
        let workday = is_workday(day);
        let liking = match self.office_hour {
            _ if workday => 1.0,
            Some(_) => 0.3,
            None => 2.5,
        };
        if !dice.chance(self.attendance * liking) {
            return Vec::new();
        }
        match self.office_hour {
            Some(usual) if workday => {
                let mut seconds = vec![around(usual, dice)];
                if usual < clock(12, 0) && dice.chance(0.35) {
                    seconds.push(around(clock(16, 30), dice));
                }
                seconds
            }
            _ => vec![arrival(day, dice)],
        }
    }
}

/// Codes that are handed out once.
pub(super) struct Codes(HashSet<u32>);

impl Codes {
    pub fn new() -> Self {
        Self(HashSet::from([STAMPS_REGULAR, POINTS_REGULAR]))
    }

    pub fn next(&mut self, dice: &mut Dice) -> u32 {
        loop {
            let code = dice.between(0..=999_999);
            if self.0.insert(code) {
                return code;
            }
        }
    }
}

fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX)
}
